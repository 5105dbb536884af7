"""The Measures pages: for whoever is signed in, in plain words."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from monitoring.models import MeasureLimit, MeasureYear
from monitoring.rules.measuring.catalogue import DEFINITIONS
from tests import world

pytestmark = pytest.mark.django_db
LIST = reverse("monitoring:measure-list")


@pytest.fixture
def reader(sign_in):
    return sign_in(world.a_person(Role.GOVERNOR))


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def detail(reader, code):
    return text(reader.get(reverse("monitoring:measure-detail", args=[code])))


def test_every_measure_is_listed_under_what_it_is_about(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = text(reader.get(LIST))
    assert f"{len(DEFINITIONS)} measures" in page
    assert "Special schools and small steps" in page
    assert reverse("monitoring:measure-detail", args=["rwm_expected"]) in page


def test_they_are_found_by_any_of_their_words(reader):
    page = text(reader.get(LIST, {"search": "absence 10%"}))
    assert "1 measure<" in page
    assert "Persistent absence" in page
    assert "Good level of development" in text(reader.get(LIST, {"search": "gld"}))
    assert "No measure found" in text(reader.get(LIST, {"search": "quidditch"}))


def test_one_heading_can_be_chosen_and_a_swap_is_only_the_table(reader):
    page = text(reader.get(LIST, {"stage": "MTC"}, HTTP_HX_REQUEST="true"))
    assert "2 measures" in page
    assert "<title>" not in page


def test_a_search_that_cannot_be_read_shows_everything(reader):
    assert f"{len(DEFINITIONS)} measures" in text(reader.get(LIST, {"stage": "nothing"}))


def test_a_measure_says_whom_it_counts_of_whom_and_what_becomes_of_a_code(reader):
    page = detail(reader, "mtc_full_marks")
    assert "Pupils with 25 of 25" in page
    assert "All eligible pupils" in page
    assert "Higher is better" in page
    assert "In the denominator, not met" in page
    assert "The check became statutory in 2021/22." in page


def test_a_measure_says_its_numbers_year_by_year(reader):
    MeasureLimit.objects.create(limit="phonics", start_year=2026, value=33, source="June 2027")
    page = detail(reader, "phonics_expected")
    for year, marks in (("2026/27", 33), ("2025/26", 31), ("2011/12 to 2024/25", 32)):
        assert f"<dt>{year}</dt> <dd> Phonics screening check: marks needed of 40: {marks}" in page


def test_a_year_entered_by_an_administrator_is_said(reader):
    MeasureYear.objects.create(measure="progress_8", start_year=2025, is_available=True)
    assert "Available after all." in detail(reader, "progress_8")


def test_there_is_no_page_of_a_measure_that_is_not_there(reader):
    assert reader.get(reverse("monitoring:measure-detail", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("code", DEFINITIONS)
def test_every_measure_has_its_page(reader, code):
    assert DEFINITIONS[code].of.replace("'", "&#x27;") in detail(reader, code)


@pytest.mark.parametrize(
    ("role", "route"),
    [
        (Role.HEADTEACHER, "monitoring:asked-list"),
        (Role.EXECUTIVE, "monitoring:return-list"),
        (Role.EXECUTIVE, "monitoring:collection-list"),
    ],
)
def test_the_pages_of_data_lead_to_it(sign_in, role, route):
    assert LIST in text(sign_in(world.a_person(role)).get(reverse(route)))


def test_attendance_says_each_register_code_and_since_when(reader):
    page = detail(reader, "attendance")
    assert "Arrived after the register closed" in page
    assert "From 19 August 2024" in page
    assert "Until 18 August 2024" in page
    assert "Persistent disruptive behaviour" in detail(reader, "suspension_rate")


def test_goals_stand_together_in_what_a_file_holds(reader):
    page = detail(reader, "gld")
    assert "<dt>E01 to E12</dt>" in page
    assert "<dt>E13 to E17</dt>" in page
