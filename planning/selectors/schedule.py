"""A school's monitoring schedule by half-term, and everybody's by what needs doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from core.models import JournalEntry
from planning.models import (
    WITH_PRIORITIES,
    ActivityQuerySet,
    ActivityState,
    HalfTermCode,
    MonitoringActivity,
    MonitoringLine,
    Plan,
    PlanQuerySet,
    Priority,
)
from planning.rules.scheduling import (
    CANCELLED,
    DONE,
    OVERDUE,
    PLANNED,
    THIS_WEEK,
    Halves,
    half_of,
    halves_of,
    status_on,
    week_of,
)
from schools.models import School
from schools.selectors import years_of_terms

ORDER = [THIS_WEEK, OVERDUE, PLANNED, DONE, CANCELLED]  # as a list shows them


def living_plans(start_year: int) -> PlanQuerySet:
    """Those whose priorities are worked at in a year: the improvement plan, and any rapid one."""
    return Plan.objects.living().filter(kind__in=WITH_PRIORITIES, start_year=start_year)


def lines_of(school: School, start_year: int) -> list[MonitoringLine]:
    """What the school's plans ask to be monitored, in their order."""
    lines = _lines(school, start_year).select_related("priority__plan__school")
    return list(
        lines.order_by("priority__plan__kind", "priority__position", "priority", "position", "pk")
    )


def how_many_to_bring_in(school: School, start_year: int) -> int:
    """Lines of the plans that are not on the schedule yet."""
    return _lines(school, start_year).filter(activity=None).count()


def _lines(school: School, start_year: int) -> QuerySet[MonitoringLine]:
    plans = living_plans(start_year).filter(school=school)
    return MonitoringLine.objects.filter(priority__plan__in=plans, priority__removed_at=None)


def priorities_of(school: School, start_year: int) -> QuerySet[Priority]:
    plans = living_plans(start_year).filter(school=school)
    return Priority.objects.standing().filter(plan__in=plans).select_related("plan")


def visible_activities(user: User) -> ActivityQuerySet:
    return MonitoringActivity.objects.filter(school__in=schools_for(user, Can.READ_PLANS))


def in_status(found: ActivityQuerySet, status: str, today: date) -> ActivityQuerySet:
    return found.filter(_statuses(today).get(status, Q()))


def _statuses(today: date) -> dict[str, Q]:
    """The same as `scheduling.status_on`, as questions to the database."""
    monday, sunday = week_of(today)
    planned = Q(state=ActivityState.PLANNED)
    late = planned & (
        Q(is_any_day=True, planned_on__lt=monday) | Q(is_any_day=False, planned_on__lt=today)
    )
    this_week = planned & Q(planned_on__lte=sunday)
    return {
        OVERDUE: late,
        THIS_WEEK: this_week & ~late,
        PLANNED: planned & Q(planned_on__gt=sunday),
        DONE: Q(state=ActivityState.DONE),
        CANCELLED: Q(state=ActivityState.CANCELLED),
    }


def in_groups(found: ActivityQuerySet, today: date) -> ActivityQuerySet:
    """Annotate `group`, the place of its status in `ORDER`, and put its groups in order."""
    statuses = _statuses(today)
    whens = [When(statuses[status], then=Value(place)) for place, status in enumerate(ORDER)]
    return found.annotate(group=Case(*whens)).order_by("group", "planned_on", "school__name", "pk")


def to_record(user: User, today: date) -> ActivityQuerySet:
    """What waits to be recorded: due or late, and this person's to do or of a school they lead."""
    due = _statuses(today)
    mine = Q(doer=user) | Q(school__in=schools_for(user, Can.WRITE_PLANS))
    return visible_activities(user).filter(mine, due[OVERDUE] | due[THIS_WEEK])


@dataclass(frozen=True)
class HalfTermPlan:
    label: str
    activities: list[MonitoringActivity]
    is_now: bool = False

    @property
    def done(self) -> int:
        return sum(1 for one in self.activities if one.state == ActivityState.DONE)


@dataclass(frozen=True)
class SchoolSchedule:
    """`now` is this week's and what is late; each half-term has all of its own."""

    now: list[MonitoringActivity]
    halves: list[HalfTermPlan]

    @property
    def is_empty(self) -> bool:
        return not any(half.activities for half in self.halves)


def schedule_of(school: School, start_year: int, today: date) -> SchoolSchedule:
    year = years_of_terms(start_year).of(school.pk)
    halves = halves_of(year.terms, year.calendar)
    found = MonitoringActivity.objects.filter(school=school, start_year=start_year)
    activities = list(in_groups(found.for_listing(), today))
    by_half = _by_half(activities, halves)
    this_half = half_of(today, halves)
    return SchoolSchedule(
        now=[one for one in activities if ORDER[one.group] in {THIS_WEEK, OVERDUE}],  # type: ignore[attr-defined]
        halves=[
            HalfTermPlan(str(half.label), by_half[half.value], half.value == this_half)
            for half in HalfTermCode
            if by_half.get(half.value)
        ],
    )


def _by_half(
    activities: Iterable[MonitoringActivity], halves: Halves
) -> dict[str, list[MonitoringActivity]]:
    by_half: dict[str, list[MonitoringActivity]] = {}
    for one in sorted(activities, key=lambda one: (one.planned_on, one.pk)):
        by_half.setdefault(half_of(one.planned_on, halves) or HalfTermCode.AUT1, []).append(one)
    return by_half


def status_of(one: MonitoringActivity, today: date) -> str:
    return status_on(today, state=one.state, planned_on=one.planned_on, is_any_day=one.is_any_day)


def history_of(one: MonitoringActivity) -> list[JournalEntry]:
    """What happened to it, the last first."""
    label = one._meta.label_lower
    entries = JournalEntry.objects.filter(target_type=label, target_id=str(one.pk))
    return list(entries.order_by("-pk"))
