"""The project as it runs for real, in a scratch folder, with nothing that works by itself."""

from trust.settings import *  # noqa: F403, TID251
from trust.settings import CACHES, STORAGES  # noqa: TID251

DEBUG = False
ALLOWED_HOSTS = ["testserver"]
SECURE_SSL_REDIRECT = False
REQUIRE_MFA = False
JOBS_ENGINE = "manual"
ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# The project's settings are read before DEBUG is off here, and with DEBUG no page is kept.
CACHES = CACHES | {
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}
}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
