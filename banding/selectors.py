"""What is in force, who stands where and the days that follow, at one cost for 1 or 100 schools."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from banding.models import (
    BandDecision,
    BandDecisionQuerySet,
    DecisionState,
    Edition,
    EditionState,
    Level,
    OfferLine,
    OfferPart,
)
from banding.rules import EntitledLine, OfferedLine, Placing, entitle
from core.years import AcademicYear
from schools.models import School

Schools: TypeAlias = "QuerySet[School] | Collection[School]"

NO_LEVEL_YET = "No {word} is settled for {year} yet, so this is the core offer only."


@dataclass(frozen=True)
class SchoolEntitlement:
    """`level` is the latest of the year so far; `note` says why there is none."""

    school: School
    level: Level | None
    quarter_days: int
    lines: list[EntitledLine] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """Where one school stands: what is settled now, what is proposed, the days of the year."""

    entitlement: SchoolEntitlement
    current: BandDecision | None
    proposal: BandDecision | None

    @property
    def school(self) -> School:
        return self.entitlement.school


@dataclass(frozen=True)
class BandTally:
    """`level` None counts the schools without one."""

    level: Level | None
    schools: int


def edition_in_force(start_year: int) -> Edition | None:
    return (
        Edition.objects.select_related("model")
        .filter(start_year=start_year, state=EditionState.IN_FORCE)
        .first()
    )


def working_edition() -> Edition | None:
    """The edition in force this year; before one is, the next year's; else the latest there was."""
    this_year = AcademicYear.of(timezone.localdate()).start_year
    in_force = Edition.objects.select_related("model").filter(state=EditionState.IN_FORCE)
    return (
        in_force.filter(start_year__gte=this_year).order_by("start_year").first()
        or in_force.order_by("-start_year").first()
    )


def standing_on(start_year: int) -> date:
    """The day on which "now" is asked of a year: today, or its nearest day."""
    year = AcademicYear(start_year)
    return min(max(timezone.localdate(), year.starts_on), year.ends_on)


def _settled(start_year: int) -> BandDecisionQuerySet:
    return BandDecision.objects.current().filter(start_year=start_year).order_by("from_date")


def current_levels(*, schools: Schools, start_year: int) -> dict[int, BandDecision]:
    """By school id, the decision in force today (or on the year's nearest day)."""
    begun = _settled(start_year).filter(school__in=schools, from_date__lte=standing_on(start_year))
    return {decision.school_id: decision for decision in begun.select_related("level")}


def proposals(*, schools: Schools, start_year: int) -> dict[int, BandDecision]:
    """By school id, the decision that waits for trustees."""
    waiting = BandDecision.objects.waiting().filter(school__in=schools, start_year=start_year)
    waiting = waiting.select_related("level", "proposed_by")
    return {decision.school_id: decision for decision in waiting}


def with_standing(schools: QuerySet[School], *, start_year: int) -> QuerySet[School]:
    """Annotate `current_code` and `proposed_code`, the codes of levels, for filters."""
    own = {"school": OuterRef("pk"), "start_year": start_year}
    settled = BandDecision.objects.current().filter(**own, from_date__lte=standing_on(start_year))
    waiting = BandDecision.objects.waiting().filter(**own)
    return schools.annotate(
        current_code=Subquery(settled.order_by("-from_date").values("level__code")[:1]),
        proposed_code=Subquery(waiting.values("level__code")[:1]),
    )


def entitlements(*, start_year: int, schools: Schools) -> list[SchoolEntitlement]:
    """Each school's days for the year, by name. Without an edition in force nobody has any."""
    edition = edition_in_force(start_year)
    if edition is None:
        return [SchoolEntitlement(school, None, 0) for school in schools]
    offer = _offer(edition)
    note = NO_LEVEL_YET.format(word=edition.word("level").lower(), year=edition.academic_year)
    settled: dict[int, list[BandDecision]] = defaultdict(list)
    for decision in _settled(start_year).filter(school__in=schools).select_related("level"):
        settled[decision.school_id].append(decision)
    on, found = standing_on(start_year), []
    for school in sorted(schools, key=lambda school: (school.name, school.urn)):
        own = settled[school.pk]
        lines = _entitled(edition, offer, own)
        level = next((d.level for d in reversed(own) if d.from_date <= on), None)
        found.append(SchoolEntitlement(school, level, _days(lines), lines, "" if level else note))
    return found


