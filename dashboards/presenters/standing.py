"""Where each school stands: its level, what is proposed, and the days given of those it is due."""

from dataclasses import dataclass

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding import selectors as banding
from banding.models import BandDecision, Edition, Level
from schools.models import School
from support import selectors as support


@dataclass(frozen=True)
class Standing:
    """`used` and `entitled` are quarter-days of the academic year."""

    level: Level | None
    proposal: BandDecision | None
    used: int
    entitled: int

    @property
    def proposed(self) -> str:
        return f"{self.proposal.level} proposed" if self.proposal else ""


def standings(viewer: User, schools: list[School], *, start_year: int) -> dict[int, Standing]:
    """By school id. A proposal is only there for those who may see proposals."""
    given = support.days_given(schools=schools, start_year=start_year)
    may_see = set(schools_for(viewer, Can.VIEW_PROPOSALS).values_list("pk", flat=True))
    return {
        found.school.pk: Standing(
            level=found.current.level if found.current else None,
            proposal=found.proposal if found.school.pk in may_see else None,
            used=given[found.school.pk],
            entitled=found.entitlement.quarter_days,
        )
        for found in banding.standings(schools=schools, start_year=start_year)
    }


def why_no_days(edition: Edition | None) -> str:
    """What is said in place of days where no school has any, as it stands inside a sentence."""
    if edition is None:
        return "no improvement model is in force for this year"
    if not edition.gives_days:
        return "the model says what is asked, and gives no days"
    return f"no days follow from any {edition.word('level').lower()} yet"
