"""The plan of a term, made into proposals that both schools then answer."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding.models import OfferLine
from core.errors import WrongState
from people.models import Person
from planning.models import Priority
from planning.readings import MEASURES
from support.models import Deployment
from support.policies.requests import check_can_broker
from support.selectors.allocation import TermPlan, Wish
from support.services.deployments import Brief, propose, propose_deployment

LONGEST = 300
CHANGED = "The plan is another than the one you read, because something changed. Read it again."


@transaction.atomic
def propose_plan(
    *, actor: User, found: TermPlan, pairs: str, capacity_reason: str = ""
) -> list[Deployment]:
    """All of it or nothing. `pairs` is what was read: anything else is refused."""
    check_can_broker(actor)
    if pairs != found.pairs:
        raise WrongState(CHANGED)
    return [
        _propose(actor, found, found.wishes[at], found.people[giver], capacity_reason)
        for at, giver in found.plan.chosen.items()
    ]


def _propose(
    actor: User, found: TermPlan, wish: Wish, person: Person, capacity_reason: str
) -> Deployment:
    brief = brief_of(found, wish, person, capacity_reason)
    if wish.request:
        return propose_deployment(actor=actor, request_id=wish.request.pk, brief=brief)
    return propose(
        actor=actor, school=wish.school, area=wish.area, key_stage=wish.key_stage, brief=brief
    )


def brief_of(found: TermPlan, wish: Wish, person: Person, capacity_reason: str) -> Brief:
    """In the words of the request; its measure is that of the priority it comes from, if any."""
    asked = wish.request
    purpose = asked.purpose if asked else wish.need.what
    starts_on = max(found.term.starts_on, timezone.localdate())
    ends_on = max(found.term.ends_on, starts_on)
    if asked and asked.needed_by >= starts_on:
        ends_on = min(ends_on, asked.needed_by)
    brief = Brief(
        person=person,
        purpose=purpose,
        quarter_days=wish.need.quarter_days,
        starts_on=starts_on,
        ends_on=ends_on,
        offer_line=OfferLine.objects.filter(pk=wish.offer_line_id or 0).first(),
        worded_measure=f"The school says how far this was reached: {purpose}"[:LONGEST],
        shows_priority=bool(asked and asked.priority),
        override_reason=f"The best use of everybody's days in {found.term}.",
        capacity_reason=capacity_reason,
    )
    return _measured(brief, asked.priority) if asked and asked.priority else brief


def _measured(brief: Brief, priority: Priority) -> Brief:
    if priority.measure not in MEASURES:
        return brief
    year, term = priority.baseline_year, priority.baseline_term
    return replace(
        brief,
        measure=priority.measure,
        cohort=priority.cohort,
        group=priority.group,
        baseline=(year, term) if year and term else None,
        target_percent=priority.target_percent,
        worded_measure="",
    )
