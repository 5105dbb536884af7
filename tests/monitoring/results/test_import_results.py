"""Key stage 2 files by school and by trust: every trap, with a real line of it."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import JournalEntry
from monitoring.models import Benchmark, PublishedResult, ResultSet, ResultsImport
from schools.models import EstablishmentLink

pytestmark = pytest.mark.django_db

HAMPSHIRE, SURREY = "2018-2019_850_ks2final.csv", "2017-2018_936_ks2final.csv"
HAMPSHIRE_18 = "2017-2018_850_ks2final.csv"
HERTFORDSHIRE = "2024-2025_919_ks2final.csv"
TRUSTS = "2024-2025_england_ks2-mats-performance.csv"


def test_school_rows_are_kept_and_total_rows_become_benchmarks(run, said):
    report = run("import_results", HAMPSHIRE)
    assert (report["read"], report["created"], report["skipped"]) == (7, 4, 3)
    assert said(115851, "rwm_expected") == (63, "")
    assert said(115851, "maths_expected", "DIS") is not None
    england = Benchmark.objects.get(
        measure="rwm_expected", group="DIS", level="national", coverage="state_funded"
    )
    assert (england.value, england.pupils, england.start_year) == (51, 197488, 2018)
    assert set(Benchmark.objects.values_list("area_name", flat=True)) == {"England", "Hampshire"}


@pytest.mark.parametrize("file", [HAMPSHIRE, SURREY, HAMPSHIRE_18, HERTFORDSHIRE, TRUSTS])
def test_a_second_run_changes_nothing_and_leaves_no_trace(run, file):
    first = run("import_results", file)
    second = run("import_results", file)
    assert (second["created"], second["changed"]) == (0, 0)
    assert second["unchanged"] == first["created"]
    assert second["skipped"] == first["skipped"]
    assert ResultsImport.objects.count() == JournalEntry.objects.count() == 1


def test_a_preview_says_the_same_and_keeps_nothing(run):
    preview = run("import_results", HAMPSHIRE, "--dry-run")
    assert not ResultSet.objects.exists()
    assert not Benchmark.objects.exists()
    assert preview == run("import_results", HAMPSHIRE)


def test_suppressed_is_not_zero_and_blank_is_neither(run, said):
    run("import_results", HERTFORDSHIRE)
    assert said(117396, "rwm_expected") == (83, "")
    assert said(117396, "rwm_expected", "DIS") == (None, "SUPP")
    assert said(117396, "rwm_expected", "EAL") is None
    assert said(117413, "rwm_higher") == (0, "")


def test_other_reasons_stay_apart(run, said):
    run("import_results", HAMPSHIRE_18)
    assert said(116633, "reading_progress") == (None, "LOWCOV")
    assert ResultSet.objects.get(urn=116633).is_special


def test_a_new_school_s_short_row_is_kept_with_its_reason(run):
    run("import_results", HAMPSHIRE)
    new = ResultSet.objects.get(urn=147021)
    assert (new.missing, new.results.count()) == ("NEW", 0)
    assert ResultSet.objects.get(urn=116407).missing == ""


def test_progress_comes_with_its_interval_band_coverage_and_pupils(run):
    run("import_results", HAMPSHIRE)
    progress = PublishedResult.objects.get(
        result_set__urn=115851, measure="reading_progress", group="ALL"
    )
    assert (progress.value, progress.lower, progress.upper) == (
        Decimal("-1.9"),
        Decimal("-3.4"),
        Decimal("-0.3"),
    )
    assert (progress.band, progress.coverage, progress.pupils) == (4, 100, 60)


def test_columns_kept_but_empty_bring_nothing_of_another_year(run, said):
    run("import_results", HERTFORDSHIRE)
    assert said(117306, "reading_progress") is None
    assert set(ResultSet.objects.values_list("start_year", flat=True)) == {2024}


def test_the_gap_to_pupils_nationally_is_not_taken_for_the_school_s_own(run, said):
    report = run("import_results", HERTFORDSHIRE)
    assert (
        said(117306, "rwm_expected", "DIS") == said(117306, "rwm_expected", "NOT_DIS") == (52, "")
    )
    assert not PublishedResult.objects.filter(value=-17).exists()
    assert any("DIFFN" in note for note in report["notes"])


def test_column_names_are_matched_in_any_case(run, said):
    run("import_results", HAMPSHIRE, HERTFORDSHIRE)  # TNotFSM6CLA1A, then TNOTFSM6CLA1A
    assert said(115851, "eligible_pupils", "NOT_DIS") == (42, "")
    assert said(117306, "eligible_pupils", "NOT_DIS") == (54, "")


def test_a_school_that_converts_after_the_tests_is_linked_to_its_academy(run):
    run("import_results", HAMPSHIRE)
    run("import_results", HAMPSHIRE)
    link = EstablishmentLink.objects.get(urn=116240)
    assert (link.linked_urn, link.link_type) == (147128, "Successor")
    assert link.established_on == date(2019, 6, 1)


def test_a_wrong_cell_refuses_its_row_and_no_other(run, a_copy):
    cells = {(0, "PTRWM_EXP"): "162%", (1, "URN"): "Oakfield", (2, "RECTYPE"): "9"}
    report = run("import_results", a_copy(HAMPSHIRE, cells))
    assert [(one["row"], one["column"], one["value"]) for one in report["refused"]] == [
        (2, "PTRWM_EXP", "162%"),
        (3, "URN", "Oakfield"),
        (4, "RECTYPE", "9"),
    ]
    assert (report["created"], report["skipped"]) == (1, 3)


def test_a_school_told_twice_is_refused_the_second_time(run, a_copy):
    report = run("import_results", a_copy(HAMPSHIRE, {(2, "URN"): "115851"}))
    (refused,) = report["refused"]
    assert refused["reason"] == "This is in row 2 already."


def test_a_row_wider_than_its_header_is_not_trusted(run, a_copy):
    header = ["RECTYPE", "URN", "PTRWM_EXP", "PTRWM_EXP_18"]
    path = a_copy(HAMPSHIRE)
    path.write_text(",".join(header) + "\n1,115851,63%,57%,12%\n1,115852,59%,\n")
    report = run("import_results", path)
    assert (report["created"], report["refused"][0]["value"]) == (1, "12%")


def test_trust_totals_are_stored_with_their_schools_as_published(run, said):
    assert run("import_results", TRUSTS)["created"] == 6
    humber = ResultSet.objects.get(trust_uid=16827)
    assert humber.context["schools_in_measure"] == len(humber.context["urns_in_measure"]) == 12
    assert 138467 in humber.context["urns_in_trust"]
    assert said(16827, "rwm_expected", "DIS") == (71, "")


def test_trust_codes_are_told_apart_and_names_keep_their_accents(run, said):
    run("import_results", TRUSTS)
    assert said(2070, "rwm_expected") == (None, "SUPPMAT")
    assert said(4579, "rwm_expected", "DIS") == (None, "SUPP")
    assert said(2685, "rwm_expected", "DIS") == (None, "NELIG")
    assert ResultSet.objects.get(trust_uid=5188).name == "FIERTÉ MULTIACADEMY TRUST"
    assert ResultSet.objects.get(trust_uid=2434).name == "BRIDGWATER  TAUNTON COLLEGE TRUST"


def test_the_shortened_copy_stands_beside_the_full_table(run, said):
    assert run("import_results", "ks2_reduced_2016.csv")["created"] == 3
    assert said(118139, "eligible_pupils") == (3, "")
    assert said(118139, "rwm_expected") is None
    assert said(139512, "reading_progress") == (Decimal("4.8"), "")


def test_files_of_one_command_are_counted_together(run):
    assert run("import_results", "ks2_reduced_2016.csv", "ks2_reduced_2018.csv")["read"] == 5


def test_the_long_layout_makes_one_set_of_results_of_a_school_s_rows(run, said):
    path = "ks2_school_attainment_data.csv"
    report = run("import_results", path)
    assert (report["read"], report["created"], report["skipped"]) == (7, 5, 1)
    assert report["refused"][0]["value"] == "Blue"
    assert said(117306, "rwm_expected") == (52, "")
    assert said(117306, "reading_expected", "DIS") == (None, "C")
    assert said(117306, "eligible_pupils", "DIS") == (21, "")
    assert run("import_results", path)["unchanged"] == 5
