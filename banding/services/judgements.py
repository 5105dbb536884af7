"""Preparing a judgement of one school and proposing it."""

from datetime import date

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import (
    BAND_DECISION,
    AspectFinding,
    BandDecision,
    DecisionState,
    Edition,
    Evidence,
    Finding,
    Level,
    Occasion,
    Round,
)
from banding.policies import decisions as policies
from banding.policies.route import approvers
from banding.selectors import current_levels, current_round, settled_in
from banding.services.decisions import check_day, check_in_force, check_place, lock, locked, said
from core import journal
from core.errors import DomainError
from schools.models import School

ENDED = (DecisionState.RETURNED, DecisionState.WITHDRAWN)


@transaction.atomic
def start_judgement(
    *,
    actor: User,
    school: School,
    edition: Edition,
    occasion: Occasion,
    from_date: date | None = None,
    trigger: str = "",
) -> BandDecision:
    """A draft, with what was found before where the last proposal was returned or withdrawn.

    In a round it counts from the round's day, unless another is chosen when it is proposed.
    """
    lock(school)
    check_in_force(edition)
    _check_occasion(actor, school, occasion, trigger)
    _check_nothing_on_its_way(school, edition)
    in_round = _round_for(school, edition) if occasion == Occasion.ROUND else None
    day = in_round.from_date if in_round else from_date
    if day is None:
        raise DomainError("Choose the day it counts from.")
    check_day(edition.start_year, day)
    before = _ended_before(school, edition)
    decision = BandDecision(
        school=school,
        edition=edition,
        level=before.level if before else _present_level(school, edition),
        reason=before.reason if before else "",
        round=in_round,
        occasion=occasion,
        trigger="" if in_round else trigger.strip(),
        start_year=edition.start_year,
        from_date=day,
    )
    decision.full_clean(exclude=["reason"])
    decision.save()
    if before:
        _copy_findings(before, decision)
    journal.record(
        actor=actor, verb=verbs.STARTED, target=decision, school=school,
        after={"occasion": occasion, "trigger": decision.trigger},
    )  # fmt: skip
    return decision


@transaction.atomic
def propose(
    *, actor: User, decision_id: int, level: Level, reason: str, from_date: date
) -> BandDecision:
    """The level people chose, whatever was suggested."""
    decision = locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.PROPOSED)
    policies.check_can_judge(actor, decision)
    check_place(level, decision.start_year, from_date)
    _check_reason(decision.edition, reason)
    decision.level, decision.reason, decision.from_date = level, reason.strip(), from_date
    decision.state, decision.proposed_by = DecisionState.PROPOSED, actor
    decision.full_clean()
    decision.save()
    journal.record(
        actor=actor, verb=verbs.PROPOSED, target=decision, school=decision.school,
        after=said(decision),
    )  # fmt: skip
    return decision


@transaction.atomic
def propose_band(
    *,
    actor: User,
    school: School,
    level: Level,
    start_year: int,
    reason: str,
    from_date: date,
    trigger: str = "",
) -> BandDecision:
    """Start and propose in one step: in the open round, else during the year for the reason."""
    policies.check_can_propose(actor, school)
    check_place(level, start_year, from_date)
    _check_reason(level.edition, reason)
    in_round = current_round(level.edition)
    is_settled = in_round and settled_in(in_round, school)
    started = start_judgement(
        actor=actor,
        school=school,
        edition=level.edition,
        occasion=Occasion.ROUND if in_round and not is_settled else Occasion.MID_YEAR,
        from_date=from_date,
        trigger=trigger or reason,
    )
    return propose(
        actor=actor, decision_id=started.pk, level=level, reason=reason, from_date=from_date
    )


@transaction.atomic
def withdraw(*, actor: User, decision_id: int) -> BandDecision:
    decision = locked(decision_id)
    BAND_DECISION.check(decision.state, DecisionState.WITHDRAWN)
    policies.check_can_withdraw(actor, decision)
    decision.state = DecisionState.WITHDRAWN
    decision.save(update_fields=["state"])
    journal.record(
        actor=actor, verb=verbs.WITHDRAWN, target=decision, school=decision.school,
        after=said(decision),
    )  # fmt: skip
    return decision


def _check_occasion(actor: User, school: School, occasion: Occasion, trigger: str) -> None:
    if occasion == Occasion.DUE_DILIGENCE:
        policies.check_can_judge_outside(actor)
        if School.objects.members().filter(pk=school.pk).exists():
            raise DomainError(f"{school} is in the trust already, so it is judged with the others.")
        return
    policies.check_can_propose(actor, school)
    if occasion == Occasion.MID_YEAR and not trigger.strip():
        raise DomainError("Say what made a change during the year needed.")


def _check_reason(edition: Edition, reason: str) -> None:
    if not reason.strip():
        raise DomainError(f"Say why this is right, so that {approvers(edition)} can decide.")


def _check_nothing_on_its_way(school: School, edition: Edition) -> None:
    there = BandDecision.objects.unreleased().filter(school=school, start_year=edition.start_year)
    refusals = {
        DecisionState.DRAFT: f"A judgement of {school} is being prepared already.",
        DecisionState.PROPOSED: (
            f"A proposal for {school} is already waiting for {approvers(edition)}."
        ),
        DecisionState.APPROVED: f"What is approved for {school} has to be released first.",
    }
    if state := there.values_list("state", flat=True).first():
        raise DomainError(refusals[DecisionState(state)])


def _round_for(school: School, edition: Edition) -> Round:
    found = current_round(edition)
    if found is None:
        raise DomainError(f"No round is open for {edition.academic_year}. Open one first.")
    if settled_in(found, school):
        raise DomainError(
            f"{school} is settled in {found} already. Judge it as a change during the year."
        )
    return found


def _present_level(school: School, edition: Edition) -> Level:
    now = current_levels(schools=[school], start_year=edition.start_year).get(school.pk)
    if now and now.level.edition_id == edition.pk:
        return now.level
    return edition.levels.order_by("rank")[0]


def _ended_before(school: School, edition: Edition) -> BandDecision | None:
    """The last judgement of this edition, where it came to nothing."""
    last = BandDecision.objects.filter(school=school, edition=edition).order_by("-pk").first()
    return last if last and last.state in ENDED else None


def _copy_findings(before: BandDecision, decision: BandDecision) -> None:
    old = list(before.findings.prefetch_related("evidence"))
    new = Finding.objects.bulk_create(
        Finding(decision=decision, criterion_id=f.criterion_id, answer=f.answer, comment=f.comment)
        for f in old
    )
    Evidence.objects.bulk_create(
        Evidence(finding=to, kind=e.kind, key=e.key, text=e.text, on=e.on, url=e.url)
        for of, to in zip(old, new, strict=True)
        for e in of.evidence.all()
    )
    AspectFinding.objects.bulk_create(
        AspectFinding(
            decision=decision, aspect_id=p.aspect_id, level_id=p.level_id, comment=p.comment
        )
        for p in before.profile.all()
    )
