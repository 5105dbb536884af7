"""Days somebody can give to other schools, the home school's word on it, and where not to go."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, SayWhy, WrongState
from people import policies, verbs
from people.models import RELEASE, ConflictOfInterest, Person, Release, ReleaseState
from people.selectors.register import home_schools
from schools.models import School

NOT_HOME = "You can be released only by a school you work at today."


@transaction.atomic
def offer_release(
    *,
    actor: User | None,
    person: Person,
    school: School,
    quarter_days: int,
    starts_on: date,
    ends_on: date,
    note: str = "",
) -> Release:
    """Ask the home school. Nothing is agreed until its headteacher says so."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    policies.check_can_keep(actor, person)
    if ends_on < starts_on:
        raise DomainError("The last day is before the first.")
    if school not in home_schools(person):
        raise DomainError(NOT_HOME)
    same = person.releases.filter(school=school, starts_on=starts_on, ends_on=ends_on)
    if same.exclude(state=ReleaseState.DECLINED).exists():
        raise WrongState("You have offered days between these two dates already.")
    release = Release(
        person=person, school=school, quarter_days=quarter_days,
        starts_on=starts_on, ends_on=ends_on, note=note.strip(),
    )  # fmt: skip
    release.full_clean()
    release.save()
    journal.record(
        actor=actor,
        verb=verbs.OFFERED,
        target=release,
        school=school,
        after={"quarter_days": quarter_days, "from": starts_on, "to": ends_on},
    )
    return release


@transaction.atomic
def decide_release(*, actor: User, release_id: int, agreed: bool, reason: str = "") -> Release:
    release = Release.objects.select_for_update().get(pk=release_id)
    state = ReleaseState.AGREED if agreed else ReleaseState.DECLINED
    RELEASE.check(release.state, state)
    policies.check_can_decide(actor, release)
    if not agreed and not reason.strip():
        raise SayWhy("Say why the school cannot release the days.")
    release.state, release.reason = state, reason.strip()
    release.decided_at, release.decided_by = timezone.now(), actor
    release.full_clean()
    release.save()
    journal.record(
        actor=actor,
        verb=verbs.AGREED if agreed else verbs.DECLINED,
        target=release,
        school=release.school,
        after={"quarter_days": release.quarter_days, "reason": release.reason},
    )
    return release


@transaction.atomic
def declare_conflict(
    *, actor: User | None, person: Person, school: School, reason: str
) -> ConflictOfInterest:
    """Said once for a school; the words of the first stand until it is ended."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    policies.check_can_declare(actor, person)
    found = person.conflicts.filter(school=school, ends_on=None).first()
    if found:
        raise WrongState(f"A conflict with {school} is declared already.")
    conflict = ConflictOfInterest(person=person, school=school, reason=reason.strip())
    conflict.full_clean()
    conflict.save()
    journal.record(actor=actor, verb=verbs.DECLARED, target=conflict, school=school)
    return conflict


@transaction.atomic
def end_conflict(*, actor: User, conflict_id: int) -> ConflictOfInterest:
    conflict = ConflictOfInterest.objects.select_for_update().get(pk=conflict_id)
    policies.check_can_declare(actor, conflict.person)
    if conflict.ends_on:
        return conflict
    conflict.ends_on = timezone.localdate()
    conflict.full_clean()
    conflict.save()
    journal.record(actor=actor, verb=verbs.CONFLICT_ENDED, target=conflict, school=conflict.school)
    return conflict
