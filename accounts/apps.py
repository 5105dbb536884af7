from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "accounts"
    default = True


class TrustAdminConfig(admin_apps.AdminConfig):
    """Django's administration with our own site, which asks for the Administrator role."""

    default_site = "accounts.admin_site.TrustAdminSite"
    default = False
