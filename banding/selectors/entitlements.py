"""The days that follow from levels and the offer, at one cost for 1 or 100 schools."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from banding.models import BandDecision, Edition, Level, OfferLine, OfferPart
from banding.rules.days import EntitledLine, OfferedLine, Placing, entitle
from banding.rules.years import YearCounts, count_year
from banding.selectors.decisions import (
    Schools,
    current_levels,
    placing_of,
    placings,
    proposals,
    settled_levels,
)
from banding.selectors.editions import edition_in_force, standing_on
from schools.models import School
from schools.selectors import years_of_terms

NO_LEVEL_YET = "No {word} is settled for {year} yet, so this is the core offer only."


@dataclass(frozen=True)
class YearsOfCounts:
    """The counts of the trust's year, and of each school's (by id) that has other terms."""

    usual: YearCounts
    own: dict[int, YearCounts]

    def of(self, school_id: int) -> YearCounts:
        return self.own.get(school_id, self.usual)


def years_of_counts(start_year: int) -> YearsOfCounts:
    years = years_of_terms(start_year)
    own = {school: count_year(year.terms) for school, year in years.own.items()}
    return YearsOfCounts(count_year(years.usual.terms), own)


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


def entitlements(*, start_year: int, schools: Schools) -> list[SchoolEntitlement]:
    """Each school's days for the year, by name. Without an edition in force nobody has any."""
    edition = edition_in_force(start_year)
    if edition is None:
        return [SchoolEntitlement(school, None, 0) for school in schools]
    offer = _offer(edition)
    note = NO_LEVEL_YET.format(word=edition.word("level").lower(), year=edition.academic_year)
    settled: dict[int, list[BandDecision]] = defaultdict(list)
    for decision in settled_levels(start_year).filter(school__in=schools).select_related("level"):
        settled[decision.school_id].append(decision)
    years = years_of_counts(start_year)
    on, found = standing_on(start_year), []
    for school in sorted(schools, key=lambda school: (school.name, school.urn)):
        own = settled[school.pk]
        placed = [placing_of(decision) for decision in own]
        lines = _entitled(edition, offer, placed, years.of(school.pk))
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
    offer, year = _offer(edition), years_of_counts(decision.start_year).of(decision.school_id)
    settled = settled_levels(decision.start_year).filter(school=decision.school_id)
    own = [placing_of(one) for one in settled.select_related("level")]
    wished = Placing(decision.level_id, decision.level.label, decision.from_date)
    changed = [placing for placing in own if placing.from_date != wished.from_date] + [wished]
    before, after = (_days(_entitled(edition, offer, one, year)) for one in (own, changed))
    return before, after


def _entitled(
    edition: Edition,
    offer: list[OfferedLine],
    placings: Sequence[Placing],
    counts: YearCounts,
) -> list[EntitledLine]:
    year = edition.academic_year
    return entitle(offer, placings, first=year.starts_on, last=year.ends_on, year=counts)


def _days(lines: Iterable[EntitledLine]) -> int:
    return sum(line.quarter_days for line in lines)


def _offer(edition: Edition) -> list[OfferedLine]:
    """Core lines in their order, then the additional ones; the bespoke menu has no days."""
    lines = OfferLine.objects.filter(edition=edition).exclude(part=OfferPart.BESPOKE)
    ordered = sorted(lines, key=lambda line: (line.part != OfferPart.CORE, line.position))
    return [
        OfferedLine(
            line.pk,
            line.code,
            line.activity,
            line.quarter_days or 0,
            line.level_id,
            line.unit,
            line.is_at_least,
        )
        for line in ordered
    ]


def entitled_in_all(*, schools: QuerySet[School], start_year: int) -> int:
    """The quarter-days of all these schools together: schools alike are worked out once.

    Schools are alike that were placed on the same levels from the same days in the same year.
    """
    edition = edition_in_force(start_year)
    if edition is None:
        return 0
    offer, year, years = _offer(edition), edition.academic_year, years_of_counts(start_year)
    placed = placings(schools, start_year)
    alike = Counter((own, years.of(school)) for school, own in placed.items())
    unplaced = schools.exclude(pk__in=placed) if years.own else schools.none()
    apart = [pk for pk in unplaced.values_list("pk", flat=True) if pk in years.own]
    alike.update(((), years.of(school)) for school in apart)
    alike[(), years.usual] += schools.count() - len(placed) - len(apart)
    return sum(
        how_many
        * _days(
            entitle(
                offer,
                [Placing(level, "", from_date) for level, from_date in own],
                first=year.starts_on,
                last=year.ends_on,
                year=counts,
            )
        )
        for (own, counts), how_many in alike.items()
    )
