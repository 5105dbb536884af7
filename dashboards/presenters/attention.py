"""Finds, in a few light queries, what `dashboards.rules` puts in order and in words."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding import selectors as banding
from banding.models import BandDecision
from dashboards.presenters.choice import Choice
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
from dashboards.selectors.figures import Coverage
from monitoring.models import Collection
from monitoring.rules.kinds import Line
from monitoring.rules.measuring.definition import Good
from schools.models import School
from support.models import ActionState
from support.selectors import visible_actions


class Named(NamedTuple):
    urn: int
    name: str


class Looking:
    """One person looking over their own schools for what to see to first."""

    def __init__(self, viewer: User, choice: Choice, coverage: Coverage) -> None:
        self.viewer, self.choice, self.coverage = viewer, choice, coverage
        own: QuerySet[School] = schools_for(viewer, Can.VIEW_TRUST_FIGURES)
        self.own = {pk: Named(urn, name) for pk, urn, name in own.values_list("pk", "urn", "name")}

    def found(self, *, at_most: int) -> list[Attention]:
        today = timezone.localdate()
        every = [*self._late(today), *self._changes(), *self._proposals(), *self._overdue(today)]
        return most_pressing(every, at_most=at_most)

    def _late(self, today: date) -> Iterator[Attention | None]:
        for pk in self.coverage.missing_ids & self.own.keys():
            urn, name = self.own[pk]
            due_on = self.coverage.due_day(pk)
            yield late_return(urn=urn, school=name, due_on=due_on, today=today)

    def _changes(self) -> Iterator[Attention | None]:
        collection, cohort = self.choice.collection, self.choice.cohort
        before = same_children_before(cohort, collection.start_year, collection.term)
        earlier = _collection_like(collection, before[1:]) if before else None
        if before is None or earlier is None:
            return
        now = self._shares(collection, cohort)
        was = self._shares(earlier, before[0])
        line = _watched(collection)
        measure = line.label[:1].lower() + line.label[1:]
        for pk in now.keys() & was.keys():
            urn, name = self.own[pk]
            yield change_for_same_children(
                urn=urn,
                school=name,
                measure=f"{self.choice.cohort_label} {measure}",
                before=was[pk],
                now=now[pk],
                before_was=earlier.name,
                lower_is_better=line.good is Good.LOWER,
            )

    def _shares(self, collection: Collection, cohort: str) -> dict[int, Share]:
        found = figures.shares(
            viewer=self.viewer,
            collection=collection,
            cohort=cohort,
            subject=_watched(collection).code,
        )
        return {pk: Share(*counts) for pk, counts in found.items()}

    def _proposals(self) -> Iterator[Attention]:
        may_see = schools_for(self.viewer, Can.VIEW_PROPOSALS)
        waiting = BandDecision.objects.waiting().filter(
            school__in=may_see, start_year=self.choice.collection.start_year
        )
        proposed = list(waiting.select_related("school", "level"))
        edition = banding.edition_in_force(self.choice.collection.start_year) if proposed else None
        if edition is None:
            return
        current = banding.current_levels(
            schools=[decision.school for decision in proposed], start_year=edition.start_year
        )
        for decision in proposed:
            settled = current.get(decision.school_id)
            yield proposal(
                urn=decision.school.urn,
                school=decision.school.name,
                current=settled.level.label if settled else None,
                proposed=decision.level.label,
                reason=decision.reason,
            )

    def _overdue(self, today: date) -> Iterator[Attention]:
        overdue = (
            visible_actions(self.viewer).filter(state=ActionState.OPEN, due_on__lt=today).order_by()
        )
        by_school = overdue.values_list("school").annotate(Count("pk"), Min("due_on"))
        for pk, how_many, oldest in by_school:
            if pk in self.own:
                urn, name = self.own[pk]
                yield overdue_actions(urn=urn, school=name, how_many=how_many, oldest=oldest)


def _collection_like(collection: Collection, when: tuple[int, int]) -> Collection | None:
    """The collection of an earlier term on the same scale, or of the same kind and schools."""
    start_year, term = when
    found = Collection.objects.filter(start_year=start_year, term=term, kind=collection.kind)
    if collection.scale_id:
        return found.filter(scale=collection.scale_id).first()
    return found.filter(special_only=collection.special_only).first()


def _watched(collection: Collection) -> Line:
    """The share whose changes are worth a sentence: all three subjects, or a kind's last."""
    shares = [line for line in collection.lines if not line.is_rate]
    return shares[-1] if shares else collection.lines[-1]
