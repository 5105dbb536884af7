"""Who stands where: settled levels, proposals and their history, at one cost for any number."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.access import holds_trust_wide, schools_for
from accounts.models import User
from accounts.roles import Can, Role
from banding.models import (
    BandDecision,
    BandDecisionQuerySet,
    DecisionState,
    Duty,
    DutyKind,
    Edition,
    EditionState,
    Level,
    Occasion,
)
from banding.rules.days import Placing
from banding.selectors.editions import edition_in_force, standing_on
from schools.models import School

COUNTS_AS: Any = "counts_as"  # an annotation, so not a field of the model

Schools: TypeAlias = "QuerySet[School] | Collection[School]"
Placings: TypeAlias = tuple[tuple[int, date], ...]


@dataclass(frozen=True)
class BandTally:
    """`level` None counts the schools without one."""

    level: Level | None
    schools: int


def settled_levels(start_year: int) -> BandDecisionQuerySet:
    """The year's decisions in order, each with its `counts_as`: the level (id) it now stands for.

    A decision keeps the edition it was made under. Where another has come into force since, the
    level of the same code counts there; a level without one brings no days or duties any more.
    """
    settled = BandDecision.objects.current().filter(start_year=start_year).order_by("from_date")
    same = Level.objects.filter(code=OuterRef("level__code"), edition__in=_in_force(start_year))
    return settled.annotate(counts_as=Coalesce(Subquery(same.values("pk")[:1]), F("level_id")))


def placing_of(settled: BandDecision) -> Placing:
    """Of a decision read by `settled_levels`."""
    level_id = settled.counts_as  # type: ignore[attr-defined]
    return Placing(level_id, settled.level.label, settled.from_date)


def _in_force(start_year: int) -> QuerySet[Edition]:
    return Edition.objects.filter(start_year=start_year, state=EditionState.IN_FORCE)


def current_levels(
    *, schools: Schools, start_year: int, on: date | None = None
) -> dict[int, BandDecision]:
    """By school id, the decision in force on a day: today (or the year's nearest) unless said."""
    begun = settled_levels(start_year).filter(
        school__in=schools, from_date__lte=on or standing_on(start_year)
    )
    return {decision.school_id: decision for decision in begun.select_related("level")}


def proposals(*, schools: Schools, start_year: int) -> dict[int, BandDecision]:
    """By school id, the decision that waits for those who approve."""
    waiting = BandDecision.objects.waiting().filter(school__in=schools, start_year=start_year)
    waiting = waiting.select_related("level", "proposed_by")
    return {decision.school_id: decision for decision in waiting}


def underway(*, schools: Schools, start_year: int) -> dict[int, BandDecision]:
    """By school id, what is being prepared, waits, or is approved and not yet released."""
    decisions = BandDecision.objects.unreleased().filter(school__in=schools, start_year=start_year)
    decisions = decisions.select_related("level", "proposed_by")
    return {decision.school_id: decision for decision in decisions}


def visible_decisions(viewer: User, can: Can) -> BandDecisionQuerySet:
    """Of the viewer's schools; of one outside the trust for those who see the whole trust."""
    reached = Q(school__in=schools_for(viewer, can))
    if holds_trust_wide(viewer, can):
        reached |= Q(occasion=Occasion.DUE_DILIGENCE)
    return BandDecision.objects.for_listing().filter(reached)


def to_decide(viewer: User) -> BandDecisionQuerySet:
    """What waits for this person: the route names the role, and somebody else proposed."""
    by_executive = Duty.objects.filter(
        kind=DutyKind.JUDGEMENT, approver__role=Role.EXECUTIVE
    ).values("edition")
    held = {held.role for held in viewer.roles_today()}
    mine = Q(pk__in=[])
    if Role.EXECUTIVE in held:
        mine |= Q(edition__in=by_executive)
    if Role.TRUSTEE in held:
        mine |= ~Q(edition__in=by_executive)
    reached = visible_decisions(viewer, Can.APPROVE_BAND).waiting()
    return reached.filter(mine).exclude(proposed_by=viewer)


def to_comment_on(viewer: User) -> BandDecisionQuerySet:
    """Proposals whose facts this head was asked about and has not commented on yet."""
    asked = BandDecision.objects.waiting().filter(asked_at__isnull=False, commented_at=None)
    return asked.filter(school__in=schools_for(viewer, Can.COMMENT_BAND))


def asked_about(school: School) -> BandDecision | None:
    """The proposal that was shown to the school's head and is not settled yet."""
    asked = BandDecision.objects.for_listing().waiting().filter(asked_at__isnull=False)
    return asked.filter(school=school).first()


def with_standing(schools: QuerySet[School], *, start_year: int) -> QuerySet[School]:
    """Annotate `current_code` and `proposed_code`, the codes of levels, for filters."""
    own = {"school": OuterRef("pk"), "start_year": start_year}
    settled = BandDecision.objects.current().filter(**own, from_date__lte=standing_on(start_year))
    waiting = BandDecision.objects.waiting().filter(**own)
    return schools.annotate(
        current_code=Subquery(settled.order_by("-from_date").values("level__code")[:1]),
        proposed_code=Subquery(waiting.values("level__code")[:1]),
    )


def placings(schools: Schools, start_year: int) -> dict[int, Placings]:
    """By school id, the settled (level id, first day) in order: light, for a thousand schools."""
    placed: dict[int, Placings] = defaultdict(tuple)
    settled = settled_levels(start_year).filter(school__in=schools)
    for school, level, from_date in settled.values_list("school_id", COUNTS_AS, "from_date"):
        placed[school] += ((level, from_date),)
    return placed


def band_distribution(*, schools: QuerySet[School], start_year: int) -> list[BandTally]:
    """How many of the schools stand on each level, in the edition's order, then those on none."""
    edition = edition_in_force(start_year)
    levels = list(edition.levels.all()) if edition else []
    if not levels:
        return []
    on = standing_on(start_year)
    now = Counter(
        [level for level, from_date in placed if from_date <= on][-1]
        for placed in placings(schools, start_year).values()
        if placed[0][1] <= on
    )
    tallies = [BandTally(level, now[level.pk]) for level in levels]
    without = schools.count() - now.total()
    return [*tallies, BandTally(None, without)] if without else tallies


def level_history(*, school: School, with_proposals: bool) -> list[BandDecision]:
    """Newest first: what is settled and, for those who may see it, every proposal and its end."""
    decisions = BandDecision.objects.for_listing().filter(school=school)
    if not with_proposals:
        decisions = decisions.current()
    # A draft is nobody's proposal, and one withdrawn before it was proposed never was.
    decisions = decisions.exclude(proposed_by=None, approved_at=None)
    decisions = decisions.exclude(state=DecisionState.DRAFT)
    return list(decisions.order_by("-from_date", "-created_at"))


def next_level_up(level: Level) -> Level | None:
    """The level whose criteria would move a school up; rank 1 has none."""
    higher = Level.objects.filter(edition_id=level.edition_id, rank__lt=level.rank)
    return higher.prefetch_related("criteria").order_by("-rank").first()
