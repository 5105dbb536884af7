from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from planning import verbs

        places.tab("Monitoring", "planning:schedule-school", Can.READ_PLANS, order=46)
