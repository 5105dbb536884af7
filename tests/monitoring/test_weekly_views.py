"""The pages of the weekly dashboard: to give a week, to see the last ones, and who has given it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from banding.models import Obligation
from banding.services import compile_obligations, load_pack
from core import jobs
from demo.clock import as_of
from demo.timeline import moment
from monitoring.models import WeeklyRecord
from monitoring.rules.weekly import monday_of, week_of
from tests.monitoring.weeks import a_monday, a_week, typed_week
from tests.world import a_person, a_school, read, the_calendar, this_year

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def manager(school):
    return a_person(Role.SCHOOL_STAFF, at=school, name="Bea")


def tab(school):
    return reverse("monitoring:weekly-school", args=[school.urn])


def form(school, weeks_ago=0):
    return reverse("monitoring:weekly-give", args=[school.urn, week_of(a_monday(weeks_ago))])


def test_a_week_is_given_with_last_weeks_values_beside(sign_in, manager, school):
    a_week(school, weeks_ago=1, missed=88)
    client = sign_in(manager)
    page = text(client.get(form(school)))
    assert "88" in page
    assert "last: 27" in page
    assert not WeeklyRecord.objects.filter(monday=a_monday()).exists()
    answer = client.post(form(school), typed_week() | {"seen": "", "note": "Two days of snow."})
    assert answer.url == tab(school)
    page = text(client.get(tab(school)))
    for said in ("95.0%", "95.6%", "Two days of snow.", "Bea", "Not given"):
        assert said in page


def test_year_groups_can_be_filled_in_as_last_week_but_not_the_week_itself(
    sign_in, manager, school
):
    a_week(school, weeks_ago=1)
    page = sign_in(manager).get(form(school), {"copy": "1"})
    typed = {field.name: field.value for _, fields in page.context["cohorts"] for field in fields}
    assert (typed["6-pupils"], typed["6-on_track"], typed["6-predicted"]) == ("27", "20", "21")
    assert all(field.value == "" for field in page.context["counts"])


def test_nothing_typed_is_lost_when_a_cell_is_wrong(sign_in, manager, school):
    answer = sign_in(manager).post(form(school), typed_week(missed="2O", joiners=3) | {"seen": ""})
    assert answer.status_code == 422
    for kept in ('value="2O"', 'value="3"', 'value="27"', 'href="#missed"'):
        assert kept in text(answer)


def test_a_concurrent_edit_is_told_and_nothing_is_lost(sign_in, manager, school):
    a_week(school)
    answer = sign_in(manager).post(form(school), typed_week(missed=90) | {"seen": ""})
    assert answer.status_code == 409
    assert "Somebody else gave this week" in text(answer)
    assert 'value="90"' in text(answer)
    assert WeeklyRecord.objects.get().missed == 100


def test_a_correction_asks_why_and_the_page_keeps_what_was_said(sign_in, manager, school):
    first = a_week(school)
    client = sign_in(manager)
    change = typed_week(missed=90) | {"seen": str(first.pk)}
    assert "Say why" in text(client.post(form(school), change))
    client.post(form(school), change | {"reason": "Late marks came in."})
    page = text(client.get(tab(school)))
    assert "said 100 of 2000 sessions missed" in page
    assert "Late marks came in." in page


@pytest.mark.parametrize("week", ["2026-W99", "next", "2026-48"])
def test_there_is_no_page_of_a_week_that_is_none(sign_in, manager, school, week):
    address = reverse("monitoring:weekly-give", args=[school.urn, week])
    assert sign_in(manager).get(address).status_code == 404


def test_the_trust_sees_who_has_given_it_and_all_together(sign_in, school):
    a_week(school)
    a_school("Yew")
    client = sign_in(a_person(Role.EXECUTIVE))
    page = client.get(reverse("monitoring:weekly-list"))
    for said in ("1 of 2 returns in.", "Still missing: Yew.", "95.0%"):
        assert said in text(page)
    for status, names in {"given": ["Elm Grove"], "missing": ["Yew"]}.items():
        page = client.get(reverse("monitoring:weekly-list"), {"status": status})
        assert [found.name for found in page.context["page"]] == names
    earlier = client.get(reverse("monitoring:weekly-list"), {"week": week_of(a_monday(1))})
    assert "0 of 2 returns in." in text(earlier)
    assert client.get(reverse("monitoring:weekly-list"), {"week": "x"}).status_code == 200


@pytest.mark.parametrize("schools", [1, 40])
def test_the_list_costs_the_same_for_any_number(sign_in, schools, django_assert_max_num_queries):
    for number in range(schools):
        a_week(a_school(f"School {number}"))
    client = sign_in(a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(16):
        client.get(reverse("monitoring:weekly-list"))


def test_the_schools_page_costs_the_same_for_any_number_of_weeks(
    sign_in, manager, school, django_assert_max_num_queries
):
    for weeks_ago in range(10):
        a_week(school, weeks_ago=weeks_ago)
    client = sign_in(manager)
    with django_assert_max_num_queries(22):
        client.get(tab(school))


@pytest.fixture
def hearts(school):
    """The model that asks for a week, in force this year, with what it asks on the calendar."""
    load_pack(actor=None, pack=read("hearts"), start_year=this_year().start_year)
    the_calendar()
    compile_obligations(actor=None, start_year=this_year().start_year)
    jobs.work_off()
    asked = Obligation.objects.to_do().filter(school=school, code="weekly_dashboard")
    return list(asked.order_by("due_on"))


def test_giving_a_week_does_the_duty_of_that_week_and_no_other(hearts, sign_in, manager, school):
    third = hearts[2]
    address = reverse("monitoring:weekly-give", args=[school.urn, third.period])
    with as_of(moment(monday_of(third.period))):
        sign_in(manager).post(address, typed_week() | {"seen": ""})
        jobs.work_off()
    done = Obligation.objects.exclude(done_at=None)
    assert [one.pk for one in done] == [third.pk]
    assert done[0].done_by == manager


def test_a_week_that_a_command_gave_is_left_to_a_person(hearts, school):
    with as_of(moment(monday_of(hearts[2].period))):
        a_week(school)
        jobs.work_off()
    assert not Obligation.objects.exclude(done_at=None).exists()


def test_the_bar_has_the_place_only_where_the_model_asks_for_weeks(sign_in, school):
    executive, link = a_person(Role.EXECUTIVE), reverse("monitoring:weekly-list")
    home = reverse("dashboards:school-list")
    assert link not in text(sign_in(executive).get(home))
    load_pack(actor=None, pack=read("hearts"), start_year=this_year().start_year)
    assert link in text(sign_in(executive).get(home))


def test_the_command_tells_who_has_given_a_week(school):
    a_week(school)
    a_school("Yew")
    out = StringIO()
    call_command("weeks", "--week", week_of(a_monday()), "--json", stdout=out)
    given, missing = json.loads(out.getvalue())
    assert (given["school"], given["attendance"], given["joiners"]) == ("Elm Grove", 95.0, 1)
    assert (missing["school"], missing["given"], missing["attendance"]) == ("Yew", False, None)
    with pytest.raises(CommandError, match="Write it like 2026-W48"):
        call_command("weeks", "--week", "48")
