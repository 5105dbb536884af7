"""Who asks for help, and who says that it is not possible."""

from accounts.access import holds, holds_anywhere
from accounts.models import User
from accounts.roles import Can
from core.errors import NotAllowed
from schools.models import School
from support.models import SupportRequest


def brokers(user: User) -> bool:
    """Leads and the chief executive place people across the whole trust (security.md 3)."""
    return holds_anywhere(user, Can.BROKER_SUPPORT)


def check_can_broker(actor: User) -> None:
    if not brokers(actor):
        raise NotAllowed("Only school improvement leads and the chief executive choose who helps.")


def check_can_ask(actor: User, school: School) -> None:
    if not holds(actor, Can.ASK_SUPPORT, school):
        raise NotAllowed("Only the school's head and its improvement leads ask for it.")


def check_can_withdraw(actor: User, request: SupportRequest) -> None:
    if not holds(actor, Can.ASK_SUPPORT, request.school):
        raise NotAllowed("Only the school that asked withdraws its request.")
