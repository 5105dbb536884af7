"""What the header of a school says about its level."""

from collections.abc import Iterable

from accounts.access import holds
from accounts.models import User
from accounts.places import Fact
from accounts.roles import Can
from banding import selectors
from banding.models import DecisionState
from banding.policies.route import approvers
from banding.rules.days import show_month
from schools.models import School


def facts_of(school: School, user: User) -> Iterable[Fact]:
    """Everybody who may see the level sees the settled one; a proposal only those who may."""
    edition = selectors.working_edition()
    if edition is None or not holds(user, Can.VIEW_BANDING, school):
        return
    year = edition.start_year
    current = selectors.current_levels(schools=[school], start_year=year).get(school.pk)
    if current:
        since = show_month(current.from_date)
        yield Fact(f"{current.level} since {since}", current.level.tone)
    if holds(user, Can.VIEW_PROPOSALS, school):
        now = selectors.underway(schools=[school], start_year=year).get(school.pk)
        proposal = now if now and now.state == DecisionState.PROPOSED else None
        if proposal:
            yield Fact(f"Proposal: {proposal.level}, waiting for {approvers(edition)}", "watch")
        elif now and now.state == DecisionState.APPROVED:
            yield Fact(f"{now.level} approved, not yet released", "watch")
