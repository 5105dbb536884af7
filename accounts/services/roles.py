"""Giving roles and ending them. Nobody changes their own."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts import policies, verbs
from accounts.models import RoleAssignment, User
from accounts.roles import Can, Role
from core import journal
from core.errors import WrongState
from schools.models import Hub, School


@transaction.atomic
def give_role(
    *,
    actor: User | None,
    person_id: int,
    role: str,
    schools: Iterable[School] = (),
    hub: Hub | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> list[RoleAssignment]:
    """Give a role for the whole trust, for a hub, or one assignment for each of `schools`."""
    person = User.objects.select_for_update().get(pk=person_id)
    policies.check_can_manage(actor, person)
    return assign(
        actor=actor, person=person, role=role, schools=schools, hub=hub,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip


def assign(
    *,
    actor: User | None,
    person: User,
    role: str,
    schools: Iterable[School],
    hub: Hub | None,
    starts_on: date | None,
    ends_on: date | None,
    only: Iterable[Can] = (),
) -> list[RoleAssignment]:
    """Write the assignments once somebody has decided that they may be given.

    `only` narrows what the role may do, as the brief of a deployment does.
    """
    schools, starts_on = list(schools), starts_on or timezone.localdate()
    policies.check_place_and_time(
        role=role, schools=schools, hub=hub, starts_on=starts_on, ends_on=ends_on
    )
    places: list[School | None] = [*schools] or [None]
    return [
        _assign_one(
            actor,
            RoleAssignment(
                user=person,
                role=role,
                school=place,
                hub=hub,
                starts_on=starts_on,
                ends_on=ends_on,
                only=",".join(sorted(only)),
            ),
        )
        for place in places
    ]


def _assign_one(actor: User | None, assignment: RoleAssignment) -> RoleAssignment:
    person = assignment.user
    policies.check_not_held(assignment)
    assignment.full_clean()
    assignment.save()
    journal.record(
        actor=actor,
        verb=verbs.ROLE_GIVEN,
        target=person,
        school=assignment.school,
        after=_in_words(assignment),
    )
    return assignment


def _in_words(assignment: RoleAssignment) -> dict[str, str]:
    return {
        "role": Role(assignment.role).label,
        "where": assignment.where,
        "from": f"from {date_format(assignment.starts_on)}",
        "until": f"until {date_format(assignment.ends_on)}" if assignment.ends_on else "",
    }


@transaction.atomic
def end_role(
    *, actor: User | None, assignment_id: int, last_day: date | None = None
) -> RoleAssignment:
    """Take a role away: at once, or after `last_day` when that is still to come."""
    assignment = RoleAssignment.objects.select_related("user", "school", "hub").get(
        pk=assignment_id
    )
    User.objects.select_for_update().get(pk=assignment.user_id)
    policies.check_can_manage(actor, assignment.user)
    if assignment.is_over:
        raise WrongState("This role has ended already.")
    return close(actor=actor, assignment=assignment, last_day=last_day)


def close(
    *, actor: User | None, assignment: RoleAssignment, last_day: date | None = None
) -> RoleAssignment:
    """End one once somebody has decided that it ends. The caller holds the person."""
    before, today = _in_words(assignment), timezone.localdate()
    if last_day and last_day >= today:
        assignment.ends_on = max(last_day, assignment.starts_on)
    else:
        assignment.ended_at = timezone.now()
        assignment.ends_on = max(today - timedelta(days=1), assignment.starts_on)
    assignment.full_clean()
    assignment.save()
    journal.record(
        actor=actor,
        verb=verbs.ROLE_ENDED,
        target=assignment.user,
        school=assignment.school,
        before=before,
        after=_in_words(assignment),
    )
    return assignment
