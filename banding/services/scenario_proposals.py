"""The one way from a what-if into what is live: each changed level becomes a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import SCENARIO, BandDecision, Scenario, ScenarioState
from banding.selectors.scenario_proposals import LeftOut, proposable
from banding.services.judgements import propose_band
from banding.services.scenarios import locked
from core import journal
from core.errors import DomainError, EditedMeanwhile


@dataclass(frozen=True)
class Turned:
    scenario: Scenario
    proposed: list[BandDecision]
    left_out: list[LeftOut]


@transaction.atomic
def turn_into_proposals(
    *,
    actor: User,
    scenario_id: int,
    version: str,
    reason: str,
    reasons: Mapping[int, str] | None = None,
) -> Turned:
    """Propose every changed level that can be; `reasons` are a school's own, by its id."""
    scenario = locked(actor, scenario_id)
    SCENARIO.check(scenario.state, ScenarioState.PROPOSED)
    plan = proposable(scenario)
    if plan.version != version:
        raise EditedMeanwhile("The what-if has changed since you read it. Read it again.")
    proposed, left_out = [], list(plan.left_out)
    for one in plan.to_propose:
        own = (reasons or {}).get(one.school.pk, "").strip() or reason
        try:
            decision = propose_band(
                actor=actor,
                school=one.school,
                level=one.level,
                start_year=scenario.edition.start_year,
                reason=own,
                from_date=scenario.from_date,
            )
        except DomainError as refusal:
            left_out.append(LeftOut(one.school.name, str(refusal)))
        else:
            proposed.append(decision)
    if not proposed:
        whys = " ".join(f"{out.what}: {out.why}" for out in left_out)
        raise DomainError(f"Nothing could be proposed. {whys}")
    scenario.state = ScenarioState.PROPOSED
    scenario.save()
    journal.record(
        actor=actor,
        verb=verbs.SCENARIO_PROPOSED,
        target=scenario,
        after={
            "proposed": [decision.school.name for decision in proposed],
            "left_out": {out.what: out.why for out in left_out},
        },
    )
    return Turned(scenario, proposed, left_out)
