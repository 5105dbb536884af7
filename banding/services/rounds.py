"""One judging of every school: opened, closed when nothing waits, released together."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from banding import verbs
from banding.models import ROUND, BandDecision, DecisionState, Edition, Round, RoundState
from banding.policies import decisions as policies
from banding.selectors import current_round
from banding.services.decisions import check_day, check_in_force
from banding.services.settling import release_band
from core import journal
from core.errors import DomainError


@transaction.atomic
def open_round(*, actor: User, edition: Edition, name: str, from_date: date) -> Round:
    Edition.objects.select_for_update().get(pk=edition.pk)
    policies.check_can_run_rounds(actor)
    check_in_force(edition)
    check_day(edition.start_year, from_date)
    if there := current_round(edition):
        raise DomainError(f"{there} is open. Close it before you open another.")
    if edition.rounds.filter(name=name.strip()).exists():
        raise DomainError(f"There was a round called {name.strip()}. Choose another name.")
    opened = Round(edition=edition, name=name.strip(), from_date=from_date)
    opened.full_clean()
    opened.save()
    journal.record(
        actor=actor, verb=verbs.ROUND_OPENED, target=opened,
        after={"name": opened.name, "from": from_date.isoformat()},
    )  # fmt: skip
    return opened


@transaction.atomic
def close_round(*, actor: User, round_id: int) -> Round:
    """Refused while anything of the round is on its way, so that nothing is left behind."""
    closed = Round.objects.select_for_update().get(pk=round_id)
    ROUND.check(closed.state, RoundState.CLOSED)
    policies.check_can_run_rounds(actor)
    ours = BandDecision.objects.unreleased().filter(round=closed)
    on_their_way = ours.select_related("school").order_by("school__name")
    waiting = [f"{one.school} ({one.get_state_display().lower()})" for one in on_their_way]
    if waiting:
        raise DomainError(f"Not everything is released yet: {', '.join(waiting)}.")
    closed.state = RoundState.CLOSED
    closed.closed_at, closed.closed_by = timezone.now(), actor
    closed.full_clean()
    closed.save()
    journal.record(actor=actor, verb=verbs.ROUND_CLOSED, target=closed)
    return closed


@transaction.atomic
def release_round(*, actor: User, round_id: int) -> list[BandDecision]:
    """Everything of the round that is approved, all or none: schools hear on one day."""
    approved = BandDecision.objects.filter(round=round_id, state=DecisionState.APPROVED)
    ids = list(approved.order_by("school_id").values_list("pk", flat=True))
    if not ids:
        raise DomainError("Nothing of this round is approved and waits to be released.")
    return [release_band(actor=actor, decision_id=pk) for pk in ids]
