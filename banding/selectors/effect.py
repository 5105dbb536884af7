"""What putting a draft in force would change, read from two editions, schools and the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from banding.models import (
    Criterion,
    Duty,
    DutyScope,
    Edition,
    EditionState,
    Level,
    LevyRate,
    OfferLine,
    OfferPart,
)
from banding.models.rulebook import Doubtful
from banding.rules.effect import (
    DutyLine,
    Effect,
    LevelLine,
    Placed,
    Rules,
    effect_of,
    quarter_days_a_year,
    times_a_year,
)
from banding.selectors.decisions import current_levels
from banding.selectors.refusals import why_not_in_force
from core.years import AcademicYear
from schools.models import School
from schools.selectors.calendar import calendar_of

WEEKS_WITHOUT_A_CALENDAR = 39
PARTS = (
    "levels", "offer_lines", "duties", "activity_types", "parties", "aspects", "posts", "clauses",
)  # fmt: skip


@dataclass(frozen=True)
class OpenDoubt:
    thing: Doubtful
    kind: str
    name: str
    doubt: str

    @property
    def thing_kind(self) -> str:
        return str(self.thing._meta.model_name)


@dataclass(frozen=True)
class Preview:
    """`before` is what is in force for the draft's year, or else the latest edition before it."""

    edition: Edition
    before: Edition | None
    effect: Effect
    doubts: list[OpenDoubt]


def preview(edition: Edition) -> Preview:
    before = edition_before(edition)
    schools = _placed(before)
    doubts = open_doubts(edition)
    old = _rules(before) if before else None
    effect = effect_of(
        before=old,
        after=_rules(edition),
        schools=schools,
        doubts=[one.doubt for one in doubts],
        blocks=why_not_in_force(edition, replaces=True),
    )
    return Preview(edition, before, effect, doubts)


def edition_before(edition: Edition) -> Edition | None:
    others = Edition.objects.select_related("model").exclude(pk=edition.pk)
    in_use = others.exclude(state=EditionState.DRAFT).filter(start_year__lte=edition.start_year)
    return (
        in_use.filter(state=EditionState.IN_FORCE).order_by("-start_year").first()
        or in_use.order_by("-start_year", "-created_at").first()
    )


def open_doubts(edition: Edition) -> list[OpenDoubt]:
    """What the document leaves open and nobody has settled, in the edition's order."""
    found = [_doubt(edition)] if edition.open_doubt else []
    for part in PARTS:
        for thing in getattr(edition, part).exclude(doubt="").filter(settled=""):
            found.append(_doubt(thing))
        if part == "levels":
            found += [_doubt(criterion) for criterion in _doubted_criteria(edition)]
    return found


def _doubted_criteria(edition: Edition) -> Iterable[Doubtful]:
    own = Criterion.objects.filter(level__edition=edition)
    return own.exclude(doubt="").filter(settled="").order_by("level__rank", "position")


def _doubt(thing: Doubtful) -> OpenDoubt:
    return OpenDoubt(thing, str(thing._meta.verbose_name), str(thing), thing.doubt)


def _placed(before: Edition | None) -> list[Placed]:
    schools = list(School.objects.members().order_by("name", "urn"))
    if before is None:
        return [Placed(school.name, None) for school in schools]
    standing = current_levels(schools=schools, start_year=before.start_year)
    codes = {school: decision.level.code for school, decision in standing.items()}
    return [Placed(school.name, codes.get(school.pk)) for school in schools]


def school_weeks(start_year: int) -> int:
    """The calendar weeks of a year in which there is a school day; 39 where no terms are known."""
    year = AcademicYear(start_year)
    days = calendar_of().school_days(year.starts_on, year.ends_on)
    return len({day - timedelta(days=day.weekday()) for day in days}) or WEEKS_WITHOUT_A_CALENDAR


def _rules(edition: Edition) -> Rules:
    weeks = school_weeks(edition.start_year)
    offer = list(edition.offer_lines.exclude(part=OfferPart.BESPOKE))
    duties = list(edition.duties.prefetch_related("levels"))
    rates = _rates(edition)
    word = edition.word("level").lower()

    def line(level: Level | None) -> LevelLine:
        own = [one for one in offer if one.level_id in {None, level.pk if level else None}]
        asked = [
            _duty(duty, weeks)
            for duty in duties
            if duty.scope == DutyScope.SCHOOL
            and (not duty.levels.all() or level in duty.levels.all())
        ]
        return LevelLine(
            code=level.code if level else "",
            label=level.label if level else f"No {word} yet",
            quarter_days=sum(_a_year(one, weeks) for one in own),
            duties=tuple(asked),
            levy=_levy(level, rates) if level else "",
        )

    return Rules(
        name=str(edition),
        model=edition.model.code,
        start_year=edition.start_year,
        core=line(None),
        levels=tuple(line(level) for level in edition.levels.all()),
        words={key.replace("_", " "): said for key, said in edition.vocabulary.items()},
        trust=tuple(_duty(duty, weeks) for duty in duties if duty.scope == DutyScope.TRUST),
    )


def _duty(duty: Duty, weeks: int) -> DutyLine:
    return DutyLine(duty.code, duty.name, times_a_year(duty.cadence, weeks=weeks))


def _a_year(line: OfferLine, weeks: int) -> int:
    return quarter_days_a_year(line.quarter_days or 0, line.unit, weeks=weeks)


def _rates(edition: Edition) -> dict[int | None, LevyRate]:
    """By level id, the rate that counts today; None is every other school's."""
    today = max(timezone.localdate(), edition.academic_year.starts_on)
    begun = edition.levy_rates.filter(from_date__lte=today).order_by("from_date")
    return {rate.level_id: rate for rate in begun}


def _levy(level: Level, rates: dict[int | None, LevyRate]) -> str:
    said = []
    if level.levy_effect:
        said.append(level.get_levy_effect_display())
    if level.supported_school:
        said.append(f"{level.get_supported_school_display()} make it a Supported School")
    rate = rates.get(level.pk) or rates.get(None)
    if rate:
        said.append(f"{rate.percent}%")
    return "; ".join(said) or "No change"
