from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from core.units import percent
from monitoring.rules.weekly import monday_of
from monitoring.selectors.weekly import with_week
from schools.models import School


class Command(JsonCommand):
    help = "Which schools have given a week, and what they said of sessions, joiners and leavers."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--week", required=True, help="such as 2026-W48")

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        try:
            monday = monday_of(options["week"])
        except ValueError as refusal:
            raise BadCommand(str(refusal)) from refusal
        return [_told(school) for school in with_week(School.objects.members(), monday)]


def _told(school: Any) -> dict[str, Any]:
    given = school.given_at is not None
    attendance = (
        percent(school.possible - school.missed, school.possible, places=1) if given else None
    )
    return {
        "urn": school.urn,
        "school": school.name,
        "given": given,
        "possible": school.possible,
        "missed": school.missed,
        "attendance": None if attendance is None else float(attendance),
        "joiners": school.joiners,
        "leavers": school.leavers,
    }
