"""The project's settings, with nothing that leaves the machine and nothing that runs by itself."""

from trust.settings import *  # noqa: F403, TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_ENGINE = "manual"  # a test says when work is done: core.jobs.work_off()
REQUIRE_MFA = False
SECURE_SSL_REDIRECT = False
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {name: {"BACKEND": IN_MEMORY, "LOCATION": name} for name in ("default", "pages")}
WHITENOISE_AUTOREFRESH = True  # nothing has been collected where tests run
