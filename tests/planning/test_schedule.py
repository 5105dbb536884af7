from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import SCHOOL_ONLY, Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from planning.models import ActivityState, MonitoringActivity, MonitoringRecord
from planning.selectors.schedule import history_of, how_many_to_bring_in, schedule_of
from planning.services.schedule import (
    Made,
    Planned,
    cancel_activity,
    make_schedule,
    replan_activity,
)
from schools.models import ClosedDay
from schools.selectors import calendar_of
from tests import world
from tests.planning.plans import a_head
from tests.planning.schedules import (
    a_line,
    a_plan_to_monitor,
    a_record,
    a_school_day,
    an_activity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def head(school):
    return a_head(school)


@pytest.fixture
def plan(school, head):
    return a_plan_to_monitor(school, by=head)


def make(plan, head):
    return make_schedule(actor=head, school=plan.school, start_year=plan.start_year)


def planned(one, **fields):
    said = {name: getattr(one, name) for name in ("kind", "who", "planned_on", "focus")}
    return Planned(**said | fields)


def replan(one, head, **fields):
    return replan_activity(
        actor=head, activity_id=one.pk, version=one.version, planned=planned(one, **fields)
    )


def test_the_schedule_is_born_from_the_plan_and_made_twice_is_made_once(plan, head):
    assert make(plan, head) == Made(added=2)
    first, second = MonitoringActivity.objects.all()
    assert (first.focus, first.who, first.is_from_plan) == ("Phonics", "English lead", True)
    assert {one.priority.title for one in (first, second)} == {"Reading", "Maths"}
    assert first.planned_on != second.planned_on  # each in a week that has least
    assert all(calendar_of(school=plan.school).is_school_day(one.planned_on)
               for one in (first, second))  # fmt: skip
    entries = JournalEntry.objects.count()
    assert make(plan, head) == Made()
    assert JournalEntry.objects.count() == entries


def test_made_again_it_adds_what_is_new_and_moves_nothing_a_person_planned(plan, head):
    make(plan, head)
    kept, followed = MonitoringActivity.objects.order_by("line__pk")
    on = a_school_day(3)
    replan(kept, head, planned_on=on, focus="Fluency")
    kept.line.half_term = followed.line.half_term = "SUM1"
    kept.line.save()
    followed.line.save()
    a_line(followed.priority, "SUM2", kind="book_look")
    assert how_many_to_bring_in(plan.school, plan.start_year) == 1
    assert make(plan, head) == Made(added=1, moved=1)
    kept.refresh_from_db()
    followed.refresh_from_db()
    assert (kept.planned_on, kept.focus) == (on, "Fluency")
    assert followed.planned_on > on
    assert [entry.verb for entry in history_of(followed)] == ["planning.activity.replanned"]
    assert how_many_to_bring_in(plan.school, plan.start_year) == 0


def test_what_fell_on_a_day_that_is_closed_now_moves_when_it_is_made_again(plan, head):
    make(plan, head)
    one = MonitoringActivity.objects.first()
    ClosedDay.objects.create(on=one.planned_on, reason="Election")
    assert make(plan, head).moved == 1
    was, one = one.planned_on, MonitoringActivity.objects.get(pk=one.pk)
    assert one.planned_on != was
    assert calendar_of(school=plan.school).is_school_day(one.planned_on)


def test_what_is_cancelled_stays_cancelled_and_a_line_taken_out_leaves_its_activity(plan, head):
    make(plan, head)
    one, other = MonitoringActivity.objects.order_by("line__pk")
    cancel_activity(actor=head, activity_id=one.pk, version=one.version, because="Flu.")
    other.line.delete()
    assert make(plan, head) == Made()
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (ActivityState.CANCELLED, ActivityState.PLANNED)
    assert (other.line, other.is_from_plan) == (None, True)


def test_without_term_dates_nothing_is_placed_and_the_page_says_so(head, school):
    with pytest.raises(DomainError, match=r"term dates of \S+ are not known yet"):
        make_schedule(actor=head, school=school, start_year=1999)


def test_only_the_head_and_the_improvement_lead_plan_monitoring(plan, school):
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=school)
    assert make(plan, lead).added == 2
    for role in (Role.SCHOOL_STAFF, Role.GOVERNOR, Role.EXECUTIVE, Role.TRUSTEE):
        somebody = world.a_person(role, at=school if role in SCHOOL_ONLY else None)
        with pytest.raises(NotAllowed, match="improvement leads plan its monitoring"):
            make(plan, somebody)


