from support.rules.agreed import Agreed
from support.rules.answers import (
    PROPOSED_AFTER,
    Asked,
    FollowedUp,
    Said,
    applies,
    is_answered,
    missing,
    not_met,
    proposed_action,
)
from support.rules.statement import (
    BEYOND_THE_OFFER,
    FROM_THE_MENU,
    Entitled,
    Moved,
    StatementLine,
    Totals,
    state,
    totals,
)

__all__ = [
    "BEYOND_THE_OFFER",
    "FROM_THE_MENU",
    "PROPOSED_AFTER",
    "Agreed",
    "Asked",
    "Entitled",
    "FollowedUp",
    "Moved",
    "Said",
    "StatementLine",
    "Totals",
    "applies",
    "is_answered",
    "missing",
    "not_met",
    "proposed_action",
    "state",
    "totals",
]
