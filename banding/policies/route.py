"""Who approves levels is data: the approver of the edition's judgement duty."""

from accounts.models import User
from accounts.roles import Role
from banding.models import Duty, DutyKind, Edition

ROUTES = {Role.TRUSTEE: "trustees", Role.EXECUTIVE: "the chief executive"}


def approving_role(edition: Edition) -> Role:
    """Trustees, unless the judgement duty names the chief executive."""
    duty = _judgement(edition)
    return Role(duty.approver.role) if duty and duty.approver else Role.TRUSTEE


def approvers(edition: Edition) -> str:
    """As they stand inside a sentence, by the name the model has for them (spring: ACC)."""
    duty = _judgement(edition)
    if duty is None or duty.approver is None:
        return ROUTES[Role.TRUSTEE]
    role, named = Role(duty.approver.role), duty.approver.name
    says_more = role == Role.TRUSTEE and named.lower() != ROUTES[role]
    return named if says_more else ROUTES[role]


def _judgement(edition: Edition) -> Duty | None:
    """The duty that says who approves levels, where it names somebody who can."""
    duties = Duty.objects.filter(edition=edition, kind=DutyKind.JUDGEMENT)
    return duties.filter(approver__role__in=ROUTES).select_related("approver").first()


def follows_route(actor: User, edition: Edition) -> bool:
    return _holds_role(actor, approving_role(edition))


def is_executive(actor: User) -> bool:
    return _holds_role(actor, Role.EXECUTIVE)


def _holds_role(actor: User, role: Role) -> bool:
    """Trustees and chief executives hold their role for the whole trust."""
    return any(held.role == role for held in actor.roles_today())
