"""What pages ask: the national figure beside a school's, and a school's results over the years."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.roles import Role
from monitoring.selectors.results import (
    Comparator,
    benchmark,
    benchmarks,
    national_comparator,
    published_history,
)
from schools.models import EstablishmentLink
from tests import world

pytestmark = pytest.mark.django_db

ENGLAND, TABLES, LAIT = "england_benchmarks.csv", "ks2_tables_national_and_la_rows.csv", "lait.csv"


@pytest.fixture
def national(run):
    run("import_benchmarks", ENGLAND, TABLES, LAIT)


def test_the_latest_year_up_to_the_one_asked_answers_and_is_named(national):
    figure = benchmark(measure="rwm_expected", start_year=2026)
    assert (figure.value, figure.label) == (62, "DfE 2025, state-funded")
    assert benchmark(measure="rwm_expected", start_year=2020).label == "DfE 2019, state-funded"
    assert benchmark(measure="rwm_expected", start_year=2014) is None


def test_the_performance_tables_are_preferred_and_another_source_can_be_asked(national):
    asked = {"measure": "rwm_expected", "start_year": 2024}
    assert benchmark(**asked).value == 62
    assert benchmark(**asked, publication="lait").value == 63


def test_coverages_and_areas_are_not_mixed(national):
    asked = {"measure": "rwm_expected", "start_year": 2024}
    assert benchmark(**asked, coverage="all_schools").label == "DfE 2025, all schools"
    assert benchmark(**asked, area="hertfordshire").value == 64
    assert benchmark(**asked, phase="secondary") is None


def test_what_is_not_settled_says_so(national):
    figure = benchmark(measure="absence", start_year=2026, phase="all")
    assert figure.label == "DfE 2026, state-funded, year to date"
    assert figure.value == Decimal("6.88")


@pytest.mark.parametrize(
    ("group", "comparator", "value"),
    [
        ("DIS", Comparator.OTHER, 69),
        ("DIS", Comparator.SAME, 47),
        ("DIS", Comparator.ALL, 62),
        ("NOT_DIS", Comparator.SAME, 69),
    ],
)
def test_a_group_is_compared_in_three_ways_and_each_is_named(national, group, comparator, value):
    figure = national_comparator(
        measure="rwm_expected", group=group, comparator=comparator, start_year=2024
    )
    assert (figure.value, figure.comparator) == (value, comparator)


def test_a_group_without_an_opposite_has_no_other(national):
    asked = {"measure": "rwm_expected", "comparator": Comparator.OTHER, "start_year": 2024}
    assert national_comparator(group="SEN_K", **asked) is None


def test_many_national_figures_cost_one_query(national, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = benchmarks(
            measures=["rwm_expected", "reading_expected", "maths_expected"],
            groups=["ALL", "DIS", "NOT_DIS"],
            start_year=2025,
        )
    assert found["rwm_expected", "DIS"].value == 47


def test_history_runs_from_the_first_year_to_the_last_and_a_gap_has_its_reason(run, a_copy):
    run("import_results", "2018-2019_850_ks2final.csv", "2017-2018_850_ks2final.csv")
    later = a_copy("2024-2025_919_ks2final.csv", {(0, "URN"): "115851"})
    run("import_results", later)
    line = published_history(urns=[115851], measures=["rwm_expected"])[
        115851, "rwm_expected", "ALL"
    ]
    assert [(point.start_year, point.value) for point in line] == [
        (2017, 57),
        (2018, 63),
        (2019, None),
        (2020, None),
        (2021, None),
        (2022, None),
        (2023, None),
        (2024, 83),
    ]
    assert [point.reason for point in line[2:6]] == [
        "No assessments in 2020",
        "No assessments in 2021",
        "2022 results were not published by school",
        "Nothing was published for this school",
    ]
    assert (line[1].pupils, line[1].stage) == (60, "final")


def test_what_was_suppressed_stays_suppressed_and_says_so(run):
    run("import_results", "2024-2025_919_ks2final.csv")
    (point,) = published_history(urns=[117396], measures=["rwm_expected"], groups=["DIS"])[
        117396, "rwm_expected", "DIS"
    ]
    assert (point.value, point.missing, point.reason) == (None, "SUPP", "Suppressed")


@pytest.mark.parametrize(
    ("urn", "linked_urn", "link_type"),
    [(144672, 117714, "Predecessor"), (117714, 144672, "Successor")],
)
def test_the_school_before_conversion_lends_its_results(run, urn, linked_urn, link_type):
    run("import_results", "ks2_reduced_2016.csv", "ks2_reduced_2018.csv")
    EstablishmentLink.objects.create(urn=urn, linked_urn=linked_urn, link_type=link_type)
    line = published_history(urns=[144672], measures=["rwm_expected"])[
        144672, "rwm_expected", "ALL"
    ]
    assert [(point.start_year, point.urn, point.value) for point in line] == [
        (2015, 117714, 50),
        (2016, None, None),
        (2017, 117714, 49),
    ]


def test_two_predecessors_with_results_are_not_made_into_one(run):
    run("import_results", "ks2_reduced_2016.csv")
    for old in (117714, 139512):
        EstablishmentLink.objects.create(urn=150001, linked_urn=old, link_type="Predecessor")
    (point,) = published_history(urns=[150001], measures=["rwm_expected"])[
        150001, "rwm_expected", "ALL"
    ]
    assert (point.value, point.reason) == (None, "More than one school came before this one")


def test_the_full_table_is_preferred_to_the_shortened_copy(run, a_copy):
    run("import_results", a_copy("ks2_reduced_2018.csv", {(0, "URN"): "115851"}))
    run("import_results", "2017-2018_850_ks2final.csv")
    (point,) = published_history(urns=[115851], measures=["rwm_expected"])[
        115851, "rwm_expected", "ALL"
    ]
    assert point.value == 57


def test_history_costs_the_same_for_one_school_and_for_four(run, django_assert_num_queries):
    run("import_results", "2018-2019_850_ks2final.csv")
    for urns in ([115851], [115851, 116240, 147021, 116407]):
        with django_assert_num_queries(2):
            published_history(urns=urns, measures=["rwm_expected", "reading_progress"])


@pytest.mark.parametrize("page", ["benchmark", "resultsimport"])
def test_operators_read_benchmarks_and_cannot_change_them(national, sign_in, page):
    url = reverse(f"admin:monitoring_{page}_changelist")
    admin = sign_in(world.a_person(Role.ADMIN))
    assert admin.get(url, {"stands": "yes"} if page == "benchmark" else {}).status_code == 200
    assert admin.get(reverse(f"admin:monitoring_{page}_add")).status_code == 403


def test_operators_can_filter_benchmarks(national, sign_in):
    url = reverse("admin:monitoring_benchmark_changelist")
    page = sign_in(world.a_person(Role.ADMIN)).get(url, {"measure": "phonics_expected"})
    assert b"Phonics, expected standard" in page.content
    assert b"LAIT:KS1P_all:2025 (prov)" in page.content
