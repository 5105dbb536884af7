"""A copy of a plan for one reader: its text, with figures as that reader may see them now."""

from collections.abc import Mapping

from django.utils import timezone

from accounts.models import User
from banding.models import EvidenceKind
from core.blocks import Document
from monitoring.models import PupilGroup, YearGroup
from planning.models import (
    HalfTermCode,
    MonitoringKind,
    Plan,
    PlanState,
    PlanVersion,
    Tier,
    VersionState,
)
from planning.presenters.plan_page import Page, PriorityCard, page_of
from planning.readings import MEASURES, Reading
from planning.rules.printing.plan import blocks_of
from planning.rules.printing.words import Beside, Figures, Progress, show_day
from planning.selectors.content import Content, content_of
from schools.models import Trust

LABELS: Mapping[str, Mapping[str, str]] = {
    "measure": MEASURES,
    "cohort": dict(YearGroup.choices),
    "group": dict(PupilGroup.choices),
    "half_term": dict(HalfTermCode.choices),
    "monitoring": dict(MonitoringKind.choices),
    "evidence": dict(EvidenceKind.choices),
    "tier": dict(Tier.choices),
}
SAID_OF_STATE = {
    VersionState.PROPOSED: "waiting for approval",
    VersionState.WITHDRAWN: "taken back and not approved",
    VersionState.RETURNED: "returned and not approved",
    VersionState.SUPERSEDED: "replaced by a later version",
}


def copy_for(
    viewer: User, plan: Plan, version: PlanVersion | None = None, *, recipient: str = ""
) -> Document:
    """Whoever calls this has asked whether the viewer may read it."""
    content = version.content if version else content_of(plan)
    beside = _beside(page_of(plan, content, viewer))
    trust = Trust.objects.first()
    return Document(
        title=f"{content['frame']['title']}: {content['school']['name']}",
        subtitle=_subtitle(plan, content, version),
        trust_name=trust.name if trust else "",
        made_by=viewer.get_full_name() if viewer.pk else "",
        made_at=timezone.localtime(),
        made_from=made_from(plan, version),
        recipient=recipient or f"{viewer.get_full_name()}, and nobody else without asking",
        blocks=blocks_of(content, beside),
    )


def made_from(plan: Plan, version: PlanVersion | None) -> str:
    """Which text this copy is of, and how far it has been agreed."""
    if version is None:
        kept = "the plan as it closed" if not plan.is_living else "the text as it is now"
        return f"{kept}, which {_not_agreed(plan)}" if plan.is_living else kept
    said = f"version {version.number}"
    if version.state == VersionState.STANDING:
        if version.decided_at:
            said += f", approved on {_day(version.decided_at)}"
    else:
        said += f", {SAID_OF_STATE[VersionState(version.state)]}"
    return f"{said}, issued on {_day(version.issued_at)}" if version.issued_at else said


def _not_agreed(plan: Plan) -> str:
    if plan.state == PlanState.APPROVED:
        return "is approved"
    return "waits for approval" if plan.state == PlanState.PROPOSED else "is a draft"


def _subtitle(plan: Plan, content: Content, version: PlanVersion | None) -> str:
    state = f"Version {version.number}" if version else str(plan.get_state_display())
    urn = content["school"]["urn"]
    return f"{plan.get_kind_display()}, {content['year']} · {state} · URN {urn}"


def _day(at: object) -> str:
    return show_day(timezone.localdate(at))  # type: ignore[arg-type]


def _beside(page: Page) -> Beside:
    cards = page.priorities
    return Beside(
        LABELS,
        figures={card.id: _figures(card) for card in cards},
        progress={card.id: _progress(card) for card in cards if card.now},
        done={row.id: row.done_on for card in cards for row in card.actions if row.done_on},
        reached={
            row.id: row.reached_on for card in cards for row in card.milestones if row.reached_on
        },
    )


def _figures(card: PriorityCard) -> Figures:
    measured = card.measured
    if measured is None:
        return Figures()
    latest = _reading(measured.now)
    gap = f", {measured.gap}" if latest and measured.gap else ""
    return Figures(baseline=_reading(measured.baseline), latest=f"{latest}{gap}")


def _reading(reading: Reading | None) -> str:
    return f"{reading.source}: {reading.words}" if reading else ""


def _progress(card: PriorityCard) -> Progress:
    note = card.note
    if note is None:
        return Progress(card.rag, card.tone, card.impact)
    return Progress(
        card.rag,
        card.tone,
        card.impact,
        note.words,
        note.impact_words,
        timezone.localdate(note.created_at),
    )
