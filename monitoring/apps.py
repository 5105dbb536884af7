from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from monitoring import jobs, verbs
        from monitoring.places import own_samples, targets_word

        samples = r"/schools/\d+/monitoring/samples/"
        drafts = r"/schools/\d+/monitoring/(submissions|collections)/"
        places.nav("Data", "monitoring:asked-list", Can.SUBMIT_DATA, order=20, covers=drafts)
        parts = r"/schools/\d+/monitoring/sections/"
        places.nav(
            "Asked of you", "monitoring:section-list", Can.GIVE_SECTION, order=20, covers=parts
        )
        places.nav("Returns", "monitoring:return-list", Can.REVIEW_DATA, order=21)
        places.nav("Collections", "monitoring:collection-list", Can.OPEN_COLLECTION, order=22)
        places.nav(targets_word, "monitoring:target-list", Can.VIEW_TARGETS, order=23)
        places.tab("Targets", "monitoring:target-school", Can.VIEW_TARGETS, order=25)
        events = ("Moderation", "monitoring:moderation-list", Can.PLAN_MODERATION)
        places.nav(*events, order=23, covers=samples)
        places.nav(own_samples, "monitoring:sample-list", Can.MODERATE, order=24, covers=samples)
        places.tab("Data returns", "monitoring:return-school", Can.VIEW_RETURNS, order=30)
