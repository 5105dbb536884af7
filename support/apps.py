from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from banding import evidence
        from core import jobs
        from core.models import Queue
        from planning import guests, helping
        from support import verbs
        from support.evidence import given_deployments, offered_visits
        from support.selectors.deployments import own_label
        from support.selectors.peer_reviews import challenged_by, reviews_label
        from support.triangulation import visits_to

        places.nav("Support", "support:visit-list", Can.READ_VISITS, order=40, covers=r"/support/")
        places.nav(own_label, "support:deployment-list", Can.VIEW_DEPLOYMENTS, order=47)
        places.nav(reviews_label, "support:triad-list", Can.VIEW_REVIEWS, order=48)
        places.tab(
            "Visits and actions",
            "support:record-detail",
            Can.READ_VISITS,
            order=50,
            covers=r"/support/visits/",
        )
        places.tab("Support days", "support:statement-detail", Can.VIEW_SUPPORT, order=60)
        jobs.handler("support.statement", queue=Queue.REPORTS)(
            jobs.loaded_when_run("support.services.printing.make_statement")
        )
        evidence.offer(offered_visits, order=20)
        evidence.offer(given_deployments, order=25)
        helping.come_from(visits_to)
        guests.come_from(challenged_by)
