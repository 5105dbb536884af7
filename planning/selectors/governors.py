"""The governors' cycle as its reader may see it: governors that of the issued plan only."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from planning.models import (
    GovernorLook,
    HalfTermCode,
    MonitoringKind,
    Plan,
    PlanKind,
    Rag,
)
from planning.policies.plans import Reading, reading_of
from planning.readings import Wanted
from planning.rules.governing import Said, questions, what_to_look_at
from planning.rules.scheduling import half_of, halves_of
from planning.selectors.content import Content, content_of
from planning.selectors.plans import version_read_by
from schools.models import School
from schools.selectors import years_of_terms


@dataclass(frozen=True)
class LookShown:
    """`look_at` and `questions` are those written, or what is suggested today."""

    look: GovernorLook
    title: str
    rag: Rag
    look_at: str
    questions: str

    @property
    def is_suggested(self) -> bool:
        return not self.look.questions

    @property
    def lines(self) -> list[str]:
        return self.questions.splitlines()


@dataclass(frozen=True)
class HalfTermLooks:
    """`is_next` is the first half-term that is not over."""

    label: str
    looks: list[LookShown]
    is_next: bool = False

    @property
    def done(self) -> int:
        return sum(1 for one in self.looks if one.look.done_on)


@dataclass(frozen=True)
class Cycle:
    """`missing` are priorities without a line. No `plan`: there is nothing this reader may read."""

    plan: Plan | None
    halves: list[HalfTermLooks]
    missing: int = 0


def cycle_of(user: User, school: School, start_year: int, today: date) -> Cycle:
    plans = Plan.objects.living().filter(school=school, kind=PlanKind.SIP, start_year=start_year)
    plan = plans.select_related("school", "framework").first()
    content = _content_for(user, plan) if plan else None
    if plan is None or content is None:
        return Cycle(None, [])
    titles = {said["id"]: said for said in content["priorities"]}
    looks = GovernorLook.objects.standing().filter(priority__in=list(titles))
    shown = [_shown(one, titles[one.priority_id]) for one in looks.select_related("priority")]
    order = list(titles)
    shown.sort(key=lambda one: order.index(one.look.priority_id))
    halves = {half: [one for one in shown if one.look.half_term == half] for half in HalfTermCode}
    to_come = _to_come(school, start_year, today)
    following = next((half for half in to_come if halves[half]), None)
    listed = [
        HalfTermLooks(str(half.label), found, half == following)
        for half, found in halves.items()
        if found
    ]
    return Cycle(plan, listed, _without_a_line(plan))


def _to_come(school: School, start_year: int, today: date) -> list[HalfTermCode]:
    """This half-term and those after it; without term dates, all."""
    year = years_of_terms(start_year).of(school.pk)
    now = half_of(today, halves_of(year.terms, year.calendar))
    codes = list(HalfTermCode)
    return codes[codes.index(HalfTermCode(now)) :] if now else codes


def look_shown(user: User, look: GovernorLook) -> LookShown | None:
    """One line, where this person reads its priority."""
    content = _content_for(user, look.priority.plan)
    priorities = content["priorities"] if content else []
    said = next((one for one in priorities if one["id"] == look.priority_id), None)
    return _shown(look, said) if said else None


def _without_a_line(plan: Plan) -> int:
    there = GovernorLook.objects.filter(priority__plan=plan).values("priority")
    return plan.priorities.standing().exclude(pk__in=there).count()


def _content_for(user: User, plan: Plan) -> Content | None:
    reading = reading_of(user, plan)
    if reading == Reading.WHOLE:
        return content_of(plan)
    version = version_read_by(plan, reading) if reading == Reading.ISSUED else None
    return version.content if version else None


def _shown(look: GovernorLook, said: Content) -> LookShown:
    rag = Rag(look.priority.rag)
    facts = _said(said, rag)
    return LookShown(
        look,
        title=said["title"],
        rag=rag,
        look_at=look.look_at or what_to_look_at(facts, look.half_term),
        questions=look.questions or questions(facts),
    )


def _said(said: Content, rag: Rag) -> Said:
    """The text is the version's; how it goes is always today's."""
    measure = Wanted(said["measure"], said["cohort"], said["group"]) if said["measure"] else ""
    return Said(
        title=said["title"],
        rag=rag,
        measure=str(measure),
        group=said["group"],
        target_percent=said["target_percent"],
        criteria=tuple(row["text"] for row in said["criteria"]),
        milestones=tuple((row["half_term"], row["text"]) for row in said["milestones"]),
        monitoring=tuple((row["half_term"], _monitored(row)) for row in said["monitoring"]),
    )


def _monitored(row: Content) -> str:
    label = MonitoringKind(row["kind"]).label.lower()
    return f"{label} ({row['who']})"
