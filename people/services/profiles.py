"""What is said of one person: claimed by them, confirmed by a lead, ended by either."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from core import journal
from core.errors import DomainError, EditedMeanwhile, WrongState
from core.years import AcademicYear
from people import policies, verbs
from people.models import EXPERTISE, Area, ClaimState, Employment, Expertise, Person
from people.rules.kinds import ANNUAL
from people.rules.likeness import plain_name
from schools.models import School

CHANGED = "This was changed after you opened it. Read it as it is now, then decide."
FOR_NOTHING = "Say an area, a key stage or a phase, so that others know what to ask for."
SAID_ALREADY = "This is in the profile already."


@dataclass(frozen=True)
class Said:
    """A claim as it is typed."""

    kind: str
    area: Area | None = None
    key_stage: str = ""
    phase: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def begin_profile(*, actor: User) -> Person:
    """Put oneself into the register, unless a register has done so."""
    if Person.objects.filter(user=actor).exists():
        raise WrongState("You have a profile already.")
    schools = list(schools_for(actor, Can.KEEP_PROFILE))
    here = Person.objects.filter(user=None, employments__school__in=schools).distinct()
    if any(plain_name(person.name) == plain_name(actor.name) for person in here):
        raise DomainError(
            "The register has somebody of your name at your school. Ask a school improvement lead "
            "to give that entry your login."
        )
    person = Person(name=actor.name, user=actor)
    person.full_clean()
    person.save()
    for school in schools:
        Employment.objects.create(person=person, school=school)
    journal.record(actor=actor, verb=verbs.LINKED, target=person, after={"login": actor.pk})
    return person


@transaction.atomic
def link_login(*, actor: User | None, person_id: int, user: User) -> Person:
    """Give an entry the account of the person it is about."""
    person = Person.objects.select_for_update().get(pk=person_id)
    policies.check_can_link(actor)
    if person.user_id:
        raise WrongState("This entry has a login already.")
    person.user, person.version = user, person.version + 1
    person.full_clean()
    person.save()
    journal.record(actor=actor, verb=verbs.LINKED, target=person, after={"login": user.pk})
    return person


@transaction.atomic
def claim(*, actor: User | None, person: Person, said: Said) -> Expertise:
    person = Person.objects.select_for_update().get(pk=person.pk)
    policies.check_can_keep(actor, person)
    made = Expertise(person=person, claimed_by=actor)
    _write(made, said)
    journal.record(
        actor=actor, verb=verbs.CLAIMED, target=made, school=_school(person), after=_told(made)
    )
    return made


@transaction.atomic
def change_claim(*, actor: User, claim_id: int, version: int, said: Said) -> Expertise:
    """What was confirmed is a claim again: somebody confirmed something else."""
    found = _locked(claim_id)
    policies.check_can_keep(actor, found.person)
    _check(found, version)
    if found.state == ClaimState.LAPSED:
        raise WrongState("This has lapsed. Claim it again if it holds.")
    before = _told(found)
    if found.state == ClaimState.CONFIRMED:
        found.state, found.confirmed_at, found.confirmed_by = ClaimState.CLAIMED, None, None
    found.claimed_by, found.version = actor, found.version + 1
    _write(found, said)
    journal.record(
        actor=actor,
        verb=verbs.CHANGED,
        target=found,
        school=_school(found.person),
        before=before,
        after=_told(found),
    )
    return found


@transaction.atomic
def confirm_claim(*, actor: User, claim_id: int, version: int) -> Expertise:
    """What is accredited for a year holds to the end of this one, unless it says until when."""
    found = _locked(claim_id)
    EXPERTISE.check(found.state, ClaimState.CONFIRMED)
    policies.check_can_confirm(actor, found)
    _check(found, version)
    today = timezone.localdate()
    if found.ends_on and found.ends_on < today:
        raise WrongState("This ended before today, so it cannot be confirmed.")
    if found.kind in ANNUAL and found.ends_on is None:
        found.ends_on = AcademicYear.of(today).ends_on
    found.state, found.confirmed_at, found.confirmed_by = (
        ClaimState.CONFIRMED, timezone.now(), actor,
    )  # fmt: skip
    return _moved(found, actor, verbs.CONFIRMED)


@transaction.atomic
def end_claim(*, actor: User | None, claim_id: int, version: int) -> Expertise:
    """It no longer holds. It is kept, and never again shown as current."""
    found = _locked(claim_id)
    EXPERTISE.check(found.state, ClaimState.LAPSED)
    policies.check_can_end(actor, found)
    _check(found, version)
    today = timezone.localdate()
    found.state = ClaimState.LAPSED
    if found.starts_on is None or found.starts_on <= today:
        found.ends_on = min(found.ends_on or today, today)
    return _moved(found, actor, verbs.LAPSED)


def _moved(found: Expertise, actor: User | None, verb: str) -> Expertise:
    found.version += 1
    found.full_clean()
    found.save()
    journal.record(
        actor=actor, verb=verb, target=found, school=_school(found.person), after=_told(found)
    )
    return found


def _locked(claim_id: int) -> Expertise:
    person = Expertise.objects.values("person").get(pk=claim_id)["person"]
    Person.objects.select_for_update().get(pk=person)
    return Expertise.objects.select_related("person", "area").get(pk=claim_id)


def _check(found: Expertise, version: int) -> None:
    if found.version != version:
        raise EditedMeanwhile(CHANGED)


def _write(found: Expertise, said: Said) -> None:
    if not (said.area or said.key_stage or said.phase):
        raise DomainError(FOR_NOTHING)
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        raise DomainError("The last day is before the first.")
    same = Expertise.objects.usable().filter(
        person=found.person, kind=said.kind, area=said.area, key_stage=said.key_stage
    )
    if same.filter(phase=said.phase).exclude(pk=found.pk).exists():
        raise DomainError(SAID_ALREADY)
    for name, value in vars(said).items():
        setattr(found, name, value)
    found.full_clean()
    found.save()


def _school(person: Person) -> School | None:
    work = person.employments.exclude(school=None).select_related("school").first()
    return work.school if work else None


def _told(found: Expertise) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "for": found.subject,
        "state": found.state,
        "version": found.version,
    }
