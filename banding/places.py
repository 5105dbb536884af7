"""What the trust calls its levels in the bar and the tabs, and a school's own in its header."""

from collections.abc import Iterable

from accounts.access import holds
from accounts.models import User
from accounts.places import Fact
from accounts.roles import Can
from banding import selectors
from banding.models import DecisionState, Edition
from banding.policies.route import approvers
from banding.rules.days import show_month
from schools.models import School


def edition_for(user: User) -> Edition | None:
    """The edition the trust works by, asked once in a request."""
    return user.once("working edition", selectors.working_edition)


def word_of(name: str, reader: User | None) -> str:
    """The trust's own word, for every room (accounts.words); none before a model is in force."""
    edition = edition_for(reader) if reader else selectors.working_edition()
    return edition.word(name) if edition else ""


def levels_word(user: User) -> str:
    return _word(user, "levels")


def level_word(user: User) -> str:
    return _word(user, "level")


def weekly_word(user: User) -> str:
    """No such place where the model does not ask schools for their week."""
    edition = edition_for(user)
    return "Weekly" if edition and edition.asks_weekly else ""


def _word(user: User, name: str) -> str:
    """A model without levels has no such place; before any model is loaded it is called a band."""
    edition = edition_for(user)
    if edition is None:
        return {"levels": "Bands", "level": "Band"}[name]
    return edition.word(name) if edition.has_levels else ""


def facts_of(school: School, user: User) -> Iterable[Fact]:
    """Everybody who may see the level sees the settled one; a proposal only those who may."""
    edition = edition_for(user)
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
