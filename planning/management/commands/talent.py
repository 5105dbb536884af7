from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand, academic_year
from planning.selectors.talent import Talent, talent
from schools.models import School


class Command(JsonCommand):
    help = (
        "Which areas this year's priorities ask for, who covers them, and who could grow into them."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")

    def answer(self, **options: Any) -> dict[str, Any]:
        year = academic_year(options["year"])
        return {"year": str(year), **told(talent(School.objects.members(), year.start_year))}

    def show(self, result: dict[str, Any]) -> str:
        lines = [f"  {one['area']}: {one['words']}" for one in result["areas"]]
        grow = [
            f"  {one['area']}: {one['name']} ({one['place']}) {one['because']}"
            for one in result["growth"]
        ]
        pairs = [
            f"  {one['learner']} with {one['peer']}: {one['words']}" for one in result["pairs"]
        ]
        return "\n".join(
            ["Areas asked for", *lines, "Could grow into one", *grow, "Could be paired", *pairs]
        )


def told(found: Talent) -> dict[str, Any]:
    return {
        "areas": [
            {
                "area": one.area,
                "standing": one.standing,
                "words": one.words,
                "schools": one.schools,
                "people": [person.name for person in one.people],
                "confirmed": one.confirmed,
            }
            for one in found.demands
        ],
        "growth": [asdict(one) for one in found.growth],
        "pairs": [{**asdict(one), "words": one.words} for one in found.pairs],
        "unmatched": [{"school": one.school, "priority": one.priority} for one in found.unmatched],
    }
