from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from banding import selectors, services
from banding.models import Level
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from schools.models import School


class Command(JsonCommand):
    help = "Record the levels a trust already has, as approved, from the first day of the year."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pairs", nargs="+", metavar="URN=LEVEL", help="such as 138257=C")
        parser.add_argument("--year", required=True, help="such as 2026/27")
        parser.add_argument("--reason", required=True, help="who decided, and when")
        parser.add_argument("--from", dest="from_date", help="a day such as 2027-01-01")

    def answer(self, **options: Any) -> dict[str, Any]:
        year = academic_year(options["year"])
        edition = selectors.edition_in_force(year.start_year)
        if edition is None:
            raise BadCommand(f"No improvement model is in force for {year}: load one first.")
        levels = {level.code: level for level in edition.levels.all()}
        asked = _pairs(options["pairs"])
        recorded = services.record_existing_levels(
            actor=None,
            levels={_school(urn): _level(code, levels) for urn, code in asked.items()},
            start_year=year.start_year,
            reason=options["reason"],
            from_date=_day(options["from_date"]),
        )
        return {
            "year": str(year),
            "recorded": [
                {
                    "urn": line.school.urn,
                    "name": line.school.name,
                    "level": line.decision.level.code,
                    "from": line.decision.from_date.isoformat(),
                    "was": line.was.code if line.was else None,
                    "new": line.is_new,
                }
                for line in recorded
            ],
        }

    def show(self, result: dict[str, Any]) -> str:
        return "\n".join(
            f"{line['urn']} {line['name']}: {line['level']} from {line['from']}"
            + ("" if line["new"] else " (already recorded)")
            for line in result["recorded"]
        )


def _pairs(written: list[str]) -> dict[int, str]:
    asked: dict[int, str] = {}
    for pair in written:
        urn, equals, code = pair.partition("=")
        if not (urn.isdecimal() and equals and code):
            raise BadCommand(f"'{pair}' is not URN=LEVEL, such as 138257=C.")
        if int(urn) in asked:
            raise BadCommand(f"The school {urn} is given twice.")
        asked[int(urn)] = code
    return asked


def _school(urn: int) -> School:
    school = School.objects.filter(urn=urn).first()
    if school is None:
        raise BadCommand(f"No school with the URN {urn} is known.")
    if not School.objects.members().filter(pk=school.pk).exists():
        raise BadCommand(f"{school} ({urn}) is not a school of the trust.")
    return school


def _level(code: str, levels: dict[str, Level]) -> Level:
    if code not in levels:
        raise BadCommand(f"There is no level '{code}'. The levels are {', '.join(levels)}.")
    return levels[code]


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadCommand(f"'{written}' is not a day. Write it like 2027-01-31.") from None
