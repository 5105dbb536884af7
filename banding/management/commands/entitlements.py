from typing import Any

from django.core.management.base import CommandParser

from banding import selectors
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.units import days_from_quarters
from schools.models import School


class Command(JsonCommand):
    help = "The days of support each school has in a year, line by line."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")
        parser.add_argument("--school", type=int, metavar="URN")

    def answer(self, **options: Any) -> dict[str, Any]:
        year = academic_year(options["year"])
        if selectors.edition_in_force(year.start_year) is None:
            raise BadCommand(f"No improvement model is in force for {year}: load one first.")
        schools = School.objects.members()
        if options["school"]:
            schools = schools.filter(urn=options["school"])
            if not schools:
                raise BadCommand(f"No school of the trust has the URN {options['school']}.")
        found = selectors.entitlements(start_year=year.start_year, schools=schools)
        return {
            "total_days": days_from_quarters(sum(one.quarter_days for one in found)),
            "schools": [_school(one) for one in found],
        }

    def show(self, result: dict[str, Any]) -> str:
        lines = [
            f"{school['urn']} {school['name']}: {school['days']} days"
            + (f" ({school['level']})" if school["level"] else f". {school['note']}")
            for school in result["schools"]
        ]
        return "\n".join([*lines, f"In all {result['total_days']} days."])


def _school(one: selectors.SchoolEntitlement) -> dict[str, Any]:
    said = {
        "urn": one.school.urn,
        "name": one.school.name,
        "level": one.level.code if one.level else None,
        "days": days_from_quarters(one.quarter_days),
        "lines": [
            {
                "activity": line.activity,
                "days": days_from_quarters(line.quarter_days),
                "unit": line.unit_words,
                "at_least": line.is_at_least,
                "because": line.because,
            }
            for line in one.lines
        ],
    }
    return said | ({"note": one.note} if one.note else {})
