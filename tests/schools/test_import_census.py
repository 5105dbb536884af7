"""The census in three years' forms, kept by URN whoever's school it is."""

from decimal import Decimal

import pytest
from django.core.management import CommandError

from schools.models import NationalContext, Phase, School, SchoolContext
from schools.selectors import latest_context, national_context

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "year", "percent"),
    [
        ("census_2018.csv", "2018/19", "55.5"),
        ("census_2022.csv", "2022/23", "59.30"),
        ("census_2024.csv", "2024/25", "57.22"),
    ],
)
def test_percentages_read_the_same_in_each_year_s_form(run, file, year, percent):
    run("import_census", file, "--year", year)
    assert SchoolContext.objects.get(urn=139511).fsm6_percent == Decimal(percent)


def test_a_second_run_changes_nothing_and_england_is_kept_to_compare_with(run):
    first = run("import_census", "census_2024.csv", "--year", "2024/25")
    assert (first["read"], first["created"], first["skipped"]) == (9, 6, 3)
    second = run("import_census", "census_2024.csv", "--year", "2024/25")
    assert (second["unchanged"], second["skipped"]) == (6, 3)
    assert NationalContext.objects.get(school_type="State-funded primary").pupils == 4554974


def test_fsm6_keeps_its_own_base_and_a_missing_base_is_said(run):
    run("import_census", "census_2024.csv", "--year", "2024/25")
    context = SchoolContext.objects.get(urn=139511)
    assert (context.pupils, context.fsm6, context.fsm6_base) == (210, 111, 194)
    report = run("import_census", "census_2018.csv", "--year", "2018/19")
    assert "census_2018.csv does not give NORFSMEVER." in report["notes"]


def test_not_applicable_is_neither_blank_nor_zero(run):
    run("import_census", "census_2022.csv", "--year", "2022/23")
    context = SchoolContext.objects.get(urn=100001)
    assert (context.eal, context.codes["eal"]) == (None, "NA")
    assert SchoolContext.objects.get(urn=100001).ehc_plans == 0


def test_what_was_published_is_kept_even_above_a_hundred_percent(run):
    run("import_census", "census_2024.csv", "--year", "2024/25")
    assert SchoolContext.objects.get(urn=136122).ehc_plans_percent == Decimal("104.17")


def test_a_cell_that_is_no_number_refuses_its_row(run, a_list):
    report = run(
        "import_census", a_list("URN,NOR", "139511,many", "139512,-1", "1,5"), "--year", "2024/25"
    )
    assert [(r["row"], r["column"], r["value"]) for r in report["refused"]] == [
        (2, "NOR", "many"),
        (3, "NOR", "-1"),
        (4, "URN", "1"),
    ]


def test_a_year_must_be_an_academic_year(run):
    with pytest.raises(CommandError, match="Write it like 2026/27"):
        run("import_census", "census_2024.csv", "--year", "2024")


def test_a_school_s_latest_context_is_its_own_or_its_predecessor_s(run, a_list):
    run("import_census", "census_2022.csv", "--year", "2022/23")
    run("import_census", "census_2024.csv", "--year", "2024/25")
    run("import_schools", "gias_search_2022.csv", "--directory", "--links", "links.csv")
    own = School.objects.create(urn=139511, name="Bude Park", phase=Phase.PRIMARY)
    assert latest_context(own).start_year == 2024
    assert national_context(own, start_year=2024).fsm6_percent == Decimal("26.3")
    converted = School.objects.create(urn=117714, name="Adelaide", phase=Phase.AP)
    assert latest_context(converted) is None
    assert national_context(converted, start_year=2024) is None
