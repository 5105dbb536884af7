"""Builders of plans. Each is made by the services, as everybody makes one."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from banding import services as banding
from banding.models import Edition
from planning import services
from planning.models import Plan, PlanComment, PlanVersion, Priority
from planning.policies.route import route_for
from planning.services import Typed
from schools.models import School
from tests import world
from tests.banding.duties import the_calendar

WEEKS = timedelta(weeks=8)


def an_edition(pack: str = "spring", start_year: int | None = None) -> Edition:
    """The pack's model, in force for a year: this one unless said."""
    start_year = start_year or world.this_year().start_year
    return banding.load_pack(actor=None, pack=world.read(pack), start_year=start_year).edition


def a_head(school: School) -> User:
    return world.a_person(Role.HEADTEACHER, at=school, name="Hari")


def a_plan(
    school: School | None = None,
    kind: str = "sip",
    *,
    by: User | None = None,
    start_year: int | None = None,
    **fields,
) -> Plan:
    """A draft: of this year, and where it is a rapid one for the eight weeks from today."""
    school = school or world.a_school()
    today = timezone.localdate()
    if kind == "rap":
        fields.setdefault("starts_on", today)
        fields.setdefault("ends_on", today + WEEKS)
    return services.start_plan(
        actor=by or a_head(school),
        school=school,
        kind=kind,
        start_year=start_year or world.this_year().start_year,
        **fields,
    )


def typed(rows: dict | None = None, **fields) -> Typed:
    return Typed(fields, rows or {})


def save(plan: Plan, place: str, *, by: User, seen: dict | None = None, rows=None, **fields):
    return services.save_section(
        actor=by, plan_id=plan.pk, place=place, typed=typed(rows, **fields), seen=seen
    )


def a_priority(plan: Plan, title: str = "Raise reading", *, by: User, **fields) -> Priority:
    """With an outcome, a criterion and an action: enough to be put forward."""
    is_rapid = plan.kind == "rap"
    priority = services.add_priority(actor=by, plan_id=plan.pk, title=title)
    rows = {
        "criteria": [{"text": "80% at expected", "is_appraisal_target": True}],
        "actions": [{"what": "Daily reading", "owner": "English lead", "cost_pence": 50_000,
                     "funding": "budget"}],
        "milestones": [{"text": "Half read daily", "half_term": "" if is_rapid else "SPR1",
                        "week": 3 if is_rapid else None}],
    }  # fmt: skip
    save(plan, f"priority-{priority.pk}", by=by, rows=rows, outcome="More read well.", **fields)
    priority.refresh_from_db()
    return priority


def a_ready_plan(school: School | None = None, kind: str = "sip", *, by: User | None = None):
    """The plan and its head. It may be put forward."""
    school = school or world.a_school()
    head = by or a_head(school)
    plan = a_plan(school, kind, by=head)
    if kind == "rap":
        save(plan, "frame", by=head, lead_professional="Deputy head", exit_criteria="Half read.")
    asked = [{"id": one.pk, "text": "As agreed."} for one in plan.required_fields.all()]
    save(plan, "frame", by=head, rows={"required_fields": asked})
    a_priority(plan, by=head)
    return plan, head


def a_waiting_version(school: School | None = None, kind: str = "sip") -> PlanVersion:
    plan, head = a_ready_plan(school, kind)
    return services.propose_plan(actor=head, plan_id=plan.pk)


def an_approver(version: PlanVersion) -> User:
    role = Role(route_for(version.plan).approver.role)
    at = version.plan.school if role == Role.IMPROVEMENT_LEAD else None
    return world.a_person(role, at=at, name="Ava")


def an_approved_version(school: School | None = None, kind: str = "sip") -> PlanVersion:
    version = a_waiting_version(school, kind)
    return services.approve_plan(
        actor=an_approver(version), version_id=version.pk, content_hash=version.content_hash
    )


def on_level(school: School, edition: Edition, code: str) -> None:
    banding.record_existing_levels(
        actor=None,
        levels={school: edition.levels.get(code=code)},
        start_year=edition.start_year,
        reason="July.",
    )


def an_evaluation(school: School) -> Plan:
    """A self-evaluation whose first area has a point to develop and one piece of evidence."""
    head = a_head(school)
    plan = a_plan(school, "sef", by=head)
    area = plan.areas.earliest("position")
    save(plan, f"area-{area.pk}", by=head, rows={"points": [{"text": "Phonics in Year 1"}]})
    services.write_evidence(actor=head, area_id=area.pk, text="Pupil survey, 112 answers")
    return plan


def a_comment(plan: Plan) -> PlanComment:
    return services.comment(actor=plan.writers.get(), plan_id=plan.pk, place="frame", text="Short.")


def a_compiled_year(edition: Edition) -> Edition:
    """With everything due that the edition asks for, as schools stand now."""
    the_calendar(edition.start_year)
    banding.compile_obligations(actor=None, start_year=edition.start_year)
    return edition
