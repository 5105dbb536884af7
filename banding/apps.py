from django.apps import AppConfig


class BandingConfig(AppConfig):
    name = "banding"
