from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("administration/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("monitoring.urls")),
    path("", include("banding.urls")),
    path("", include("people.urls")),
    path("", include("planning.urls")),
    path("", include("support.urls")),
    path("", include("dashboards.urls")),
]
