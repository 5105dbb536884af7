"""Which year a file is of, which file it is at all, and which of two releases stands."""

import pytest
from django.core.management import CommandError

from monitoring.models import Benchmark, ResultSet
from monitoring.rules.results import replaces, year_said_by
from tests.monitoring.results.conftest import FILES

pytestmark = pytest.mark.django_db

HAMPSHIRE = "2018-2019_850_ks2final.csv"


@pytest.mark.parametrize(
    ("suffixes", "start_year"),
    [({16}, 2016), ({17, 16}, 2017), ({18, 17}, 2018), ({22, 19}, 2022), ({24, 23}, 2024)],
)
def test_the_year_is_one_after_the_newest_prior_year_columns(suffixes, start_year):
    assert year_said_by(suffixes) == start_year
    assert year_said_by([]) is None


def test_a_year_that_does_not_fit_the_columns_is_refused_with_both(run):
    with pytest.raises(
        CommandError, match=r"You said 2017/18, but .* is of 2018/19: .*_18 and _17"
    ):
        run("import_results", HAMPSHIRE, "--year", "2017/18")
    assert run("import_results", HAMPSHIRE, "--year", "2018/19")["created"] == 4


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("2024-2025_england_ks2-mats-performance.csv", "TIME_PERIOD is 202425"),
        ("ks2_reduced_2016.csv", "Academic Year is 2016"),
    ],
)
def test_a_file_that_says_its_year_is_held_to_it(run, file, says):
    with pytest.raises(CommandError, match=says):
        run("import_results", file, "--year", "2022/23")


def test_a_file_that_hides_its_year_needs_one(run, a_copy):
    path = a_copy(HAMPSHIRE, drop=("_18", "_17"))
    with pytest.raises(CommandError, match="does not say which year it is of"):
        run("import_results", path)
    run("import_results", path, "--year", "2018/19")
    assert ResultSet.objects.first().start_year == 2018


@pytest.mark.parametrize("year", ["2014/15", "2019/20", "2021/22", "2018"])
def test_years_without_results_by_school_are_refused(run, a_copy, year):
    path = a_copy(HAMPSHIRE, drop=("_18", "_17"))
    with pytest.raises(CommandError, match=r"levels|no results by school|not an academic year"):
        run("import_results", path, "--year", year)


def test_levels_from_before_2016_are_refused_by_name(run):
    with pytest.raises(CommandError, match=r"ks2_2014_levels.csv .*PTREADWRITTAMATX holds levels"):
        run("import_results", "ks2_2014_levels.csv")


def test_another_file_is_refused_with_what_was_expected(run, tmp_path):
    (tmp_path / "other.csv").write_text("URN,ATT8SCR\n100000,46\n")
    for command, expected in (
        ("import_results", "PTRWM_EXP"),
        ("import_benchmarks", "pupil_group"),
    ):
        with pytest.raises(CommandError, match=expected):
            run(command, tmp_path / "other.csv")
        with pytest.raises(CommandError, match=r"nowhere.csv"):
            run(command, tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("new", "old", "same", "stands"),
    [
        ("final", "provisional", True, True),
        ("revised", "provisional", False, True),
        ("final", "final", True, False),
        ("final", "final", False, True),
        ("provisional", "final", False, False),
        ("as_published", "revised", True, False),
        ("as_published", "year_to_date", False, True),
    ],
)
def test_a_later_release_or_a_correction_takes_the_place_of_what_is_held(new, old, same, stands):
    assert replaces(new, old, same=same) is stands


def test_a_later_stage_supersedes_and_the_old_value_is_kept(run, a_copy, said):
    provisional = a_copy(HAMPSHIRE, {(0, "PTRWM_EXP"): "61%"}, name="850_ks2provisional.csv")
    run("import_results", provisional)
    assert said(115851, "rwm_expected") == (61, "")
    report = run("import_results", HAMPSHIRE)
    assert (report["changed"], report["created"], report["skipped"]) == (4, 0, 3)
    assert said(115851, "rwm_expected") == (63, "")
    old = ResultSet.objects.get(urn=115851, superseded_at__isnull=False)
    assert (old.source.stage, old.results.get(measure="rwm_expected", group="ALL").value) == (
        "provisional",
        61,
    )
    assert Benchmark.objects.current().filter(status="final").count() == (
        Benchmark.objects.filter(status="provisional", superseded_at__isnull=False).count()
    )


def test_an_earlier_stage_that_arrives_late_changes_nothing_and_says_so(run, a_copy, said):
    run("import_results", HAMPSHIRE)
    late = a_copy(HAMPSHIRE, {(0, "PTRWM_EXP"): "61%"})
    report = run("import_results", late, "--stage", "revised")
    assert (report["unchanged"], report["changed"]) == (4, 0)
    assert any("earlier release" in note for note in report["notes"])
    assert said(115851, "rwm_expected") == (63, "")


def test_a_correction_at_the_same_stage_changes_only_its_row(run, a_copy):
    run("import_results", HAMPSHIRE)
    report = run("import_results", a_copy(HAMPSHIRE, {(0, "PTRWM_EXP"): "64%"}))
    assert (report["changed"], report["unchanged"]) == (1, 3)


def test_the_fixtures_carry_their_licence():
    assert "Open Government Licence v3.0" in (FILES / "README.md").read_text()
