from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Journal and jobs"

    def ready(self) -> None:
        from core import verbs
