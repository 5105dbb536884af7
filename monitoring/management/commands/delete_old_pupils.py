from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from core.commands import JsonCommand
from core.years import AcademicYear
from monitoring import services
from monitoring.rules.retention import first_year_kept
from monitoring.services import retention


class Command(JsonCommand):
    help = (
        "Deletes what was said of pupils before the last three school years and this one, except "
        "of schools under a legal hold. Counts and figures stay. It runs every night by itself."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--preview", action="store_true", help="say what would go; delete none")

    def answer(self, **options: Any) -> dict[str, Any]:
        today = timezone.localdate()
        kept = {"kept_from": f"{AcademicYear(first_year_kept(today)).starts_on:%-d %B %Y}"}
        if options["preview"]:
            versions = retention.due(today)
            schools = {one.school_id for one in versions}
            return kept | {"schools": len(schools), "versions": len(versions)}
        return kept | vars(services.delete_old_pupils(on=today))
