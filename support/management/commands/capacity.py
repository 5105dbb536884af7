from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand, academic_year
from core.units import days_from_quarters
from support.rules.capacity import Load
from support.selectors.overview import CapacityOfYear, PersonLoad, TermOfTrust, capacity_of_year


class Command(JsonCommand):
    help = "How much time people have for schools in each term, and what is asked of it."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="such as 2026/27")

    def answer(self, **options: Any) -> dict[str, Any]:
        return _told(capacity_of_year(academic_year(options["year"]).start_year))

    def show(self, result: dict[str, Any]) -> str:
        lines = [f"Capacity in {result['year']}, in days"]
        for term in result["terms"]:
            lines.append(
                f"  {term['term']:<7} {_said(term['there'])} there; {term['planned']} planned, "
                f"{term['given']} given, {term['left']} still to be given"
            )
        for one in result["people"]:
            terms = ", ".join(
                f"{term['term']} {term['booked']} of {_said(term['there'])}"
                for term in one["terms"]
            )
            lines.append(f"  {one['person']}: {terms}")
        lines += [f"  {one['name']}: {one['places']} unnamed" for one in result["unnamed"]]
        return "\n".join([*lines, *result["overload"]])


def _said(days: float | None) -> str:
    return "not known" if days is None else str(days)


def _told(found: CapacityOfYear) -> dict[str, Any]:
    return {
        "year": str(found.year.year),
        "calendar_published": bool(found.year.terms),
        "terms": [_term(term) for term in found.terms],
        "people": [_person(one) for one in found.known],
        "unknown": [_person(one) for one in found.unknown],
        "unnamed": [
            {"name": one.name, "places": one.places, "where": one.where, "there": None}
            for one in found.unnamed
        ],
        "vacant": [
            {
                "post": one.name,
                "places": one.places,
                "there": [days_from_quarters(days) for days in one.by_term]
                if one.by_term is not None
                else None,
            }
            for one in found.vacant
        ],
        "overload": found.flags,
    }


def _term(term: TermOfTrust) -> dict[str, Any]:
    return {
        "term": term.name,
        "there": _days(term.there),
        "booked": days_from_quarters(term.booked),
        "planned": days_from_quarters(term.planned),
        "given": days_from_quarters(term.given),
        "left": days_from_quarters(term.left),
        "short": days_from_quarters(term.short),
    }


def _person(one: PersonLoad) -> dict[str, Any]:
    return {
        "id": one.person.pk,
        "person": one.person.name,
        "terms": [_load(load) for load in one.loads],
    }


def _load(load: Load) -> dict[str, Any]:
    return {
        "term": load.term,
        "there": _days(load.there),
        "booked": days_from_quarters(load.booked),
        "over": days_from_quarters(load.over),
    }


def _days(quarters: int | None) -> float | None:
    return None if quarters is None else days_from_quarters(quarters)
