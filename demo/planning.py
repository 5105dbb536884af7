"""Plans: improvement plans and self-evaluations of some schools, a rapid plan in each state."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from core.years import AcademicYear
from demo.cast import Cast
from demo.texts import read
from demo.timeline import Event, moment
from planning import services
from planning.models import Plan, PlanKind, PlanVersion, Priority, Rag
from planning.policies.route import route_for
from planning.services import Typed
from schools.models import InspectionFramework, School

PLANS = "plans.yaml"
THIS = AcademicYear(2026)
LAST = AcademicYear(2025)
STARTED, PROPOSED, APPROVED, ISSUED = (
    date(2026, 9, 14), date(2026, 9, 28), date(2026, 10, 8), date(2026, 10, 12),
)  # fmt: skip
LOOKED_AT = date(2026, 11, 17)
WITH_PLANS = 4  # schools: approved and issued, approved, waiting, a draft
RAPID_WEEKS = 8
LAST_DAY = date(2027, 7, 16)
WORDS = ("outcome", "baseline")
MEASURE = ("measure", "cohort", "group", "target_percent")
ACTION = ("what", "owner", "cost_pence", "funding", "cpd_need")
ACTIVITY = ("tier", "text", "evidence", "cost_pence", "answers")


def lines(written: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [dict(zip(names, one, strict=True)) for one in written]


def events(cast: Cast) -> Iterator[Event]:
    """Only heads who have an account write plans."""
    texts = read(PLANS)
    heads = [person for person in cast.people if person.role == Role.HEADTEACHER]
    schools = [urn for person in heads for urn in cast.schools_of(person)]
    urns = [urn for urn in schools if urn not in cast.story.not_asked] or schools
    for number, urn in enumerate(urns[:WITH_PLANS]):
        teller = Teller(cast, urn, texts)
        yield Event(moment(date(2025, 9, 15)), teller.last_year)
        yield Event(moment(STARTED), teller.write)
        if number < 3:
            yield Event(moment(PROPOSED), partial(teller.propose, PlanKind.SIP))
        if number < 2:
            yield Event(moment(APPROVED), partial(teller.approve, PlanKind.SIP))
            yield Event(moment(LOOKED_AT), teller.say_how_it_goes)
        if number == 0:
            yield Event(moment(ISSUED), teller.issue)
    for number, urn in enumerate(reversed(urns)):
        if number < 3:
            yield from _rapid(Teller(cast, urn, texts), number)


def _rapid(teller: "Teller", number: int) -> Iterator[Event]:
    """One is over, one runs and one waits."""
    start = [date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 16)][number]
    yield Event(moment(start, 8), partial(teller.write_rapid, start))
    yield Event(moment(start, 9), partial(teller.propose, PlanKind.RAP))
    if number < 2:
        yield Event(moment(start, 16), partial(teller.approve, PlanKind.RAP))
        yield Event(moment(start + timedelta(weeks=4)), partial(teller.review, 0))
    if number == 0:
        yield Event(moment(start + timedelta(weeks=8)), partial(teller.review, 1))
        yield Event(moment(start + timedelta(weeks=8), 10), teller.close)


class Teller:
    """Lets the people of one school do what the texts say."""

    def __init__(self, cast: Cast, urn: int, texts: dict[str, Any]) -> None:
        self.cast, self.urn, self.texts = cast, urn, texts

    @property
    def school(self) -> School:
        return self.cast.school(self.urn)

    @property
    def head(self) -> Any:
        return self.cast.head(self.urn)

    def plan(self, kind: str, year: AcademicYear = THIS) -> Plan:
        return Plan.objects.get(school__urn=self.urn, kind=kind, start_year=year.start_year)

    def start(self, kind: str, year: AcademicYear = THIS, **more: Any) -> Plan:
        return services.start_plan(
            actor=self.head, school=self.school, kind=kind, start_year=year.start_year, **more
        )

    def save(self, plan: Plan, place: str, *, rows: Any = None, **fields: Any) -> None:
        services.save_section(
            actor=self.head, plan_id=plan.pk, place=place, typed=Typed(fields, rows or {})
        )

    def last_year(self) -> None:
        told = self.texts["last_year"]
        plan = self.start(PlanKind.SIP, LAST)
        priority = services.add_priority(actor=self.head, plan_id=plan.pk, title=told["title"])
        self.save(plan, f"priority-{priority.pk}", outcome=told["outcome"])
        services.set_rag(
            actor=self.head, priority_id=priority.pk, rag="blue", words=told["words"],
            impact="evidenced", impact_words=told["words"],
        )  # fmt: skip
        services.close_plan(actor=self.head, plan_id=plan.pk, achieved=told["achieved"])

    def write(self) -> None:
        self._write_evaluation()
        plan = self.start(PlanKind.SIP)
        self._write_frame(plan, horizon=self.texts["horizon"])
        for told in self.texts["priorities"]:
            self._write_priority(plan, told)
        self._write_premium()

    def _write_frame(self, plan: Plan, **fields: Any) -> None:
        asked = [
            {"id": one.pk, "text": "Agreed with the trust, and looked at on each visit."}
            for one in plan.required_fields.all()
        ]
        rows = {"required_fields": asked}
        self.save(plan, "frame", rows=rows, context=self.texts["context"], **fields)

    def _write_priority(self, plan: Plan, told: dict[str, Any]) -> None:
        priority = services.add_priority(actor=self.head, plan_id=plan.pk, title=told["title"])
        by = "week" if plan.kind == PlanKind.RAP else "half_term"
        days = {"starts_on": plan.starts_on or STARTED, "due_on": plan.ends_on or LAST_DAY}
        rows = {
            "criteria": lines(told["criteria"], "text", "is_appraisal_target"),
            "milestones": lines(told["milestones"], by, "text"),
            "actions": [days | one for one in lines(told["actions"], *ACTION)],
            "monitoring": lines(told.get("monitoring", []), "kind", "focus", "who", "half_term"),
        }
        fields: dict[str, Any] = {name: told[name] for name in WORDS}
        if "measure" in told:
            fields |= {name: told[name] for name in MEASURE}
            fields |= {"baseline_year": LAST.start_year, "baseline_term": 3}
        self.save(plan, f"priority-{priority.pk}", rows=rows, **fields)

    def _write_evaluation(self) -> None:
        card = InspectionFramework.objects.get(code="REPORT_CARD")
        plan = self.start(PlanKind.SEF, framework=card)
        for area in plan.areas.all():
            told = self.texts["areas"].get(area.code)
            if told is None:
                continue
            points = [{"text": text, "action": action} for text, action in told["points"]]
            fields = {name: told[name] for name in ("judgement", "narrative", "strengths")}
            self.save(plan, f"area-{area.pk}", rows={"points": points}, **fields)
            if text := self.texts["evidence"].get(area.code):
                services.write_evidence(actor=self.head, area_id=area.pk, text=text)

    def _write_premium(self) -> None:
        told = self.texts["premium"]
        plan = self.start(PlanKind.PUPIL_PREMIUM)
        numbered = list(enumerate(told["challenges"], start=1))
        rows = {
            "challenges": lines(numbered, "number", "text"),
            "outcomes": lines(told["outcomes"], "text", "criteria"),
            "activities": lines(told["activities"], *ACTIVITY),
        }
        fields = {name: text for name, text in told.items() if name not in rows}
        fields["years_covered"] = fields["years_covered"].format(year=THIS)
        self.save(plan, "premium", rows=rows, **fields)

    def write_rapid(self, start: date) -> None:
        told = self.texts["rapid"]
        end = start + timedelta(weeks=RAPID_WEEKS, days=-3)
        plan = self.start(PlanKind.RAP, starts_on=start, ends_on=end)
        self._write_frame(plan, lead_professional=told["lead"], exit_criteria=told["exit"])
        self._write_priority(plan, told["priority"])

    def propose(self, kind: str) -> None:
        services.propose_plan(actor=self.head, plan_id=self.plan(kind).pk)

    def approve(self, kind: str) -> None:
        version = PlanVersion.objects.get(plan=self.plan(kind), state="proposed")
        approver = self.cast.who_acts(Role(route_for(version.plan).approver.role), self.urn)
        if approver:
            services.approve_plan(
                actor=approver, version_id=version.pk, content_hash=version.content_hash
            )

    def say_how_it_goes(self) -> None:
        priorities = list(self.plan(PlanKind.SIP).priorities.order_by("position"))
        told = self.texts["progress"]
        for priority, (rag, words, impact, impact_words) in zip(priorities, told, strict=False):
            services.set_rag(
                actor=self.head, priority_id=priority.pk, rag=rag, words=words,
                impact=impact, impact_words=impact_words,
            )  # fmt: skip
            priority.refresh_from_db()

        self._do_some(priorities)

    def _do_some(self, priorities: Iterable[Priority]) -> None:
        for priority in priorities:
            action, milestone = priority.actions.first(), priority.milestones.first()
            if action and priority.rag == Rag.GREEN:
                services.finish_action(actor=self.head, action_id=action.pk)
            if milestone and priority.rag != Rag.RED:
                today = timezone.localdate()
                services.reach_milestone(actor=self.head, milestone_id=milestone.pk, on=today)

    def issue(self) -> None:
        for kind in (PlanKind.SIP, PlanKind.SEF):
            services.issue_plan(actor=self.head, plan_id=self.plan(kind).pk)

    def review(self, number: int) -> None:
        direction, decision, progress, words = self.texts["rapid"]["reviews"][number]
        plan = self.plan(PlanKind.RAP)
        chief = self.cast.executive()
        services.review_plan(
            actor=chief,
            plan_id=plan.pk,
            on=timezone.localdate(),
            progress=progress,
            direction=direction,
            decision=decision,
            words=words,
        )

    def close(self) -> None:
        achieved = self.texts["rapid"]["reviews"][1][2]
        services.close_plan(actor=self.head, plan_id=self.plan(PlanKind.RAP).pk, achieved=achieved)
