from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "dashboards"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from banding import evidence
        from core import jobs
        from core.models import Queue
        from dashboards import jobs as own_jobs
        from dashboards import subscribers, verbs
        from dashboards.evidence import offered_figures
        from dashboards.readings import read_measures
        from planning import readings

        places.nav("Trust", "dashboards:trust-page", Can.VIEW_TRUST_FIGURES, order=10)
        places.nav(
            "Schools", "dashboards:school-list", Can.VIEW_SCHOOL, order=15, covers="/schools/"
        )
        places.tab("Overview", "dashboards:school-overview", Can.VIEW_SCHOOL, order=10)
        places.tab("Results", "dashboards:school-data", Can.VIEW_SCHOOL_FIGURES, order=20)
        places.tab("Reports", "dashboards:report-list", Can.MAKE_REPORT, order=90)
        evidence.offer(offered_figures, order=30)
        readings.come_from(read_measures)
        jobs.handler("dashboards.health_check", queue=Queue.REPORTS)(
            jobs.loaded_when_run("dashboards.services.health_check.make_health_check")
        )
