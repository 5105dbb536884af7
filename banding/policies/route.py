"""Who approves levels is data: the approver of the edition's judgement duty."""

from accounts.models import User
from accounts.roles import Role
from banding.models import Duty, DutyKind, Edition

ROUTES = {Role.TRUSTEE: "trustees", Role.EXECUTIVE: "the chief executive"}


def approving_role(edition: Edition) -> Role:
    """Trustees, unless the judgement duty names the chief executive."""
    named = Duty.objects.filter(
        edition=edition, kind=DutyKind.JUDGEMENT, approver__role__in=ROUTES
    ).values_list("approver__role", flat=True)
    return Role(named.first() or Role.TRUSTEE)


def approvers(edition: Edition) -> str:
    """As they stand inside a sentence."""
    return ROUTES[approving_role(edition)]


def follows_route(actor: User, edition: Edition) -> bool:
    return _holds_role(actor, approving_role(edition))


def is_executive(actor: User) -> bool:
    return _holds_role(actor, Role.EXECUTIVE)


def _holds_role(actor: User, role: Role) -> bool:
    """Trustees and chief executives hold their role for the whole trust."""
    return any(held.role == role for held in actor.roles_today())
