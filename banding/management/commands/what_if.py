from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from banding import selectors
from banding.rules.what_if import Outcome
from banding.rules.what_if_difference import SchoolMoved
from banding.rules.what_if_parts import Changes, Present
from core.commands import JsonCommand, academic_year
from core.errors import BadCommand
from core.units import days_from_quarters


class Command(JsonCommand):
    help = "What other levels would change: days, capacity and obligations. Writes nothing."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")
        parser.add_argument(
            "--set", action="append", default=[], metavar="URN=LEVEL", help="such as 138257=D"
        )
        parser.add_argument(
            "--from", dest="from_date", help="the day they count from; the year's first unless said"
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        year = academic_year(options["year"])
        edition = selectors.edition_in_force(year.start_year)
        if edition is None:
            raise BadCommand(f"No improvement model is in force for {year}: load one first.")
        from_date = _day(options["from_date"]) or year.starts_on
        if from_date not in year:
            raise BadCommand(f"{from_date} is not in {year}.")
        present = selectors.present_of(edition, from_date)
        trial = selectors.try_out(present, Changes(levels=_levels(options["set"], present)))
        difference = trial.difference
        return {
            "year": str(year),
            "from": from_date.isoformat(),
            "before": _said(trial.before, present),
            "after": _said(trial.after, present),
            "difference": {
                "total_days": days_from_quarters(difference.quarter_days),
                "capacity_days": _days(difference.capacity),
                "obligations": difference.obligations,
                "schools": [_moved(school, present) for school in difference.moved],
            },
        }

    def show(self, result: dict[str, Any]) -> str:
        before, after, difference = (result[key] for key in ("before", "after", "difference"))
        told = (
            f"Days {before['total_days']} → {after['total_days']} "
            f"({difference['total_days']:+}), obligations {before['obligations']} → "
            f"{after['obligations']} ({difference['obligations']:+}), capacity "
            f"{'not known' if after['capacity_days'] is None else after['capacity_days']}."
        )
        return "\n".join([told, *after["breaks"]])


def _said(outcome: Outcome, present: Present) -> dict[str, Any]:
    return {
        "total_days": days_from_quarters(outcome.quarter_days),
        "capacity_days": _days(outcome.capacity),
        "obligations": outcome.obligations,
        "terms": [
            {
                "term": term.name,
                "days": days_from_quarters(term.asked),
                "capacity_days": _days(term.there),
            }
            for term in outcome.terms
        ],
        "breaks": [term.breaks for term in outcome.terms if term.breaks],
        "schools": [
            {
                "urn": school.urn,
                "name": school.name,
                "level": _code(present, school.level_id),
                "days": days_from_quarters(school.quarter_days),
                "obligations": school.obligations,
                "levy_effect": school.levy_effect or None,
                "levy_percent": None if school.percent is None else float(school.percent),
            }
            for school in outcome.schools
        ],
    }


def _moved(school: SchoolMoved, present: Present) -> dict[str, Any]:
    was, now = school.before, school.after
    either = now or was
    return {
        "urn": either.urn if either else None,
        "name": school.name,
        "from": _code(present, was.level_id if was else None),
        "to": _code(present, now.level_id if now else None),
        "days": days_from_quarters(school.change),
        "obligations": (now.obligations if now else 0) - (was.obligations if was else 0),
    }


def _levels(pairs: list[str], present: Present) -> dict[str, int]:
    codes = {level.code: level.id for level in present.levels.values()}
    ours = {str(school.urn): school.key for school in present.schools.values()}
    asked = {}
    for pair in pairs:
        urn, equals, code = pair.partition("=")
        if not (urn.isdecimal() and equals and code):
            raise BadCommand(f"'{pair}' is not URN=LEVEL, such as 138257=D.")
        if urn not in ours:
            raise BadCommand(f"No school of the trust has the URN {urn}.")
        if code not in codes:
            raise BadCommand(f"There is no level '{code}'. The levels are {', '.join(codes)}.")
        if ours[urn] in asked:
            raise BadCommand(f"The school {urn} is given twice.")
        asked[ours[urn]] = codes[code]
    return asked


def _code(present: Present, level_id: int | None) -> str | None:
    return present.levels[level_id].code if level_id else None


def _days(quarters: int | None) -> float | None:
    return None if quarters is None else days_from_quarters(quarters)


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadCommand(f"'{written}' is not a day. Write it like 2027-01-31.") from None
