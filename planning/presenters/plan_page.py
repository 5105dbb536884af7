"""A plan as it is read: its text (of today, or of a version) with how it goes laid beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import User
from monitoring.models import PupilGroup, YearGroup
from planning.models import (
    DevelopmentPoint,
    Funding,
    HalfTermCode,
    Impact,
    MonitoringKind,
    Plan,
    Priority,
    ProgressNote,
    Rag,
    Tier,
)
from planning.readings import MEASURES, Reading, Wanted, readings_for, term_name
from planning.rules.costs import by_source, show_pounds
from planning.rules.premium import numbers_in
from planning.rules.sections import SUBJECT, place_of
from planning.rules.words import Length, length_of
from planning.selectors.checking import premium_warnings, tier_costs
from planning.selectors.content import Content

TONES = {
    Rag.BLUE: "calm",
    Rag.GREEN: "good",
    Rag.AMBER: "watch",
    Rag.RED: "urgent",
    Rag.GREY: "neutral",
}


@dataclass(frozen=True)
class MilestoneLine:
    id: int
    text: str
    by: str
    reached_on: date | None


@dataclass(frozen=True)
class ActionLine:
    id: int
    what: str
    owner: str
    starts_on: date | None
    due_on: date | None
    cost: str
    funding: str
    cpd_need: str
    done_on: date | None
    is_own: bool


@dataclass(frozen=True)
class MonitoringRow:
    kind: str
    focus: str
    who: str
    when: str


@dataclass(frozen=True)
class Measured:
    """`gap` is in pupils: what a percentage of a small cohort hides."""

    words: str
    target: int | None
    baseline: Reading | None
    baseline_term: str
    now: Reading | None

    @property
    def gap(self) -> str:
        return self.now.gap_words(self.target) if self.now else ""


@dataclass(frozen=True)
class PriorityCard:
    id: int
    number: int
    title: str
    outcome: str
    baseline: str
    measured: Measured | None
    criteria: list[Content]
    milestones: list[MilestoneLine]
    actions: list[ActionLine]
    monitoring: list[MonitoringRow]
    subject_plans: list[Content]
    area: str
    carried_from: Priority | None
    now: Priority | None
    notes: list[ProgressNote]

    @property
    def place(self) -> str:
        return f"priority-{self.id}"

    @property
    def rag(self) -> str:
        return Rag(self.now.rag if self.now else Rag.GREY).label

    @property
    def tone(self) -> str:
        return TONES[Rag(self.now.rag if self.now else Rag.GREY)]

    @property
    def impact(self) -> str:
        return Impact(self.now.impact if self.now else Impact.NOT_YET).label

    @property
    def note(self) -> ProgressNote | None:
        return self.notes[0] if self.notes else None

    @property
    def done(self) -> int:
        return sum(1 for one in self.actions if one.done_on)

    @property
    def reached(self) -> int:
        return sum(1 for one in self.milestones if one.reached_on)


@dataclass(frozen=True)
class AreaCard:
    id: int
    label: str
    judgement: str
    narrative: str
    strengths: str
    points: list[Content]
    evidence: list[Content]
    lengths: list[Length]

    @property
    def place(self) -> str:
        return f"area-{self.id}"


@dataclass(frozen=True)
class TierBlock:
    label: str
    cost: str
    activities: list[Content]


@dataclass(frozen=True)
class PremiumBlock:
    said: Content
    facts: list[tuple[str, str]]
    tiers: list[TierBlock]
    warnings: list[str]


@dataclass(frozen=True)
class Page:
    content: Content
    priorities: list[PriorityCard]
    areas: list[AreaCard]
    premium: PremiumBlock | None
    costs: list[tuple[str, str]]
    total: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def frame(self) -> Content:
        said: Content = self.content["frame"]
        return said


def page_of(plan: Plan, content: Content, viewer: User) -> Page:
    """`content` is the text of today or of a version; how it goes is always today's."""
    living = {
        one.pk: one
        for one in Priority.objects.filter(plan=plan)
        .select_related("carried_from__plan")
        .prefetch_related("notes__by", "milestones", "actions")
    }
    promoted = set(
        DevelopmentPoint.objects.filter(
            area__plan=plan, priority__isnull=False, priority__removed_at=None
        ).values_list("pk", flat=True)
    )
    readings = readings_for(viewer, plan.school, _wanted(content["priorities"]))
    cards = [
        _priority(number, said, living.get(said["id"]), readings, viewer)
        for number, said in enumerate(content["priorities"], start=1)
    ]
    costs = by_source(
        (row["funding"], row["cost_pence"])
        for one in content["priorities"]
        for row in one["actions"]
    )
    return Page(
        content,
        cards,
        [_area(said, promoted) for said in content["areas"]],
        _premium(content),
        [(Funding(source).label, show_pounds(pence)) for source, pence in costs.items()],
        show_pounds(sum(costs.values())) if costs else "",
        _facts(content),
    )


def _facts(content: Content) -> list[tuple[str, str]]:
    """The short lines of a plan's frame: days and who leads."""
    frame = content["frame"]
    said = []
    if frame.get("starts_on") and frame.get("ends_on"):
        first, last = day_of(frame["starts_on"]), day_of(frame["ends_on"])
        said.append(("Runs", f"{_day(first)} to {_day(last)}"))
    if frame.get("lead_professional"):
        said.append(("Lead professional", frame["lead_professional"]))
    if content["framework"]:
        said.append(("Areas of", content["framework"]))
    return said


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(on: date | None) -> str:
    return f"{on.day} {on:%b %Y}" if on else ""


