from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from dashboards.presenters.waiting import waiting_for
from planning.models import ActivityState, MonitoringActivity, MonitoringRecord
from planning.rules.scheduling import LABELS
from planning.selectors.schedule import in_status, status_of, to_record
from planning.services.schedule import make_schedule
from tests import world
from tests.planning.plans import a_head
from tests.planning.schedules import a_plan_to_monitor, a_record, an_activity

pytestmark = pytest.mark.django_db
LIST = reverse("planning:schedule-list")
TODAY = timezone.localdate()
GRADED = "Year 2 had an outstanding lesson."


def page(one, verb="detail"):
    return reverse(f"planning:activity-{verb}", args=[one.pk])


def of_school(school, verb="school"):
    return reverse(f"planning:schedule-{verb}", args=[school.urn])


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def head(school):
    return a_head(school)


def plan_form(one, **changes):
    return {
        "version": one.version, "kind": one.kind, "who": one.who, "is_any_day": "no",
        "planned_on": one.planned_on.isoformat(),
    } | changes  # fmt: skip


def record_form(one, **changes):
    return {
        "version": one.version,
        "on": world.this_year().starts_on.isoformat(),
        "observers": "Deputy head",
        "strengths": "Pupils talk about their books.",
    } | changes


def as_if(one, *, days: int, is_any_day: bool = False):
    """Planned so many days from today, whatever day that is."""
    MonitoringActivity.objects.filter(pk=one.pk).update(
        planned_on=TODAY + timedelta(days=days), is_any_day=is_any_day
    )
    one.refresh_from_db()
    return one


def test_the_schedule_is_brought_in_from_the_plan_on_the_schools_page(sign_in, school, head):
    plan = a_plan_to_monitor(school, by=head)
    client = sign_in(head)
    before = client.get(of_school(school)).content.decode()
    assert "2 lines of the plan are not on the schedule yet" in before
    answer = client.post(of_school(school, "make"), follow=True).content.decode()
    assert "2 added." in answer
    assert "not on the schedule yet" not in answer
    assert "Learning walk: Phonics" in answer
    assert MonitoringActivity.objects.filter(priority__plan=plan).count() == 2
    again = client.post(of_school(school, "make"), follow=True).content.decode()
    assert "has all that the plans ask already" in again


def test_a_school_without_a_plan_is_told_what_to_do(sign_in, school, head):
    text = sign_in(head).get(of_school(school)).content.decode()
    assert "Say in the improvement plan who monitors each priority and when" in text


def test_monitoring_is_added_planned_anew_and_cancelled_by_forms(sign_in, school, head):
    one = an_activity(school, by=head)
    client = sign_in(head)
    address = reverse("planning:activity-add", args=[school.urn])
    client.post(address, plan_form(one, kind="book_look", year_groups=["1", "2"]))
    added = MonitoringActivity.objects.get(kind="book_look")
    assert added.year_groups == ["1", "2"]
    saturday = one.planned_on + timedelta(days=5 - one.planned_on.weekday())
    refused = client.post(page(one, "plan"), plan_form(one, planned_on=saturday.isoformat()))
    assert "is at a weekend. The next school day is" in refused.content.decode()
    answer = client.post(page(one, "plan"), plan_form(one, who="Maths lead"), follow=True)
    assert "Maths lead" in answer.content.decode()
    one.refresh_from_db()
    said = {"version": one.version, "because": "The lead is ill."}
    answer = client.post(page(one, "cancel"), said, follow=True).content.decode()
    assert "The lead is ill." in answer
    assert "Plan it again" in answer