def standings(*, schools: list[School], start_year: int) -> list[Standing]:
    """Each school's standing, by name."""
    current = current_levels(schools=schools, start_year=start_year)
    waiting = proposals(schools=schools, start_year=start_year)
    return [
        Standing(one, current.get(one.school.pk), waiting.get(one.school.pk))
        for one in entitlements(start_year=start_year, schools=schools)
    ]


def days_if_approved(decision: BandDecision) -> tuple[int, int]:
    """The school's quarter-days of the year as things stand, and with this proposal approved."""
    edition = edition_in_force(decision.start_year)
    if edition is None:
        return 0, 0
    offer = _offer(edition)
    own = list(
        _settled(decision.start_year).filter(school=decision.school_id).select_related("level")
    )
    changed = [d for d in own if d.from_date != decision.from_date] + [decision]
    before, after = (_days(_entitled(edition, offer, either)) for either in (own, changed))
    return before, after


def _entitled(
    edition: Edition, offer: list[OfferedLine], decisions: Iterable[BandDecision]
) -> list[EntitledLine]:
    placings = [Placing(d.level_id, d.level.label, d.from_date) for d in decisions]
    year = edition.academic_year
    return entitle(offer, placings, first=year.starts_on, last=year.ends_on)


def _days(lines: Iterable[EntitledLine]) -> int:
    return sum(line.quarter_days for line in lines)


def _offer(edition: Edition) -> list[OfferedLine]:
    """Core lines in their order, then the additional ones; the bespoke menu has no days."""
    lines = OfferLine.objects.filter(edition=edition).exclude(part=OfferPart.BESPOKE)
    ordered = sorted(lines, key=lambda line: (line.part != OfferPart.CORE, line.position))
    return [
        OfferedLine(line.pk, line.code, line.activity, line.quarter_days or 0, line.level_id)
        for line in ordered
    ]


Placings: TypeAlias = tuple[tuple[int, date], ...]


def _placings(schools: Schools, start_year: int) -> dict[int, Placings]:
    """By school id, the settled (level id, first day) in order: light, for a thousand schools."""
    placed: dict[int, Placings] = defaultdict(tuple)
    settled = _settled(start_year).filter(school__in=schools)
    for school, level, from_date in settled.values_list("school_id", "level_id", "from_date"):
        placed[school] += ((level, from_date),)
    return placed


def entitled_in_all(*, schools: QuerySet[School], start_year: int) -> int:
    """The quarter-days of all these schools together: schools alike are worked out once."""
    edition = edition_in_force(start_year)
    if edition is None:
        return 0
    offer, year = _offer(edition), edition.academic_year
    placed = _placings(schools, start_year)
    alike = Counter(placed.values()) + Counter({(): schools.count() - len(placed)})
    return sum(
        how_many
        * _days(
            entitle(
                offer,
                [Placing(level, "", from_date) for level, from_date in placings],
                first=year.starts_on,
                last=year.ends_on,
            )
        )
        for placings, how_many in alike.items()
    )


def band_distribution(*, schools: QuerySet[School], start_year: int) -> list[BandTally]:
    """How many of the schools stand on each level, in the edition's order, then those on none."""
    edition = edition_in_force(start_year)
    if edition is None:
        return []
    on = standing_on(start_year)
    now = Counter(
        [level for level, from_date in placings if from_date <= on][-1]
        for placings in _placings(schools, start_year).values()
        if placings[0][1] <= on
    )
    tallies = [BandTally(level, now[level.pk]) for level in edition.levels.all()]
    without = schools.count() - now.total()
    return [*tallies, BandTally(None, without)] if without else tallies


def level_history(*, school: School, with_proposals: bool) -> list[BandDecision]:
    """Newest first: what is settled and, for those who may see it, every proposal and its end."""
    decisions = BandDecision.objects.for_listing().filter(school=school)
    if not with_proposals:
        decisions = decisions.filter(state=DecisionState.APPROVED, superseded_at=None)
    return list(decisions.order_by("-from_date", "-created_at"))


def next_level_up(level: Level) -> Level | None:
    """The level whose criteria would move a school up; rank 1 has none."""
    higher = Level.objects.filter(edition_id=level.edition_id, rank__lt=level.rank)
    return higher.prefetch_related("criteria").order_by("-rank").first()