def _wanted(priorities: Iterable[Content]) -> Iterable[Wanted]:
    for said in priorities:
        if said["measure"]:
            yield _measure(said)
            if said["baseline_term"]:
                yield _measure(said, baseline=True)


def _measure(said: Content, *, baseline: bool = False) -> Wanted:
    when = (said["baseline_year"], said["baseline_term"]) if baseline else (None, None)
    return Wanted(said["measure"], said["cohort"], said["group"], *when)


def _measured(said: Content, readings: dict[Wanted, Reading]) -> Measured | None:
    if not said["measure"]:
        return None
    group = PupilGroup(said["group"]).label
    return Measured(
        words=f"{MEASURES.get(said['measure'], said['measure'])}. "
        f"{YearGroup(said['cohort']).label}, {group if group[:2].isupper() else group.lower()}",
        target=said["target_percent"],
        baseline=readings.get(_measure(said, baseline=True)) if said["baseline_term"] else None,
        baseline_term=term_name(said["baseline_year"], said["baseline_term"]),
        now=readings.get(_measure(said)),
    )


def _priority(
    number: int,
    said: Content,
    now: Priority | None,
    readings: dict[Wanted, Reading],
    viewer: User,
) -> PriorityCard:
    done = {one.pk: one for one in now.actions.all()} if now else {}
    reached = {one.pk: one.reached_on for one in now.milestones.all()} if now else {}
    return PriorityCard(
        id=said["id"],
        number=number,
        title=said["title"],
        outcome=said["outcome"],
        baseline=said["baseline"],
        measured=_measured(said, readings),
        criteria=said["criteria"],
        milestones=[
            MilestoneLine(row["id"], row["text"], _by(row), reached.get(row["id"]))
            for row in sorted(said["milestones"], key=_when)
        ],
        actions=[_action(row, done.get(row["id"]), viewer) for row in said["actions"]],
        monitoring=[_monitoring(row) for row in sorted(said["monitoring"], key=_when)],
        subject_plans=[
            row | {"place": place_of(SUBJECT, row["id"])} for row in said["subject_plans"]
        ],
        area=said["sef_area_label"],
        carried_from=now.carried_from if now else None,
        now=now,
        notes=list(now.notes.all()) if now else [],
    )


def _when(row: Content) -> tuple[int, int]:
    codes = [code.value for code in HalfTermCode]
    half = codes.index(row["half_term"]) if row["half_term"] else 0
    return half, row.get("week") or 0


def _by(row: Content) -> str:
    if row["half_term"]:
        return str(HalfTermCode(row["half_term"]).label)
    return f"Week {row['week']}"


def _action(row: Content, now: Any, viewer: User) -> ActionLine:
    return ActionLine(
        id=row["id"],
        what=row["what"],
        owner=row["owner"],
        starts_on=day_of(row["starts_on"]),
        due_on=day_of(row["due_on"]),
        cost=show_pounds(row["cost_pence"]) if row["cost_pence"] else "",
        funding=Funding(row["funding"]).label,
        cpd_need=row["cpd_need"],
        done_on=now.done_at.date() if now and now.done_at else None,
        is_own=bool(row["doer"]) and row["doer"] == viewer.pk,
    )


def _monitoring(row: Content) -> MonitoringRow:
    when = HalfTermCode(row["half_term"]).label
    return MonitoringRow(MonitoringKind(row["kind"]).label, row["focus"], row["who"], when)


def _area(said: Content, promoted: set[int]) -> AreaCard:
    lengths = [length_of(name, said[name]) for name in ("narrative", "strengths")]
    return AreaCard(
        id=said["id"],
        label=said["label"],
        judgement=said["judgement"],
        narrative=said["narrative"],
        strengths=said["strengths"],
        points=[row | {"is_priority": row["id"] in promoted} for row in said["points"]],
        evidence=[row | {"on": day_of(row["on"])} for row in said["evidence"]],
        lengths=[one for one in lengths if one and one.is_long],
    )


def _premium(content: Content) -> PremiumBlock | None:
    said = content.get("premium")
    if not said:
        return None
    costs = tier_costs(said)
    activities = [
        row | {"cost": show_pounds(row["cost_pence"]), "numbers": numbers_in(row["answers"])}
        for row in said["activities"]
    ]
    budget = said["allocation_pence"] + said["carried_forward_pence"]
    facts = [
        ("Years covered", said["years_covered"]),
        ("Published", _day(day_of(said["publish_on"]))),
        ("To be reviewed", _day(day_of(said["review_on"]))),
        ("Authorised by", said["authorised_by"]),
        ("Pupil premium lead", said["lead"]),
        ("Governor or trustee lead", said["governor_lead"]),
        ("Allocation this year", show_pounds(said["allocation_pence"])),
        ("Carried forward", show_pounds(said["carried_forward_pence"])),
        ("Total budget", show_pounds(budget)),
    ]
    tiers = [
        TierBlock(
            tier.label,
            show_pounds(costs[tier]),
            [row for row in activities if row["tier"] == tier],
        )
        for tier in Tier
    ]
    return PremiumBlock(said, [one for one in facts if one[1]], tiers, premium_warnings(content))
