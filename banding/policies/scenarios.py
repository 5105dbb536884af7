"""Who may try things out. A what-if is about every school, so the role is held for the trust."""

from accounts.access import holds_trust_wide
from accounts.models import User
from accounts.roles import Can
from banding.models import Scenario, ScenarioState
from core.errors import NotAllowed, WrongState

ENDED = {
    ScenarioState.PROPOSED: "It was turned into proposals, so it stays as it is.",
    ScenarioState.DISCARDED: "It was discarded, so it stays as it is.",
}


def may_try(actor: User) -> bool:
    return holds_trust_wide(actor, Can.TRY_SCENARIOS)


def check_can_try(actor: User) -> None:
    if not may_try(actor):
        raise NotAllowed("Only the chief executive and leads of the whole trust try things out.")


def check_is_open(scenario: Scenario) -> None:
    if scenario.state != ScenarioState.OPEN:
        raise WrongState(ENDED[ScenarioState(scenario.state)])


def why_not_change(scenario: Scenario) -> str:
    return "" if scenario.state == ScenarioState.OPEN else ENDED[ScenarioState(scenario.state)]


def why_not_turn(scenario: Scenario, *, levels: int, to_propose: int) -> str:
    """`levels` are changed, of which this many can be proposed."""
    if ended := why_not_change(scenario):
        return ended
    word = scenario.edition.word("level").lower()
    if not levels:
        return f"Change a school's {word} first: only a {word} can be proposed."
    if not to_propose:
        return f"None of the changed {word}s can be proposed: see why below."
    return ""


def why_not_try(actor: User) -> str:
    try:
        check_can_try(actor)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
