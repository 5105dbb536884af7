"""Starting a plan: empty, or with what last year's left to do."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from banding.models import ClauseKind, Edition
from banding.selectors import current_levels, edition_in_force
from core.errors import DomainError, WrongState
from core.years import AcademicYear
from planning import verbs
from planning.models import (
    ONE_AFTER_ANOTHER,
    Plan,
    PlanKind,
    PremiumStatement,
    Priority,
    Rag,
    RequiredField,
    SelfEvaluationArea,
)
from planning.policies import plans as policies
from planning.rules.routes import CALLED
from planning.rules.weeks import why_not_these_days
from planning.services.plans import lock_school, note
from schools.models import EvaluationArea, InspectionFramework, Phase, School
from schools.selectors import inspections_of

OVERALL = "OE"
EARLY_YEARS = frozenset({"EY", "EYP"})
WITHOUT_EARLY_YEARS = frozenset({Phase.SECONDARY, Phase.MIDDLE_SECONDARY, Phase.POST16})
WITH_SIXTH_FORM = frozenset({Phase.SECONDARY, Phase.ALL_THROUGH, Phase.POST16})
ALSO = (("safeguarding", "Safeguarding"), ("last_inspection", "Since the last inspection"))
CARRIED = ("title", "outcome", "baseline", "measure", "cohort", "group", "target_percent")


@transaction.atomic
def start_plan(
    *,
    actor: User,
    school: School,
    kind: str,
    start_year: int,
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    framework: InspectionFramework | None = None,
    carry: Sequence[int] | None = None,
) -> Plan:
    """`carry` names the priorities of last year's plan to go on with; not given, all unfinished.

    A self-evaluation without a framework follows the aspects of the trust's model.
    """
    lock_school(school)
    policies.check_can_write(actor, school, kind)
    _check_there_is_none(school, kind, start_year)
    if kind == PlanKind.RAP and (wrong := why_not_these_days(starts_on, ends_on)):
        raise DomainError(wrong)
    before = _before(school, kind, start_year)
    plan = Plan(
        school=school,
        kind=kind,
        start_year=start_year,
        title=title.strip() or f"{CALLED[kind].capitalize()} {AcademicYear(start_year)}",
        starts_on=starts_on,
        ends_on=ends_on,
        framework=framework,
        horizon=before.horizon if before else "",
        carried_from=before,
    )
    plan.full_clean()
    plan.save()
    plan.writers.add(actor)
    _fill(plan, before, carry)
    after = {"title": plan.title, "carried_from": before.pk if before else None}
    note(verbs.STARTED, actor=actor, plan=plan, after=after)
    return plan


def _check_there_is_none(school: School, kind: str, start_year: int) -> None:
    there = Plan.objects.filter(school=school, kind=kind, start_year=start_year)
    if kind in ONE_AFTER_ANOTHER:
        there = there.living()
    if there.exists():
        raise WrongState(f"{school} has its {CALLED[kind]} for {AcademicYear(start_year)} already.")


def _before(school: School, kind: str, start_year: int) -> Plan | None:
    """The plan of the year before. One of some weeks starts afresh."""
    if kind in ONE_AFTER_ANOTHER:
        return None
    return Plan.objects.filter(school=school, kind=kind, start_year=start_year - 1).first()


def _fill(plan: Plan, before: Plan | None, carry: Sequence[int] | None) -> None:
    if plan.kind == PlanKind.SEF:
        _add_areas(plan, before)
    elif plan.kind == PlanKind.PUPIL_PREMIUM:
        PremiumStatement.objects.create(plan=plan)
    else:
        _add_required_fields(plan)
        if before:
            _carry_forward(plan, before, carry)


def _carry_forward(plan: Plan, before: Plan, carry: Sequence[int] | None) -> None:
    left = before.priorities.standing().exclude(rag=Rag.BLUE)
    if carry is not None:
        left = before.priorities.standing().filter(pk__in=carry)
    for position, old in enumerate(left, start=1):
        new = Priority(plan=plan, position=position, carried_from=old)
        for name in CARRIED:
            setattr(new, name, getattr(old, name))
        new.full_clean()
        new.save()


def _add_required_fields(plan: Plan) -> None:
    edition = edition_in_force(plan.start_year)
    if edition is None or not _is_of_concern(plan.school, plan.start_year):
        return
    asked = edition.clauses.filter(kind=ClauseKind.CATEGORY_FIELD).order_by("position")
    for position, clause in enumerate(asked, start=1):
        RequiredField.objects.create(
            plan=plan, position=position, code=clause.code, label=clause.text[:200]
        )


def _is_of_concern(school: School, start_year: int) -> bool:
    """On a level of the model that is watched, or in Ofsted's words in a category."""
    level = current_levels(schools=[school], start_year=start_year).get(school.pk)
    if level and level.level.tone in {"watch", "urgent"}:
        return True
    latest = next(iter(inspections_of(school)), None)
    return bool(latest and latest.is_of_concern)


def _add_areas(plan: Plan, before: Plan | None) -> None:
    found = _areas_of(plan.framework, plan.school) if plan.framework else _aspects(plan.start_year)
    codes = {code for code, _, _ in found}
    also: Areas = [(code, label, []) for code, label in ALSO if code not in codes]
    old = {area.code: area for area in before.areas.all()} if before else {}
    for position, (code, label, words) in enumerate([*found, *also], start=1):
        last = old.get(code)
        same = last if last and last.words == words else None
        SelfEvaluationArea.objects.create(
            plan=plan,
            position=position,
            code=code,
            label=label,
            words=words,
            judgement=same.judgement if same else "",
            narrative=last.narrative if last else "",
            strengths=last.strengths if last else "",
        )


Areas = list[tuple[str, str, list[str]]]


def _areas_of(framework: InspectionFramework, school: School) -> Areas:
    areas = EvaluationArea.objects.filter(framework=framework).select_related("scale")
    return [
        (area.code, area.label, [grade.label for grade in area.scale.grades.all()])
        for area in areas.prefetch_related("scale__grades").order_by("sort")
        if _is_graded(area, framework, school)
    ]


def _is_graded(area: EvaluationArea, framework: InspectionFramework, school: School) -> bool:
    """An overall grade while there was one; early years and sixth form where there are any."""
    if area.code == OVERALL:
        return framework.has_overall_grade
    if not area.is_provision:
        return True
    if area.code in EARLY_YEARS:
        return school.phase not in WITHOUT_EARLY_YEARS
    return school.phase in WITH_SIXTH_FORM


def _aspects(start_year: int) -> Areas:
    edition: Edition | None = edition_in_force(start_year)
    if edition is None:
        return []
    words = [level.label for level in edition.levels.order_by("rank")]
    return [(aspect.code, aspect.name, words) for aspect in edition.aspects.all()]
