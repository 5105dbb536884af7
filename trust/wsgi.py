import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trust.settings")
application = get_wsgi_application()

if settings.JOBS_ENGINE == "thread":
    from core import worker

    worker.start()
