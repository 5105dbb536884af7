"""Asking for help: by a school, or by a lead for it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, SayWhy
from people.models import Area
from planning.models import Priority
from schools.models import School
from support import verbs
from support.models import SUPPORT_REQUEST, RequestState, SupportRequest, Visit
from support.policies import requests as policies


@transaction.atomic
def ask_support(
    *,
    actor: User,
    form_token: UUID,
    school: School,
    area: Area,
    purpose: str,
    needed_by: date,
    quarter_days: int,
    key_stage: str = "",
    priority: Priority | None = None,
    visit: Visit | None = None,
) -> SupportRequest:
    """The same form sent twice is the same request."""
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_ask(actor, school)
    sent_before = SupportRequest.objects.filter(form_token=form_token, asked_by=actor).first()
    if sent_before:
        return sent_before
    if needed_by < timezone.localdate():
        raise DomainError("That day is past. Say by which day the help is needed.")
    if priority and priority.plan.school_id != school.pk:
        raise DomainError("That priority is of another school's plan.")
    if visit and visit.school_id != school.pk:
        raise DomainError("That visit was to another school.")
    asked = SupportRequest(
        school=school, area=area, key_stage=key_stage, purpose=purpose.strip(),
        needed_by=needed_by, quarter_days=quarter_days, priority=priority, visit=visit,
        asked_by=actor, form_token=form_token,
    )  # fmt: skip
    asked.full_clean()
    asked.save()
    journal.record(
        actor=actor,
        verb=verbs.HELP_ASKED,
        target=asked,
        school=school,
        after={"for": asked.what, "quarter_days": quarter_days, "by": needed_by},
    )
    return asked


@transaction.atomic
def decline_request(*, actor: User, request_id: int, reason: str) -> SupportRequest:
    asked = hold_request(request_id)
    SUPPORT_REQUEST.check(asked.state, RequestState.DECLINED)
    policies.check_can_broker(actor)
    if not reason.strip():
        raise SayWhy("Say why it is not possible, so that the school can plan.")
    asked.reason = reason.strip()
    return _settle(asked, actor, RequestState.DECLINED, verbs.HELP_DECLINED)


@transaction.atomic
def withdraw_request(*, actor: User, request_id: int) -> SupportRequest:
    asked = hold_request(request_id)
    SUPPORT_REQUEST.check(asked.state, RequestState.WITHDRAWN)
    policies.check_can_withdraw(actor, asked)
    return _settle(asked, actor, RequestState.WITHDRAWN, verbs.HELP_WITHDRAWN)


def hold_request(request_id: int) -> SupportRequest:
    found = SupportRequest.objects.select_for_update(of=("self",))
    return found.select_related("school", "area").get(pk=request_id)


def move_request(asked: SupportRequest | None, state: RequestState) -> None:
    """What a deployment does to the request it answers; the caller writes why."""
    if asked is None:
        return
    asked = hold_request(asked.pk)
    SUPPORT_REQUEST.check(asked.state, state)
    asked.state = state
    asked.full_clean()
    asked.save()


def _settle(asked: SupportRequest, actor: User, state: RequestState, verb: str) -> SupportRequest:
    asked.state, asked.settled_at, asked.settled_by = state, timezone.now(), actor
    asked.full_clean()
    asked.save()
    journal.record(
        actor=actor, verb=verb, target=asked, school=asked.school, after={"reason": asked.reason}
    )
    return asked
