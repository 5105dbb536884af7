"""Gathers what schools plan, monitor, learn and are helped with, for the rules that compare it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from accounts.models import User
from planning import models
from planning.helping import given_to
from planning.readings import MEASURES, Reading, Wanted, readings_for
from planning.rules.scheduling import Halves, halves_of, said_when
from planning.rules.triangulation import (
    Action,
    Look,
    Milestone,
    Movement,
    Priority,
    School,
)
from planning.rules.weeks import end_of_week
from planning.selectors.schedule import living_plans, status_of
from schools import models as schools_models
from schools.selectors import YearsOfTerms, years_of_terms

Found = dict[int, list[models.Priority]]


def facts_of(
    reader: User,
    schools: Collection[schools_models.School],
    start_year: int,
    today: date,
    *,
    only_deciding_figures: bool = False,
) -> dict[int, School]:
    """By school id, in the same number of queries for any number of schools.

    Figures are read school by school: of many, only those on which a gap depends.
    """
    plans = living_plans(start_year).filter(school__in=schools)
    priorities, years = _priorities(plans), years_of_terms(start_year)
    looks, strays = _looks(schools, start_year, today), _strays(plans)
    helps = given_to(reader, schools, start_year)
    found = {}
    for school in schools:
        ours = priorities.get(school.pk, [])
        measured = [one for one in ours if not (only_deciding_figures and _has_more_to_do(one))]
        moved = _movements(reader, school, measured)
        halves = _halves(years, school)
        found[school.pk] = School(
            name=school.name,
            priorities=tuple(
                replace(_priority(one, halves), movement=moved.get(one.pk)) for one in ours
            ),
            looks=tuple(looks.get(school.pk, [])),
            helps=tuple(helps.get(school.pk, [])),
            stray_training=tuple(strays.get(school.pk, [])),
        )
    return found


def _priorities(plans: models.PlanQuerySet) -> Found:
    found: Found = {}
    standing = models.Priority.objects.standing().filter(plan__in=plans)
    standing = standing.select_related("plan", "sef_area").order_by("plan__kind", "position", "pk")
    for one in standing.prefetch_related(
        "actions", "milestones", "monitoring__activity", "subject_plans"
    ):
        found.setdefault(one.plan.school_id, []).append(one)
    return found


def _priority(one: models.Priority, halves: Halves) -> Priority:
    subjects = {plan.subject.strip() for plan in one.subject_plans.all()}
    return Priority(
        id=one.pk,
        title=one.title,
        rag=one.rag,
        measure=str(_wanted(one)) if one.measure else "",
        unscheduled=sum(1 for line in one.monitoring.all() if not hasattr(line, "activity")),
        actions=tuple(
            Action(row.what, row.owner, row.due_on, row.done_at is not None, row.cpd_need)
            for row in one.actions.all()
        ),
        milestones=tuple(
            Milestone(row.text, _by(one.plan, row, halves), row.reached_on is not None)
            for row in one.milestones.all()
        ),
        area=one.sef_area.label if one.sef_area else "",
        subjects=tuple(sorted(subjects)),
    )


def _by(plan: models.Plan, row: models.Milestone, halves: Halves) -> date | None:
    if row.week:
        return end_of_week(plan.starts_on, row.week) if plan.starts_on else None
    weeks = halves.get(row.half_term)
    return weeks[-1].last if weeks else None


def _has_more_to_do(one: models.Priority) -> bool:
    return any(action.done_at is None for action in one.actions.all())


def _wanted(one: models.Priority, *, baseline: bool = False) -> Wanted:
    when = (one.baseline_year, one.baseline_term) if baseline else (None, None)
    return Wanted(one.measure, one.cohort, one.group, *when)


def _movements(
    reader: User, school: schools_models.School, priorities: Iterable[models.Priority]
) -> dict[int, Movement]:
    """Of those whose baseline names a term, by id."""
    asked = [one for one in priorities if one.measure in MEASURES and one.baseline_term]
    if not asked:
        return {}
    wanted = [_wanted(one, baseline=baseline) for one in asked for baseline in (True, False)]
    readings = readings_for(reader, school, wanted)
    return {
        one.pk: moved
        for one in asked
        if (
            moved := _movement(
                readings.get(_wanted(one, baseline=True)), readings.get(_wanted(one))
            )
        )
    }


def _movement(before: Reading | None, now: Reading | None) -> Movement | None:
    if before is None or now is None:
        return None
    points = None
    if before.percent is not None and now.percent is not None:
        points = round(now.percent) - round(before.percent)
    return Movement(before.words, now.words, points)


def _looks(
    schools: Collection[schools_models.School], start_year: int, today: date
) -> dict[int, list[Look]]:
    found: dict[int, list[Look]] = {}
    standing = models.MonitoringActivity.objects.standing()
    standing = standing.filter(school__in=schools, start_year=start_year).order_by("planned_on")
    for one in standing:
        look = Look(
            what=str(one),
            kind=one.kind,
            status=status_of(one, today),
            when=said_when(one.planned_on, is_any_day=one.is_any_day),
            priority=one.priority_id,
        )
        found.setdefault(one.school_id, []).append(look)
    return found


def _strays(plans: models.PlanQuerySet) -> dict[int, list[str]]:
    """What was still to be learned for priorities that were taken out."""
    left = models.PlanAction.objects.filter(
        priority__plan__in=plans, priority__removed_at__isnull=False, done_at=None
    ).exclude(cpd_need="")
    found: dict[int, list[str]] = {}
    for school, need in left.values_list("priority__plan__school", "cpd_need"):
        found.setdefault(school, []).append(need)
    return found


def _halves(years: YearsOfTerms, school: schools_models.School) -> Halves:
    year = years.of(school.pk)
    return halves_of(year.terms, year.calendar)
