"""Who may bring people in and change what they may do: each rule raises, its twin says why not."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from accounts.access import holds_trust_wide, schools_for
from accounts.models import Invitation, RoleAssignment, User
from accounts.roles import INVITED_BY_HEADTEACHERS, SCHOOL_ONLY, TRUST_WIDE_ONLY, Can, Role
from accounts.rules import why_not_there
from accounts.words import role_name
from core.errors import DomainError, NotAllowed, WrongState
from schools.models import Hub, School


def check_can_manage(actor: User | None, person: User) -> None:
    """`actor` None is the system: a command typed on the server."""
    if actor is None:
        return
    if not holds_trust_wide(actor, Can.MANAGE_PEOPLE):
        raise NotAllowed("Only an administrator can change what people may do.")
    if actor.pk == person.pk:
        raise NotAllowed("You cannot change your own account. Ask another administrator.")


def check_can_invite(
    actor: User | None, *, email: str, role: str, schools: Iterable[School], hub: Hub | None
) -> None:
    if actor is None:
        return
    if email == actor.email:
        raise NotAllowed("You cannot give yourself a role. Ask an administrator.")
    if holds_trust_wide(actor, Can.MANAGE_PEOPLE):
        return
    own = set(schools_for(actor, Can.INVITE_PEOPLE).values_list("pk", flat=True))
    if role not in INVITED_BY_HEADTEACHERS or hub or not {s.pk for s in schools} <= own:
        raise NotAllowed("You can invite school staff and governors of your own school only.")


def check_can_settle(actor: User, invitation: Invitation) -> None:
    """Send again or withdraw: whoever could send this invitation today."""
    check_can_invite(
        actor,
        email="",
        role=invitation.role,
        schools=invitation.schools.all(),
        hub=invitation.hub,
    )


def check_place_and_time(
    *,
    role: str,
    schools: Iterable[School],
    hub: Hub | None,
    starts_on: date | None,
    ends_on: date | None,
) -> None:
    """The same truths as the constraints of `RoleAssignment`, in words."""
    reason = why_not_there(
        names_schools=bool(list(schools)),
        names_hub=hub is not None,
        trust_wide_only=role in TRUST_WIDE_ONLY,
        school_only=role in SCHOOL_ONLY,
        scoped=role == Role.SPECIALIST,
    )
    if not reason and starts_on and ends_on and ends_on < starts_on:
        reason = "The last day is before the first."
    if reason:
        raise NotAllowed(reason)


def check_not_held(wanted: RoleAssignment) -> None:
    """Nobody holds the same role for the same place twice at a time; briefs may overlap."""
    if wanted.only:
        return
    same = wanted.user.assignments.unended(wanted.starts_on).filter(
        role=wanted.role, school=wanted.school, hub=wanted.hub, only=""
    )
    if wanted.ends_on:
        same = same.filter(starts_on__lte=wanted.ends_on)
    if same.exists():
        role = role_name(wanted.role).lower()
        raise WrongState(f"{wanted.user} already holds the role of {role} for {wanted.where}.")


def roles_open_to(actor: User) -> list[Role]:
    """The roles this person may offer to others."""
    if holds_trust_wide(actor, Can.MANAGE_PEOPLE):
        return list(Role)
    return [role for role in Role if role in INVITED_BY_HEADTEACHERS]


def why_not(check: Callable[..., None], *args: Any, **kwargs: Any) -> str:
    """The reason a button is greyed out, or an empty string when it is live."""
    try:
        check(*args, **kwargs)
    except DomainError as refusal:
        return str(refusal)
    return ""


def why_not_manage(actor: User, person: User) -> str:
    return why_not(check_can_manage, actor, person)


def why_not_settle(actor: User, invitation: Invitation) -> str:
    return why_not(check_can_settle, actor, invitation)
