"""What the trust asks of its schools in a year, in cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, Value, When

from monitoring.models import Collection, Submission
from monitoring.rules.cost import Cost, cost_of
from monitoring.rules.kinds import Kind
from monitoring.selectors.collections import is_asked, years_of
from schools.models import School


def costs(*, start_year: int, schools: Iterable[School]) -> dict[int, Cost | None]:
    """By school id, in two queries. The roll is that of the last termly return a school sent.

    A school that sends none is counted by what it sent of other kinds, year group by year group.
    """
    schools = list(schools)
    collections = list(Collection.objects.filter(start_year=start_year))
    rolls = _rolls(schools)
    return {
        school.pk: cost_of(_asked_of(school, collections), rolls.get(school.pk, {}))
        for school in schools
    }


@dataclass(frozen=True)
class Burden:
    """The cells a year asks of the schools whose roll is known, and of how many it is not."""

    least: School
    fewest: int
    most: School
    cells: int
    in_all: int
    schools: int
    unknown: int


def burden(*, start_year: int) -> Burden | None:
    """None before any school's roll is known."""
    members = list(School.objects.members().order_by("name"))
    found = costs(start_year=start_year, schools=members)
    known = [
        (cost.cells, school) for school in members if (cost := found[school.pk]) and cost.cells
    ]
    if not known:
        return None
    known.sort(key=lambda one: one[0])
    (fewest, least), (cells, most) = known[0], known[-1]
    in_all = sum(cells for cells, _ in known)
    return Burden(least, fewest, most, cells, in_all, len(known), len(members) - len(known))


def _asked_of(school: School, collections: Iterable[Collection]) -> Iterator[tuple[list[str], int]]:
    for one in collections:
        if is_asked(one, school):
            yield years_of(one, school), len(one.subjects)


def _rolls(schools: list[School]) -> dict[int, dict[str, int]]:
    sent = Submission.objects.sent().filter(school__in=schools)
    termly_last = Case(When(collection__kind=Kind.TERMLY, then=Value(1)), default=Value(0))
    rows = sent.order_by(termly_last, "submitted_at").values_list(
        "school_id", "summary", "collection__kind"
    )
    rolls: dict[int, dict[str, int]] = {}
    for school, summary, kind in rows:
        told = {year: counted["pupils"] for year, counted in summary.items()}
        rolls[school] = told if kind == Kind.TERMLY else rolls.get(school, {}) | told
    return rolls
