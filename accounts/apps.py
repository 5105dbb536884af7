from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"
    default = True

    def ready(self) -> None:
        from accounts import places, subscribers, verbs
        from accounts.roles import Can

        places.nav("People", "accounts:person-list", Can.MANAGE_PEOPLE, order=90)


class TrustAdminConfig(admin_apps.AdminConfig):
    """Django's administration with our own site, which asks for the Administrator role."""

    default_site = "accounts.admin_site.TrustAdminSite"
    default = False