def test_the_loser_of_two_windows_keeps_the_text_beside_what_is_saved(sign_in, school, head):
    one = an_activity(school, by=head)
    client = sign_in(head)
    client.post(page(one, "plan"), plan_form(one, focus="Fluency"))
    answer = client.post(page(one, "plan"), plan_form(one, focus="Spelling"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Spelling" in text
    assert "Fluency" in text
    stamp = answer.context["form"].data["version"]
    client.post(page(one, "plan"), plan_form(one, focus="Spelling", version=stamp))
    one.refresh_from_db()
    assert one.focus == "Spelling"
    recorded = client.post(page(one, "record"), record_form(one, version=one.version - 1))
    assert recorded.status_code == 409
    assert "Pupils talk about their books." in recorded.content.decode()


def test_a_lesson_grade_is_shown_once_and_saved_where_it_is_none(sign_in, school, head):
    one = an_activity(school, by=head)
    client = sign_in(head)
    answer = client.post(page(one, "record"), record_form(one, strengths=GRADED))
    assert "“outstanding lesson” looks like a grade for a lesson" in answer.content.decode()
    assert not MonitoringRecord.objects.exists()
    read = answer.context["form"].data["warned"]
    client.post(page(one, "record"), record_form(one, strengths=GRADED, warned=read))
    assert MonitoringRecord.objects.get().strengths == GRADED


def test_a_record_is_read_on_its_page_with_what_happened(sign_in, school, head):
    one = an_activity(school, by=head)
    a_record(one, by=head, next_steps="Read aloud daily.")
    text = sign_in(head).get(page(one)).content.decode()
    for said in ("Pupils talk about their books.", "Read aloud daily.", "Change the record",
                 "recorded what monitoring found"):  # fmt: skip
        assert said in text


def test_a_colleague_reads_the_schedule_and_is_told_who_plans_it(sign_in, school, head):
    one = an_activity(school, by=head)
    client = sign_in(world.a_person(Role.SCHOOL_STAFF, at=school))
    assert "Plan it anew" not in client.get(page(one)).content.decode()
    answer = client.get(page(one, "plan"), follow=True).content.decode()
    assert "improvement leads plan its monitoring" in answer


@pytest.mark.parametrize("is_any_day", [True, False])
@pytest.mark.parametrize("days", [-8, -1, 0, 1, 8])
def test_the_list_finds_the_status_that_the_page_shows(school, head, days, is_any_day):
    one = as_if(an_activity(school, by=head), days=days, is_any_day=is_any_day)
    found = {
        status for status in LABELS
        if in_status(MonitoringActivity.objects.all(), status, TODAY).exists()
    }  # fmt: skip
    assert found == {status_of(one, TODAY)}


def test_what_is_due_waits_for_the_head_and_for_whoever_is_named(school, head):
    doer, other = (world.a_person(Role.SCHOOL_STAFF, at=school) for _ in range(2))
    one = as_if(an_activity(school, by=head, doer=doer), days=-8)
    assert one in to_record(doer, TODAY)
    assert not to_record(other, TODAY).exists()
    assert "1 monitoring to record" in [str(kind) for kind in waiting_for(head)]
    MonitoringActivity.objects.update(state=ActivityState.DONE)
    assert not to_record(head, TODAY).exists()


def test_the_list_has_only_the_readers_schools_and_filters(sign_in, school, head):
    an_activity(school, by=head)
    other = an_activity(world.a_school("Far Away"))
    client = sign_in(world.a_person(Role.IMPROVEMENT_LEAD, at=school))
    assert "Far Away" not in client.get(LIST).content.decode()
    client = sign_in(world.a_person(Role.EXECUTIVE))
    assert "2 found" in client.get(LIST).content.decode()
    as_if(other, days=-9)
    late = client.get(LIST, {"state": "overdue"}).content.decode()
    assert "1 found" in late
    assert "Pupil voice" in late


@pytest.mark.parametrize("how_many", [1, 9])
def test_the_pages_cost_the_same_for_one_or_many(
    sign_in, school, head, django_assert_max_num_queries, how_many
):
    plan = a_plan_to_monitor(school, by=head)
    make_schedule(actor=head, school=school, start_year=plan.start_year)
    for _ in range(how_many):
        an_activity(school, by=head)
    client = sign_in(head)
    with django_assert_max_num_queries(17):
        client.get(LIST)
    with django_assert_max_num_queries(22):
        client.get(of_school(school))
