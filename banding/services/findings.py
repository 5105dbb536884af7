"""What was found against each criterion and aspect, while a judgement is being prepared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.evidence import Offered
from banding.models import (
    Answer,
    Aspect,
    AspectFinding,
    BandDecision,
    Criterion,
    DecisionState,
    Evidence,
    Finding,
    Level,
)
from banding.policies import decisions as policies
from banding.services.decisions import locked
from core import journal
from core.errors import DomainError, WrongState


@dataclass(frozen=True)
class Found:
    answer: str = Answer.UNKNOWN
    comment: str = ""
    evidence: Sequence[Offered] = ()


@dataclass(frozen=True)
class AspectPlaced:
    """`level` None: not yet known."""

    level: Level | None = None
    comment: str = ""


@transaction.atomic
def record_findings(
    *,
    actor: User,
    decision_id: int,
    findings: Mapping[Criterion, Found],
    profile: Mapping[Aspect, AspectPlaced] | None = None,
) -> BandDecision:
    """Replaces what was recorded before for the same criteria and aspects; the rest stays."""
    decision = locked(decision_id)
    if decision.state != DecisionState.DRAFT:
        raise WrongState(
            "It is proposed already, so what was found cannot change. Withdraw it, or have it "
            "returned, and then judge again."
        )
    policies.check_can_judge(actor, decision)
    _check_edition(decision, findings, profile or {})
    _write_findings(decision, findings)
    _write_profile(decision, profile or {})
    journal.record(
        actor=actor, verb=verbs.FOUND, target=decision, school=decision.school,
        after=_counts(decision),
    )  # fmt: skip
    return decision


def _check_edition(
    decision: BandDecision,
    findings: Mapping[Criterion, Found],
    profile: Mapping[Aspect, AspectPlaced],
) -> None:
    own = set(
        Criterion.objects.filter(level__edition=decision.edition).values_list("pk", flat=True)
    )
    strange = [criterion for criterion in findings if criterion.pk not in own]
    strange_aspects = [one for one in profile if one.edition_id != decision.edition_id]
    if strange or strange_aspects:
        raise DomainError(f"{[*strange, *strange_aspects][0]} is not part of {decision.edition}.")


def _write_findings(decision: BandDecision, findings: Mapping[Criterion, Found]) -> None:
    decision.findings.filter(criterion__in=findings).delete()
    rows = [
        Finding(
            decision=decision,
            criterion=criterion,
            answer=Answer(found.answer),
            comment=found.comment.strip(),
        )
        for criterion, found in findings.items()
    ]
    written = Finding.objects.bulk_create(rows)
    Evidence.objects.bulk_create(
        Evidence(finding=row, kind=one.kind, key=one.key, text=one.text, on=one.on, url=one.url)
        for row, found in zip(written, findings.values(), strict=True)
        for one in dict.fromkeys(found.evidence)
    )


def _write_profile(decision: BandDecision, profile: Mapping[Aspect, AspectPlaced]) -> None:
    decision.profile.filter(aspect__in=profile).delete()
    AspectFinding.objects.bulk_create(
        AspectFinding(
            decision=decision, aspect=aspect, level=placed.level, comment=placed.comment.strip()
        )
        for aspect, placed in profile.items()
    )


def _counts(decision: BandDecision) -> dict[str, Any]:
    """How many of each answer; the words are kept with the judgement itself."""
    answers = list(decision.findings.values_list("answer", flat=True))
    return {answer: answers.count(answer) for answer in Answer.values}
