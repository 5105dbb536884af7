"""How people get in: nobody signs up, somebody who may invites them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import policies, verbs
from accounts.models import INVITATION, Invitation, InvitationState, User
from accounts.roles import Role
from accounts.selectors import invitation_for
from accounts.services.roles import assign
from accounts.words import role_name
from core import journal
from core.errors import NotAllowed, WrongState
from schools.models import Hub, School


@transaction.atomic
def invite(
    *,
    actor: User | None,
    email: str,
    name: str,
    role: str,
    schools: Sequence[School] = (),
    hub: Hub | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by_hand: bool = False,
) -> Invitation:
    """Offer a role to an address. `by_hand` makes a link to be passed on, and sends no e-mail."""
    email, now = email.strip().lower(), timezone.now()
    starts_on = starts_on or timezone.localdate(now)
    policies.check_can_invite(actor, email=email, role=role, schools=schools, hub=hub)
    policies.check_place_and_time(
        role=role, schools=schools, hub=hub, starts_on=starts_on, ends_on=ends_on
    )
    if User.objects.filter(email=email, is_active=False).exists():
        raise WrongState("This person's account is closed. An administrator has to open it first.")
    if open_invitation(email=email, role=role, schools=schools, hub=hub):
        raise WrongState(
            f"{email} has an open invitation as {role_name(role).lower()}. Send that one again."
        )
    invitation = Invitation(
        email=email, name=name.strip(), role=role, hub=hub, starts_on=starts_on, ends_on=ends_on,
        invited_by=actor, created_at=now, expires_at=now + Invitation.LASTS,
    )  # fmt: skip
    invitation.full_clean()
    invitation.save()
    invitation.schools.set(schools)
    _record(actor, verbs.INVITED_BY_LINK if by_hand else verbs.INVITED, invitation)
    return invitation


def open_invitation(
    *, email: str, role: str, schools: Sequence[School] = (), hub: Hub | None = None
) -> Invitation | None:
    waiting = Invitation.objects.filter(
        email=email, role=role, hub=hub, state=InvitationState.OPEN, expires_at__gt=timezone.now()
    )
    if schools:
        waiting = waiting.filter(schools__in=schools)
    return waiting.first()


def _record(actor: User | None, verb: str, invitation: Invitation) -> None:
    schools = list(invitation.schools.all())
    journal.record(
        actor=actor,
        verb=verb,
        target=invitation,
        school=schools[0] if len(schools) == 1 else None,
        after={"role": Role(invitation.role).label, "where": invitation.where},
    )


def _locked(invitation_id: int) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation_id)


@transaction.atomic
def send_again(*, actor: User | None, invitation_id: int, by_hand: bool = False) -> Invitation:
    """A fresh link for another 14 days. The links sent before stop working."""
    invitation = _locked(invitation_id)
    if not invitation.is_open:
        raise WrongState(f"This invitation is {invitation.get_state_display().lower()}.")
    if actor:
        policies.check_can_settle(actor, invitation)
    invitation.times_sent += 1
    invitation.expires_at, invitation.mailed_at = timezone.now() + Invitation.LASTS, None
    invitation.full_clean()
    invitation.save()
    _record(actor, verbs.INVITED_BY_LINK if by_hand else verbs.INVITED_AGAIN, invitation)
    return invitation


@transaction.atomic
def revoke(*, actor: User, invitation_id: int) -> Invitation:
    invitation = _locked(invitation_id)
    policies.check_can_settle(actor, invitation)
    _settle(invitation, InvitationState.REVOKED)
    _record(actor, verbs.INVITATION_REVOKED, invitation)
    return invitation


def _settle(invitation: Invitation, state: InvitationState) -> None:
    INVITATION.check(invitation.state, state)
    invitation.state, invitation.settled_at = state, timezone.now()
    invitation.full_clean()
    invitation.save()


@transaction.atomic
def answer_invitation(*, token: str, name: str, password: str) -> User:
    """Make the account the link was sent for, with its owner's password, and give its role."""
    invitation = _locked(invitation_for(token).pk)
    if User.objects.filter(email=invitation.email).exists():
        raise WrongState("You have an account already. Sign in, then open this link again.")
    person = User.objects.create_user(invitation.email, name.strip(), password)
    _take_up(person, invitation)
    return person


@transaction.atomic
def take_up_invitation(*, actor: User, token: str) -> User:
    """Give the role offered to somebody who has an account and is signed in to it."""
    invitation = _locked(invitation_for(token).pk)
    if invitation.email != actor.email:
        raise NotAllowed("This invitation was sent to another address than yours.")
    _take_up(actor, invitation)
    return actor


def _take_up(person: User, invitation: Invitation) -> None:
    """The role counts as given by whoever invited: nobody gives themself a role."""
    _settle(invitation, InvitationState.ANSWERED)
    assign(
        actor=invitation.invited_by,
        person=person,
        role=invitation.role,
        schools=invitation.schools.all(),
        hub=invitation.hub,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
    )
    _record(person, verbs.INVITATION_ANSWERED, invitation)