def test_a_person_plans_on_school_days_of_the_year_only(head, school):
    one = an_activity(school, by=head)
    saturday = one.planned_on + timedelta(days=5 - one.planned_on.weekday())
    with pytest.raises(DomainError, match="at a weekend"):
        replan(one, head, planned_on=saturday)
    world.the_calendar(type(one.academic_year)(one.start_year + 1))
    with pytest.raises(DomainError, match=f"Choose a day of {one.academic_year}"):
        replan(one, head, planned_on=a_school_day(1).replace(year=one.start_year + 2, day=11))


def test_a_priority_of_another_school_is_refused(head, school):
    other = a_plan_to_monitor().priorities.first()
    with pytest.raises(DomainError, match="stands in this school's plan"):
        an_activity(school, by=head, priority=other)


def test_two_people_who_plan_one_activity_lose_nothing(head, school):
    one = an_activity(school, by=head)
    replan(one, head, focus="Fluency")
    with pytest.raises(EditedMeanwhile):
        replan(one, head, focus="Spelling")
    one.refresh_from_db()
    assert one.focus == "Fluency"


def test_it_is_cancelled_with_a_reason_and_can_be_planned_again(head, school):
    one = an_activity(school, by=head)
    with pytest.raises(SayWhy):
        cancel_activity(actor=head, activity_id=one.pk, version=one.version, because=" ")
    one = cancel_activity(actor=head, activity_id=one.pk, version=one.version, because="Flu.")
    with pytest.raises(WrongState, match="Plan it again first"):
        a_record(one, by=head)
    one = replan(one, head)
    assert (one.state, one.cancelled_because) == (ActivityState.PLANNED, "")
    assert [entry.verb.rpartition(".")[2] for entry in history_of(one)] == [
        "replanned", "cancelled", "added",
    ]  # fmt: skip


def test_recording_makes_it_done_and_a_record_can_be_put_right(plan, head):
    make(plan, head)
    one = MonitoringActivity.objects.order_by("line__pk").first()
    record = a_record(one, by=head, priority=one.priority, year_groups=["1", "2"])
    one.refresh_from_db()
    assert (one.state, one.year_group_labels) == (ActivityState.DONE, ["Year 1", "Year 2"])
    again = a_record(one, by=head, priority=one.priority, next_steps="Read aloud daily.")
    assert (again.pk, MonitoringRecord.objects.count()) == (record.pk, 1)
    with pytest.raises(WrongState, match="Change its record"):
        replan(one, head)


def test_a_record_says_something_of_a_day_that_has_come(head, school):
    one = an_activity(school, by=head)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="a day that has come"):
        a_record(one, by=head, on=tomorrow)
    with pytest.raises(DomainError, match="what was strong or what comes next"):
        a_record(one, by=head, strengths=" ")


def test_whoever_is_named_records_it_and_other_staff_do_not(head, school):
    doer, other = (world.a_person(Role.SCHOOL_STAFF, at=school) for _ in range(2))
    one = an_activity(school, by=head, doer=doer)
    with pytest.raises(NotAllowed, match="This is for Deputy head, who records it"):
        a_record(one, by=other)
    assert a_record(one, by=doer).made_by == doer


def test_a_schools_schedule_has_each_half_term_and_first_what_is_due(plan, head):
    make(plan, head)
    late = an_activity(plan.school, by=head)
    shown = schedule_of(plan.school, plan.start_year, late.planned_on + timedelta(days=1))
    assert late in shown.now
    assert [half.label for half in shown.halves] == ["Spring 1"]
    assert len(shown.halves[0].activities) == 3
    assert shown.halves[0].is_now
    assert schedule_of(plan.school, 1999, late.planned_on).is_empty
