"""A deployment from its proposal until both schools have agreed, or one has not."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.roles import Can, Role
from accounts.services import roles
from banding.models import OfferLine
from core import journal
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from core.units import show_days
from monitoring.models import PupilGroup
from people.models import Area, Person, Release, ReleaseState
from people.services import lending
from schools.models import School
from support import verbs
from support.models import (
    DEPLOYMENT,
    Deployment,
    DeploymentState,
    RequestState,
    SupportRequest,
)
from support.policies import deployments as policies
from support.policies.requests import check_can_broker
from support.rules.brief import notes_until
from support.rules.matching import Match
from support.selectors.booked import Span, days_of
from support.selectors.matching import Wanted, matches
from support.services.requests import hold_request, move_request

LEND, HOST = "lend", "host"


@dataclass(frozen=True)
class Brief:
    """What is agreed before anything begins."""

    person: Person
    purpose: str
    quarter_days: int
    starts_on: date
    ends_on: date
    offer_line: OfferLine | None = None
    measure: str = ""
    cohort: str = ""
    group: str = PupilGroup.ALL
    baseline: tuple[int, int] | None = None
    target_percent: int | None = None
    worded_measure: str = ""
    shows_figures: bool = False
    shows_priority: bool = False
    shows_visit: bool = False
    override_reason: str = ""
    capacity_reason: str = ""


@transaction.atomic
def propose_deployment(*, actor: User, request_id: int, brief: Brief) -> Deployment:
    """Answer a request with somebody of its ranking."""
    asked = hold_request(request_id)
    if asked.state != RequestState.ASKED:
        raise WrongState("This request has been answered already.")
    made = propose(
        actor=actor, school=asked.school, area=asked.area, key_stage=asked.key_stage,
        brief=brief, asked=asked,
    )  # fmt: skip
    move_request(asked, RequestState.MATCHED)
    return made


@transaction.atomic
def propose(
    *,
    actor: User,
    school: School,
    area: Area,
    key_stage: str,
    brief: Brief,
    asked: SupportRequest | None = None,
) -> Deployment:
    """Nobody is booked past their days without a reason, nor before another without one."""
    person = Person.objects.select_for_update().get(pk=brief.person.pk)
    check_can_broker(actor)
    _check_brief(brief)
    span = Span(brief.starts_on, brief.ends_on)
    wanted = Wanted(school, area, key_stage, brief.quarter_days, span)
    _check_choice(wanted, person, brief)
    _check_capacity(person, brief.quarter_days, span, brief.capacity_reason)
    baseline = brief.baseline or (None, None)
    made = Deployment(
        request=asked, school=school, person=person, home=_home(person, span), area=area,
        key_stage=key_stage, purpose=brief.purpose.strip(), offer_line=brief.offer_line,
        quarter_days=brief.quarter_days, starts_on=brief.starts_on, ends_on=brief.ends_on,
        measure=brief.measure, cohort=brief.cohort, group=brief.group,
        baseline_year=baseline[0], baseline_term=baseline[1],
        target_percent=brief.target_percent, worded_measure=brief.worded_measure.strip(),
        shows_figures=brief.shows_figures, shows_priority=brief.shows_priority,
        shows_visit=brief.shows_visit, override_reason=brief.override_reason.strip(),
        capacity_reason=brief.capacity_reason.strip(), proposed_by=actor,
    )  # fmt: skip
    return _save(made, actor, verbs.PROPOSED, {"override": made.override_reason})


@transaction.atomic
def agree_deployment(*, actor: User, deployment_id: int, side: str) -> Deployment:
    """The home school lends, the host school takes. With both it is agreed and access is dated.

    Where the home school was still asked to release the days, agreeing to lend releases them.
    """
    found = hold_deployment(deployment_id)
    DEPLOYMENT.check(found.state, DeploymentState.AGREED)
    policies.check_can_agree(actor, found, found.home if side == LEND else found.school)
    now = timezone.now()
    if side == LEND:
        _release(actor, found)
        found.lent_at, found.lent_by = now, actor
    else:
        found.hosted_at, found.hosted_by = now, actor
    if found.hosted_at and (found.lent_at or found.home is None):
        if not (found.measure or found.worded_measure):
            raise DomainError("Say first how you will know that it helped: it has no measure.")
        span = Span(found.starts_on, found.ends_on)
        _check_capacity(
            found.person, found.quarter_days, span, found.capacity_reason, but_for=found
        )
        found.state = DeploymentState.AGREED
        _let_in(actor, found)
    return _save(found, actor, verbs.LENT if side == LEND else verbs.HOSTED)


@transaction.atomic
def decline_deployment(*, actor: User, deployment_id: int, reason: str) -> Deployment:
    """The request is open again."""
    found = hold_deployment(deployment_id)
    DEPLOYMENT.check(found.state, DeploymentState.DECLINED)
    policies.check_can_decline(actor, found)
    if not reason.strip():
        raise SayWhy("Say why not, so that somebody else can be found.")
    found.state, found.reason = DeploymentState.DECLINED, reason.strip()
    move_request(found.request, RequestState.ASKED)
    return _save(found, actor, verbs.NOT_AGREED, {"reason": found.reason})


def hold_deployment(deployment_id: int) -> Deployment:
    """The deployment, with its person held (what is booked) and its school (its ledger)."""
    held = Deployment.objects.values("person", "school").get(pk=deployment_id)
    Person.objects.select_for_update().get(pk=held["person"])
    School.objects.select_for_update().get(pk=held["school"])
    parts = ["school", "home", "person__user", "area", "request", "access", "notes_access"]
    parts += ["offer_line__edition"]
    return Deployment.objects.select_related(*parts).get(pk=deployment_id)


def _check_brief(brief: Brief) -> None:
    if brief.ends_on < brief.starts_on:
        raise DomainError("The last day is before the first.")
    if not (brief.measure or brief.worded_measure.strip()):
        raise DomainError("Say how you will know that it helped: a figure, or words, or both.")
    if bool(brief.measure) != bool(brief.cohort):
        raise DomainError("A figure needs a year group: choose both, or neither.")


def _check_choice(wanted: Wanted, person: Person, brief: Brief) -> None:
    ranked = matches(wanted)
    if any(one.id == person.pk for one in ranked.conflicted):
        raise NotAllowed(f"{person} has a conflict of interest with {wanted.school}.")
    place = _place(ranked.matches, person)
    if place is None:
        raise DomainError(f"{person} does not cover {wanted.area}, or works at the school.")
    if place > 1 and not brief.override_reason.strip():
        first = ranked.matches[0].helper.name
        raise SayWhy(f"{first} comes first in the ranking. Say why you choose {person}.")


def _place(found: tuple[Match, ...], person: Person) -> int | None:
    return next((at for at, one in enumerate(found, 1) if one.helper.id == person.pk), None)


def _check_capacity(
    person: Person,
    quarter_days: int,
    span: Span,
    reason: str,
    *,
    but_for: Deployment | None = None,
) -> None:
    """Days offered and not answered count until the home school has answered."""
    days = days_of([person.pk], span, but_for=but_for)[person.pk]
    could = days.released - days.booked + (0 if but_for else days.offered)
    if quarter_days > could and not reason.strip():
        raise SayWhy(
            f"{person} has {show_days(max(could, 0))} days left of those released, and this takes "
            f"{show_days(quarter_days)}. Book fewer, or say why it is right to book more."
        )


def _home(person: Person, span: Span) -> School | None:
    """The school that releases the days; else the first the person works at."""
    releases = _releases(person, span).exclude(state=ReleaseState.DECLINED)
    found = releases.select_related("school").order_by("state", "starts_on", "pk").first()
    if found:
        return found.school
    work = person.employments.current().exclude(school=None).select_related("school")
    first = work.order_by("pk").first()
    return first.school if first else None


def _releases(person: Person, span: Span) -> Any:
    return Release.objects.filter(person=person, starts_on__lte=span.last, ends_on__gte=span.first)


def _release(actor: User, found: Deployment) -> None:
    waiting = _releases(found.person, Span(found.starts_on, found.ends_on)).filter(
        school=found.home, state=ReleaseState.OFFERED
    )
    for release in waiting:
        lending.decide_release(actor=actor, release_id=release.pk, agreed=True)


def _let_in(actor: User, found: Deployment) -> None:
    """What the brief lists, between its dates; own notes for a while longer."""
    shown = {Can.VIEW_SCHOOL} | ({Can.VIEW_SCHOOL_FIGURES} if found.shows_figures else set())
    today, last = timezone.localdate(), notes_until(found.ends_on)
    user = found.person.user
    if user:
        found.access = _grant(actor, found, user, shown, (found.starts_on, found.ends_on))
        notes = (min(today, found.starts_on), last)
        found.notes_access = _grant(actor, found, user, {Can.VIEW_DEPLOYMENTS}, notes)


def _grant(
    actor: User, found: Deployment, user: User, only: set[Can], dates: tuple[date, date]
) -> RoleAssignment:
    [given] = roles.assign(
        actor=actor, person=user, role=Role.SPECIALIST, hub=None,
        schools=[found.school], only=only, starts_on=dates[0], ends_on=dates[1],
    )  # fmt: skip
    return given


def _save(
    found: Deployment, actor: User, verb: str, more: dict[str, Any] | None = None
) -> Deployment:
    found.full_clean()
    found.save()
    journal.record(
        actor=actor,
        verb=verb,
        target=found,
        school=found.school,
        after={
            "person": found.person.name,
            "state": found.state,
            "quarter_days": found.quarter_days,
            "from": found.starts_on,
            "to": found.ends_on,
            **(more or {}),
        },
    )
    return found
