"""The round that is open, and how far it is."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from banding.models import BandDecision, DecisionState, Edition, Occasion, Round, RoundState
from schools.models import School

PROPOSED = [DecisionState.PROPOSED, DecisionState.APPROVED, DecisionState.RELEASED]
APPROVED = [DecisionState.APPROVED, DecisionState.RELEASED]


@dataclass(frozen=True)
class RoundProgress:
    """Of the schools looked at; what is released was approved, and what is approved proposed."""

    round: Round
    schools: int
    started: int
    proposed: int
    asked: int
    commented: int
    approved: int
    released: int

    @property
    def to_release(self) -> int:
        return self.approved - self.released

    @property
    def steps(self) -> list[tuple[str, int]]:
        head = self.round.edition.word("headteacher").lower()
        return [
            ("proposed", self.proposed),
            (f"commented on by the {head}", self.commented),
            ("approved", self.approved),
            ("released", self.released),
        ]


def current_round(edition: Edition) -> Round | None:
    return edition.rounds.filter(state=RoundState.OPEN).first()


def round_progress(found: Round, *, schools: QuerySet[School]) -> RoundProgress:
    decisions = BandDecision.objects.filter(round=found, school__in=schools)
    counts = decisions.aggregate(
        started=Count("pk", filter=Q(state=DecisionState.DRAFT)),
        proposed=Count("pk", filter=Q(state__in=PROPOSED)),
        asked=Count("pk", filter=Q(state__in=PROPOSED, asked_at__isnull=False)),
        commented=Count("pk", filter=Q(state__in=PROPOSED, commented_at__isnull=False)),
        approved=Count("pk", filter=Q(state__in=APPROVED)),
        released=Count("pk", filter=Q(state=DecisionState.RELEASED)),
    )
    return RoundProgress(found, schools.count(), **counts)


def round_for(school: School, edition: Edition) -> Round | None:
    """The open round, where the school is not settled in it yet."""
    found = current_round(edition)
    if found is None or settled_in(found, school):
        return None
    return found


def settled_in(found: Round, school: School) -> bool:
    return found.decisions.filter(school=school, approved_at__isnull=False).exists()


def outside_the_trust() -> QuerySet[School]:
    """Open schools that are known here and in nobody's list of members."""
    inside = School.objects.members().values("pk")
    return School.objects.filter(is_open=True).exclude(pk__in=inside).order_by("name")


def due_diligence_of(edition: Edition) -> list[BandDecision]:
    judged = BandDecision.objects.for_listing().filter(
        edition=edition, occasion=Occasion.DUE_DILIGENCE
    )
    return list(judged.exclude(state=DecisionState.WITHDRAWN))
