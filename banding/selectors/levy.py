"""What a school pays, and whether it is a Supported School, on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from banding.models import BandDecision, Edition, LevyRate, SupportedStatus
from banding.rules.days import show_day
from banding.selectors.editions import edition_in_force
from core.years import AcademicYear
from schools.models import School


@dataclass(frozen=True)
class Levy:
    """`percent` None: nobody has entered one. `because` says where it comes from."""

    percent: Decimal | None
    because: str


NOT_ENTERED = Levy(None, "The trust has not entered its levy.")


def levy_of(school: School, on: date) -> Levy:
    """The trust's rate for the school's level, else its general one, else the document's."""
    edition = edition_in_force(AcademicYear.of(on).start_year)
    if edition is None:
        return NOT_ENTERED
    decision = _level_on(school, on)
    rates = LevyRate.objects.filter(edition=edition, from_date__lte=on).order_by("-from_date")
    rates = rates.filter(Q(level=None) | Q(level=decision.level if decision else None))
    newest: dict[bool, LevyRate] = {}
    for rate in rates.select_related("level"):
        newest.setdefault(rate.level_id is None, rate)
    if chosen := newest.get(False) or newest.get(True):
        whose = f"The rate of {chosen.level}" if chosen.level else "The rate of every school"
        return Levy(chosen.percent, f"{whose} from {show_day(chosen.from_date)}.")
    if edition.contribution_percent is not None:
        return Levy(edition.contribution_percent, f"What {edition} says every school pays.")
    return NOT_ENTERED


def has_levy(edition: Edition) -> bool:
    """Whether the model speaks of a levy or of Supported Schools, or the trust entered a rate."""
    speaks = ~Q(levy_effect="") | ~Q(supported_school="")
    return (
        edition.contribution_percent is not None
        or edition.levels.filter(speaks).exists()
        or LevyRate.objects.filter(edition=edition).exists()
    )


def status_of(school: School, on: date) -> SupportedStatus | None:
    """What was last recorded; None is not recorded, which is not the same as not supported."""
    recorded = SupportedStatus.objects.filter(school=school, from_date__lte=on, superseded_at=None)
    return recorded.select_related("recorded_by").order_by("-from_date").first()


def asks_for_status(decision: BandDecision) -> bool:
    """Whether the level asks for a decision of status that nobody has made for it yet."""
    asks = decision.level.supported_school or decision.level.levy_effect
    return (
        bool(asks)
        and not SupportedStatus.objects.filter(
            school=decision.school, from_date__gte=decision.from_date, superseded_at=None
        ).exists()
    )


def _level_on(school: School, on: date) -> BandDecision | None:
    year = AcademicYear.of(on).start_year
    begun = BandDecision.objects.current().filter(school=school, start_year=year, from_date__lte=on)
    return begun.select_related("level").order_by("-from_date").first()
