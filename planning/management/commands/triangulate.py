from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from accounts.access import imagined
from accounts.roles import Role
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from planning.rules.shared import joint_sessions, needs_of, shared_priorities
from planning.rules.triangulation import KINDS, counts, gaps_of
from planning.selectors.triangulation import facts_of
from schools.models import School


class Command(JsonCommand):
    help = "Where a plan, its monitoring, training and support do not answer each other, by kind."

    def arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--school", type=int, metavar="URN")
        which.add_argument("--trust", action="store_true", help="every school, and what they share")
        parser.add_argument("--year", required=True, help="such as 2026/27")

    def answer(self, **options: Any) -> dict[str, Any]:
        """As the chief executive reads it: figures withheld beyond a school are withheld here."""
        year = academic_year(options["year"])
        schools = School.objects.members().order_by("name")
        if options["school"]:
            schools = schools.filter(urn=options["school"])
            if not schools:
                raise BadCommand(f"No school of the trust has the URN {options['school']}.")
        today, reader = timezone.localdate(), imagined(Role.EXECUTIVE)
        facts = facts_of(reader, schools, year.start_year, today, only_deciding_figures=True)
        said: list[dict[str, Any]] = []
        for school in schools:
            gaps = gaps_of(facts[school.pk], today)
            said.append(
                {
                    "school": school.urn,
                    "name": school.name,
                    "priorities": len(facts[school.pk].priorities),
                    "counts": counts(gaps),
                    "gaps": [{"kind": gap.kind, "words": gap.words} for gap in gaps],
                }
            )
        answer: dict[str, Any] = {"year": str(year), "schools": said}
        if options["trust"]:
            answer |= _shared(facts.values())
        return answer

    def show(self, result: dict[str, Any]) -> str:
        lines = []
        for one in result["schools"]:
            lines.append(f"{one['name']}: {_said(one)}")
            lines += [f"  {KINDS[gap['kind']]}: {gap['words']}" for gap in one["gaps"]]
        lines += [
            f"{one['by']} {one['label']}: {', '.join(one['schools'])}"
            for one in result.get("shared_priorities", [])
        ]
        lines += [f"{one['topic']}: {one['words']}" for one in result.get("joint_sessions", [])]
        return "\n".join(lines)


def _said(one: dict[str, Any]) -> str:
    if not one["priorities"]:
        return "no priorities"
    many = len(one["gaps"])
    return f"{many} {'gap' if many == 1 else 'gaps'}" if many else "nothing is missing"


def _shared(facts: Any) -> dict[str, Any]:
    schools = list(facts)
    needs = [need for school in schools for need in needs_of(school)]
    return {
        "shared_priorities": [
            {"by": one.by, "label": one.label, "schools": one.schools}
            for one in shared_priorities(schools)
        ],
        "joint_sessions": [
            {"topic": one.topic, "schools": one.schools, "by": one.by, "words": one.words}
            for one in joint_sessions(needs)
        ],
    }
