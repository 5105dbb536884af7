from support.rules.agreed import Agreed
from support.rules.statement import BEYOND_THE_OFFER, Entitled, StatementLine, state

__all__ = ["BEYOND_THE_OFFER", "Agreed", "Entitled", "StatementLine", "state"]
