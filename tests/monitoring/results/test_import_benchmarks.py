"""National and local figures in their three layouts, each kept with its source."""

from decimal import Decimal

import pytest

from core.models import JournalEntry
from monitoring.models import Benchmark

pytestmark = pytest.mark.django_db

ENGLAND, TABLES, LAIT = "england_benchmarks.csv", "ks2_tables_national_and_la_rows.csv", "lait.csv"


def a_figure(**by):
    return Benchmark.objects.current().get(**by)


@pytest.mark.parametrize("file", [ENGLAND, TABLES, LAIT])
def test_a_second_run_changes_nothing(run, file):
    first = run("import_benchmarks", file)
    assert first["created"] == first["read"] > 0
    second = run("import_benchmarks", file)
    assert second["unchanged"] == second["read"]
    assert JournalEntry.objects.count() == 1


def test_a_preview_keeps_nothing(run):
    assert run("import_benchmarks", ENGLAND, "--dry-run")["created"] == 7
    assert not Benchmark.objects.exists()


def test_two_official_sources_that_differ_by_a_point_live_side_by_side(run):
    run("import_benchmarks", ENGLAND, TABLES)
    by = {"measure": "rwm_expected", "group": "ALL", "start_year": 2024, "area": "england"}
    assert a_figure(**by, publication="lait").value == 63
    assert a_figure(**by, publication="ks2_tables", coverage="state_funded").value == 62


def test_the_same_series_from_another_file_is_the_same_figure(run):
    run("import_benchmarks", ENGLAND)
    report = run("import_benchmarks", LAIT)
    assert report["unchanged"] == 3  # two years of RWM, and 0.0226 that LAIT writes 2.257E-2


def test_total_rows_of_a_table_and_the_collected_rows_are_the_same_figures(run):
    run("import_results", "2024-2025_919_ks2final.csv")
    assert run("import_benchmarks", TABLES)["unchanged"] == 3
    repeated = a_figure(
        publication="ks2_tables_later", measure="rwm_expected", group="ALL", level="national"
    )
    assert (repeated.start_year, repeated.value) == (2023, 61)


def test_a_spreadsheet_s_damaged_decimal_is_mended(run):
    run("import_benchmarks", LAIT)
    bromley = a_figure(area="bromley")
    assert (bromley.shown, bromley.level) == (Decimal("4.81"), "la")
    assert a_figure(area="london").level == "region"


def test_years_without_assessments_are_gaps_and_not_zero(run):
    run("import_benchmarks", LAIT)
    for year in (2019, 2020):
        gap = a_figure(measure="rwm_expected", start_year=year)
        assert (gap.value, gap.missing) == (None, "-")


def test_status_and_commas_are_read(run):
    run("import_benchmarks", LAIT, ENGLAND)
    assert a_figure(area="surrey").status == "provisional"
    assert a_figure(measure="absence", area="england").status == "year_to_date"
    hull = a_figure(level="la", area_name="Kingston Upon Hull, City of")
    assert hull.measure == "lait_fsp_new_art"  # a series without a name of ours keeps its own


def test_a_row_that_cannot_be_read_is_refused_with_its_cell(run, a_copy):
    cells = {
        (0, "measure"): "ks9_magic",
        (1, "start_year"): "2019",
        (2, "value"): "high",
        (3, "coverage"): "wales",
        (4, "pupil_group"): "left_handed",
    }
    report = run("import_benchmarks", a_copy(ENGLAND, cells))
    assert [one["column"] for one in report["refused"]] == [
        "measure",
        "start_year",
        "value",
        "coverage",
        "pupil_group",
    ]
    assert report["created"] == 2


def test_a_figure_told_twice_is_refused_the_second_time(run, a_copy):
    cells = {(1, "Years"): "2016", (2, "Years"): "soon", (4, "LA and Regions"): ""}
    cells |= {(6, "Years"): "2017"}
    report = run("import_benchmarks", a_copy(LAIT, cells))
    assert [one["reason"][:12] for one in report["refused"]] == [
        "This is not ",
        "The row does",
        "This is in r",
    ]
