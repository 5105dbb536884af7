from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from core import jobs
        from core.models import Queue
        from monitoring.selectors import quotas
        from planning import verbs

        places.nav("Plans", "planning:plan-browse", Can.VIEW_PLANS, order=35, covers=r"/planning/")
        places.tab(
            "Plan",
            "planning:plan-list",
            Can.VIEW_PLANS,
            order=45,
            covers=r"/planning/|/schools/\d+/planning/(start|imports)/",
        )
        places.tab(
            "Monitoring",
            "planning:schedule-school",
            Can.READ_PLANS,
            order=46,
            covers=r"/planning/(activities|looks)/|/schools/\d+/planning/governors/",
        )
        places.tab("Governor cycle", "planning:cycle-school", Can.READ_ISSUED_PLANS, order=46)
        jobs.handler("planning.file", queue=Queue.REPORTS)(
            jobs.loaded_when_run("planning.services.printing.make_file")
        )
        quotas.COUNTED += [verbs.DOCUMENT_READ, verbs.DOCUMENT_REFUSED]
