"""Finds, in a fixed number of queries, what `dashboards.rules` puts in order and in words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from accounts.models import User
from banding.selectors import edition_in_force
from dashboards.filters import COMBINED
from dashboards.presenters.standing import Standing
from dashboards.rules import (
    Attention,
    Share,
    change_for_same_children,
    late_return,
    most_pressing,
    overdue_actions,
    proposal,
    same_children_before,
)
from dashboards.selectors import figures
from dashboards.selectors.figures import Coverage, Shown
from monitoring.models import Collection, PupilGroup, YearGroup
from schools.models import School
from support.selectors import visible_actions


def needs_attention(
    viewer: User,
    schools: list[School],
    *,
    collection: Collection,
    cohort: str,
    coverage: Coverage,
    standings: dict[int, Standing],
    at_most: int,
) -> list[Attention]:
    """The schools are the viewer's own; nothing is said of others."""
    today = timezone.localdate()
    found = [
        *_late(schools, collection, coverage, today),
        *_changes(viewer, schools, collection, cohort),
        *_proposals(schools, collection, standings),
        *_overdue(viewer, schools, today),
    ]
    return most_pressing(found, at_most=at_most)


def _late(
    schools: list[School], collection: Collection, coverage: Coverage, today: date
) -> Iterator[Attention | None]:
    for school in schools:
        if school.pk in coverage.missing_ids:
            yield late_return(
                urn=school.urn, school=school.name, due_on=collection.due_on, today=today
            )


def _changes(
    viewer: User, schools: list[School], collection: Collection, cohort: str
) -> Iterator[Attention | None]:
    before = same_children_before(cohort, collection.start_year, collection.term)
    if before is None:
        return
    cohort_before, start_year, term = before
    earlier = Collection.objects.filter(
        start_year=start_year, term=term, scale=collection.scale_id
    ).first()
    if earlier is None:
        return
    now = _combined(viewer, collection, cohort)
    was = _combined(viewer, earlier, cohort_before)
    for school in schools:
        if school.pk in now and school.pk in was:
            yield change_for_same_children(
                urn=school.urn,
                school=school.name,
                measure=f"{YearGroup(cohort).label} reading, writing and maths",
                before=was[school.pk],
                now=now[school.pk],
                before_was=earlier.name,
            )


def _combined(viewer: User, collection: Collection, cohort: str) -> dict[int, Share]:
    table = figures.trust_table(
        viewer=viewer, collection=collection, cohort=cohort, group=PupilGroup.ALL
    )
    return {
        school: _share(cells[COMBINED])
        for school, cells in table.schools.items()
        if COMBINED in cells
    }


def _share(shown: Shown) -> Share:
    return Share(shown.expected, shown.pupils)


def _proposals(
    schools: list[School], collection: Collection, standings: dict[int, Standing]
) -> Iterator[Attention]:
    edition = edition_in_force(collection.start_year)
    for school in schools:
        standing = standings.get(school.pk)
        if edition and standing and standing.proposal:
            yield proposal(
                urn=school.urn,
                school=school.name,
                word=edition.word("level"),
                current=standing.level.code if standing.level else None,
                proposed=standing.proposal.level.code,
                reason=standing.proposal.reason,
            )


def _overdue(viewer: User, schools: list[School], today: date) -> Iterator[Attention]:
    due: dict[int, list[date]] = defaultdict(list)
    overdue = visible_actions(viewer).filter(done_at=None, due_on__lt=today)
    for action in overdue:
        due[action.visit.school_id].append(action.due_on)
    for school in schools:
        if dates := due.get(school.pk):
            yield overdue_actions(
                urn=school.urn, school=school.name, how_many=len(dates), oldest=min(dates)
            )
