from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from monitoring import jobs, verbs
        from monitoring.places import targets_word

        drafts = r"/schools/\d+/monitoring/(submissions|collections)/"
        places.nav("Data", "monitoring:asked-list", Can.SUBMIT_DATA, order=20, covers=drafts)
        places.nav("Returns", "monitoring:return-list", Can.REVIEW_DATA, order=21)
        places.nav("Collections", "monitoring:collection-list", Can.OPEN_COLLECTION, order=22)
        places.nav(targets_word, "monitoring:target-list", Can.VIEW_TARGETS, order=23)
        places.tab("Targets", "monitoring:target-school", Can.VIEW_TARGETS, order=25)
        places.tab("Data returns", "monitoring:return-school", Can.VIEW_RETURNS, order=30)
