"""Who may say that something is done: whoever owns it there, or approves it."""

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can, Role
from banding.models import Obligation
from core.errors import NotAllowed

GENERAL_REASON = "Due because the trust's model asks it of this school."


def check_can_mark(actor: User, obligation: Obligation) -> None:
    if not holds_role_for(actor, acting_roles(obligation), obligation):
        raise NotAllowed(f"{obligation.duty.owner} does this, so only they mark it as done.")


def why_not_mark(actor: User, obligation: Obligation) -> str:
    try:
        check_can_mark(actor, obligation)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def acting_roles(obligation: Obligation) -> set[str]:
    """Those of owner and approver; where neither signs in, the overseer's, or the executive's."""
    duty = obligation.duty
    own = {party.role for party in (duty.owner, duty.approver) if party and party.role}
    overseer = {duty.overseer.role} if duty.overseer and duty.overseer.role else set()
    return own or overseer or {Role.EXECUTIVE.value}


def holds_role_for(user: User, roles: set[str], obligation: Obligation) -> bool:
    """Whether the person holds one of these roles where the obligation is, today."""
    school = obligation.school
    return any(
        held.role in roles
        and (
            school is None
            or held.school_id == school.pk
            or (held.school_id is None and held.hub_id in (None, school.hub_id))
        )
        for held in user.roles_today()
    )


def reason_for(user: User, obligation: Obligation) -> str:
    """Names the level only to those who may see where the school stands.

    The obligation is one of `selectors.obligations.with_level_named`.
    """
    school = obligation.school
    names_level = obligation.names_level  # type: ignore[attr-defined]
    if school and names_level and not holds(user, Can.VIEW_BANDING, school):
        return GENERAL_REASON
    return obligation.because
