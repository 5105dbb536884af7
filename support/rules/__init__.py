from support.rules.agreed import Agreed
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
    "Agreed",
    "Entitled",
    "Moved",
    "StatementLine",
    "Totals",
    "state",
    "totals",
]
