"""How a school's pupils have got on: the same cohort before, and three years as one.

Only figures that may share an axis are laid beside each other, and each as its reader may see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from dashboards.models import Figure
from dashboards.rules import a_year_before, same_children_before
from dashboards.selectors.figures import BySubject, alike, sees_small_numbers
from dashboards.selectors.shown import Shown, shown_of
from monitoring.models import Collection
from monitoring.rules.kinds import WHOLE_SCHOOL
from schools.models import School

YEARS_POOLED = 3
When = tuple[str, int, int]  # cohort, start year, term


@dataclass(frozen=True)
class Before:
    """The same pupils in an earlier collection, in the year group they were in then."""

    collection: Collection
    cohort: str
    cells: BySubject


@dataclass(frozen=True)
class Growth:
    """`last_term` and `last_year` are of the same cohort. `years` are consecutive, newest first, of
    the same year group and term: other children each year.
    """

    last_term: Before | None = None
    last_year: Before | None = None
    years: Mapping[int, BySubject] = field(default_factory=dict)

    def of_years(self, subject: str) -> list[tuple[int, Shown]]:
        """A line in each year, from the newest back to the first year without it."""
        found: list[tuple[int, Shown]] = []
        for year in sorted(self.years, reverse=True):
            cell = self.years[year].get(subject)
            if (
                cell is None
                or not cell.is_known_of_somebody
                or (found and found[-1][0] != year + 1)
            ):
                break
            found.append((year, cell))
        return found


def growth(
    *, viewer: User | None, school: School, collection: Collection, cohort: str, group: str
) -> Growth:
    """In one query, whatever there is."""
    year, term = collection.start_year, collection.term
    last_term = _last_term(cohort, year, term)
    last_year = a_year_before(cohort, year, term)
    pooled = [(cohort, year - back, term) for back in range(YEARS_POOLED)]
    wanted = [one for one in (last_term, last_year, *pooled) if one]
    everything = sees_small_numbers(viewer, school)
    found: dict[When, BySubject] = {}
    collections: dict[When, Collection] = {}
    figures = Figure.objects.filter(_any_of(wanted), alike(collection), school=school, group=group)
    for figure in figures.select_related("collection"):
        its = figure.collection
        when = figure.cohort, its.start_year, its.term
        found.setdefault(when, {})[figure.subject] = shown_of(figure, everything=everything)
        collections[when] = its

    def before(when: When | None) -> Before | None:
        there = when is not None and when in found
        return Before(collections[when], when[0], found[when]) if when and there else None

    return Growth(
        before(last_term),
        before(last_year),
        {when[1]: found[when] for when in pooled if when in found},
    )


def _last_term(cohort: str, year: int, term: int) -> When | None:
    """A whole school is not the same pupils after a summer."""
    if cohort == WHOLE_SCHOOL and term == 1:
        return None
    return same_children_before(cohort, year, term)


def _any_of(wanted: list[When]) -> Q:
    found = Q()
    for cohort, year, term in wanted:
        found |= Q(cohort=cohort, collection__start_year=year, collection__term=term)
    return found
