"""Groups: started with their days, joined and left, their meetings written up, closed."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, EditedMeanwhile, SayWhy, WrongState
from core.years import AcademicYear
from people.models import Person
from schools.selectors import years_of_terms
from support import verbs
from support.models import (
    SUPPORT_GROUP,
    GroupAction,
    GroupKind,
    GroupMeeting,
    GroupMember,
    GroupState,
    Meets,
    SupportGroup,
)
from support.policies import groups as policies
from support.rules import Agreed
from support.rules.meetings import meeting_days
from support.selectors.groups import members_of


@transaction.atomic
def start_group(
    *,
    actor: User,
    kind: str,
    name: str,
    purpose: str,
    leader: Person,
    meets: str,
    deadline: date | None = None,
) -> SupportGroup:
    """With its days for the rest of this school year, from the calendar. Its leader is a member."""
    policies.check_can_start(actor)
    if kind == GroupKind.FOCUS and deadline is None:
        raise DomainError("Say by when a focus group finishes.")
    group = SupportGroup(
        kind=kind, name=name.strip(), purpose=purpose.strip(), leader=leader, meets=meets,
        deadline=deadline,
    )  # fmt: skip
    group.full_clean()
    group.save()
    _seat(group, leader)
    for on in _days(group):
        _meet(group, on)
    _record(actor, verbs.GROUP_STARTED, group, {"kind": kind})
    return group


def _days(group: SupportGroup) -> list[date]:
    if group.meets == Meets.AS_NEEDED:
        return []
    today = timezone.localdate()
    year = years_of_terms(AcademicYear.of(today).start_year).usual
    days = meeting_days(year.terms, year.calendar, twice_a_term=group.meets == Meets.HALF_TERMLY)
    last = group.deadline or date.max
    return [day for day in days if today <= day <= last]


@transaction.atomic
def join_group(*, actor: User, group_id: int, person: Person) -> GroupMember:
    group = _held(actor, group_id)
    if group.members.filter(person=person, left_on=None).exists():
        raise DomainError(f"{person} is a member already.")
    member = _seat(group, person)
    _record(actor, verbs.GROUP_JOINED, group, {"person": str(person)})
    return member


@transaction.atomic
def leave_group(*, actor: User, group_id: int, person: Person) -> None:
    group = _held(actor, group_id)
    if person == group.leader:
        raise DomainError(f"{person} leads this group.")
    for member in group.members.filter(person=person, left_on=None):
        member.left_on = timezone.localdate()
        member.full_clean()
        member.save()
    _record(actor, verbs.GROUP_LEFT, group, {"person": str(person)})


@transaction.atomic
def add_meeting(*, actor: User, group_id: int, on: date) -> GroupMeeting:
    group = _held(actor, group_id)
    meeting = _meet(group, on)
    _record(actor, verbs.GROUP_MEETS, group, {"on": on.isoformat()})
    return meeting


@transaction.atomic
def write_meeting(
    *,
    actor: User,
    meeting_id: int,
    version: int,
    on: date,
    notes: str = "",
    came: Iterable[Person] = (),
    actions: Sequence[Agreed] = (),
) -> GroupMeeting:
    """Move the day, or write up who came, what was said and what was agreed."""
    group_id = GroupMeeting.objects.values_list("group", flat=True).get(pk=meeting_id)
    group = _held(actor, group_id)
    meeting = group.meetings.get(pk=meeting_id)
    if meeting.version != version:
        raise EditedMeanwhile("This meeting was changed in another window after you opened it.")
    _check_day(group, on, but=meeting.pk)
    present = list(came)
    _check_written(on, notes, present, members_of(group))
    meeting.on, meeting.notes, meeting.version = on, notes.strip(), version + 1
    meeting.full_clean()
    meeting.save()
    meeting.came.set(present)
    meeting.actions.all().delete()
    for agreed in actions:
        action = GroupAction(
            meeting=meeting, what=agreed.what, owner=agreed.owner, due_on=agreed.due_on
        )
        action.full_clean()
        action.save()
    _record(actor, verbs.GROUP_WRITTEN, group, {"on": on.isoformat(), "came": len(present)})
    return meeting


def _check_written(on: date, notes: str, present: list[Person], members: Iterable[Person]) -> None:
    if on > timezone.localdate() and (notes.strip() or present):
        raise DomainError("Write a meeting up once it has been.")
    strangers = [person for person in present if person not in set(members)]
    if strangers:
        raise DomainError(f"{strangers[0]} is not a member of this group.")


@transaction.atomic
def close_group(*, actor: User, group_id: int, outcome: str) -> SupportGroup:
    """Say what came of it. Meetings that lie ahead are taken out."""
    group = _held(actor, group_id)
    SUPPORT_GROUP.check(group.state, GroupState.CLOSED)
    if not outcome.strip():
        raise SayWhy("Say what came of the group.")
    group.state, group.outcome = GroupState.CLOSED, outcome.strip()
    group.closed_at, group.closed_by = timezone.now(), actor
    group.full_clean()
    group.save()
    group.meetings.filter(on__gt=timezone.localdate()).delete()
    _record(actor, verbs.GROUP_CLOSED, group, {"outcome": group.outcome})
    return group


def _held(actor: User, group_id: int) -> SupportGroup:
    held = SupportGroup.objects.select_for_update(of=("self",)).select_related("leader")
    group = held.get(pk=group_id)
    policies.check_can_keep(actor, group)
    if group.state == GroupState.CLOSED:
        raise WrongState("This group is closed.")
    return group


def _seat(group: SupportGroup, person: Person) -> GroupMember:
    member = GroupMember(group=group, person=person)
    member.full_clean()
    member.save()
    return member


def _meet(group: SupportGroup, on: date) -> GroupMeeting:
    _check_day(group, on)
    meeting = GroupMeeting(group=group, on=on)
    meeting.full_clean()
    meeting.save()
    return meeting


def _check_day(group: SupportGroup, on: date, *, but: int = 0) -> None:
    if group.meetings.filter(on=on).exclude(pk=but).exists():
        raise DomainError("The group meets on that day already.")


def _record(actor: User, verb: str, group: SupportGroup, after: dict[str, object]) -> None:
    journal.record(actor=actor, verb=verb, target=group, after=after)
