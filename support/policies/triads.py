"""Who plans the rota of triads: leads and the chief executive, for the whole trust at once.

Heads see their own school's triads once the rota is published (security.md section 3: a school sees
what is its own).
"""

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can
from core.errors import NotAllowed


def check_can_plan(actor: User | None) -> None:
    if actor and not holds_anywhere(actor, Can.PLAN_ROTA):
        raise NotAllowed("School improvement leads and the chief executive plan the triads.")


def may_plan(actor: User) -> bool:
    return holds_anywhere(actor, Can.PLAN_ROTA)
