from django.apps import AppConfig


class BandingConfig(AppConfig):
    name = "banding"

    def ready(self) -> None:
        from banding import verbs
