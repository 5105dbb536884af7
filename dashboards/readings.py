"""Figures for the measures of plans, as their reader may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from core.units import percent
from dashboards.models import FigureState
from dashboards.selectors.figures import Point, history
from monitoring.rules.kinds import Kind
from planning.readings import Reading, Wanted
from schools.models import School


def read_measures(
    viewer: User, school: School, wanted: Iterable[Wanted]
) -> Mapping[Wanted, Reading]:
    """The newest figure of each, or the one of its term. Of one family of assessment only: a
    baseline of another could not be laid beside it.
    """
    if not holds(viewer, Can.VIEW_SCHOOL_FIGURES, school):
        return {}
    states = _states(school)
    if not states:
        return {}
    newest = states[0].collection
    pupils = defaultdict(list)
    for one in wanted:
        pupils[one.cohort, one.group].append(one)
    made = {state.collection_id: timezone.localdate(state.made_at) for state in states}
    found = {}
    for (cohort, group), asked in pupils.items():
        points = history(
            viewer=viewer, school=school, collection=newest, cohort=cohort, group=group
        )
        for one in asked:
            if point := _point_of(points, one):
                found[one] = _reading(point, one, made)
    return found


def _states(school: School) -> list[FigureState]:
    """Of termly assessments: the measures of plans are theirs."""
    made = FigureState.objects.filter(school=school, collection__kind=Kind.TERMLY)
    states = made.exclude(submission_id=None)
    in_order = ("-collection__start_year", "-collection__term", "-pk")
    return list(states.select_related("collection__scale").order_by(*in_order))


def _point_of(points: list[Point], wanted: Wanted) -> Point | None:
    subject = wanted.measure.rpartition("_")[0]
    there = [point for point in points if subject in point.cells]
    if wanted.term:
        term = (wanted.start_year, wanted.term)
        there = [p for p in there if (p.collection.start_year, p.collection.term) == term]
    return there[-1] if there else None


def _reading(point: Point, wanted: Wanted, made: Mapping[int, date]) -> Reading:
    subject, _, standard = wanted.measure.rpartition("_")
    shown = point.cells[subject]
    withheld = getattr(shown, f"{standard}_withheld")
    numerator = getattr(shown, standard)
    denominator = None if withheld else shown.pupils
    return Reading(
        numerator=numerator,
        denominator=denominator,
        percent=percent(numerator or 0, denominator or 0, places=1),
        withheld=withheld,
        on=made.get(point.collection.pk),
        source=str(point.collection),
    )
