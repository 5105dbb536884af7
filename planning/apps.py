from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from planning import verbs

        places.nav("Plans", "planning:plan-browse", Can.VIEW_PLANS, order=35, covers=r"/planning/")
        places.tab("Plan", "planning:plan-list", Can.VIEW_PLANS, order=45)
