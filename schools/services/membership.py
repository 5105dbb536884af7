"""A school's time in the trust: dated, ended with a date, never deleted."""

from datetime import date

from django.db import transaction

from core import journal
from core.errors import DomainError, WrongState
from core.journal import Actor
from schools import verbs
from schools.models import School, Trust, TrustMembership


def the_trust(*, group_uid: int | None = None, name: str = "") -> Trust:
    """The trust this installation belongs to, made or completed from what a file says of it."""
    trust = Trust.objects.select_for_update().order_by("pk").first()
    if trust is None:
        trust = Trust(name=name or "Our trust", group_uid=group_uid)
    elif group_uid is not None and trust.group_uid not in {None, group_uid}:
        raise DomainError(
            f"This installation belongs to {trust} (UID {trust.group_uid}), not to UID {group_uid}."
        )
    elif group_uid is None or trust.group_uid == group_uid:
        return trust
    trust.group_uid = group_uid
    trust.full_clean()
    trust.save()
    return trust


def join_trust(
    *, actor: Actor | None, school: School, trust: Trust, starts_on: date
) -> TrustMembership:
    with transaction.atomic():
        School.objects.select_for_update().get(pk=school.pk)
        if school.memberships.filter(ends_on=None).exists():
            raise WrongState(f"{school} is in the trust already.")
        membership = TrustMembership(trust=trust, school=school, starts_on=starts_on)
        membership.full_clean()
        membership.save()
        journal.record(
            actor=actor,
            verb=verbs.SCHOOL_JOINED,
            target=membership,
            school=school,
            after={"starts_on": starts_on.isoformat()},
        )
    return membership


def leave_trust(*, actor: Actor | None, school: School, ends_on: date) -> TrustMembership:
    """`ends_on` is the last day in the trust."""
    with transaction.atomic():
        membership = school.memberships.select_for_update().filter(ends_on=None).first()
        if membership is None:
            raise WrongState(f"{school} is not in the trust.")
        if ends_on < membership.starts_on:
            raise DomainError(f"{school} joined on {membership.starts_on}, after that day.")
        membership.ends_on = ends_on
        membership.full_clean()
        membership.save()
        journal.record(
            actor=actor,
            verb=verbs.SCHOOL_LEFT,
            target=membership,
            school=school,
            after={"ends_on": ends_on.isoformat()},
        )
    return membership
