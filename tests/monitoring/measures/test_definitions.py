"""The definitions are complete and say what they do."""

import pytest

from monitoring.rules.families import Family
from monitoring.rules.measures import ALSO_CALLED, MEASURES, Unit
from monitoring.rules.measuring.catalogue import DEFINITIONS, find
from monitoring.rules.measuring.compute import BadRows
from monitoring.rules.measuring.definition import Compare, Good, Stage
from tests.monitoring.measures.rows import column, counts, measured, percent, table

every_measure = pytest.mark.parametrize("one", DEFINITIONS.values(), ids=lambda one: one.code)


@every_measure
def test_each_has_a_label_of_the_one_vocabulary_and_fits_where_results_are_kept(one):
    assert one.code in MEASURES
    assert len(one.code) <= 30


@every_measure
def test_each_says_whom_it_counts_and_where_that_is_from(one):
    assert all([one.counted, one.of, one.source, one.columns])
    assert one.counted[0].isupper()
    assert not one.counted.endswith(".")
    assert not one.of.endswith(".")


def test_every_kind_of_school_finds_its_measures():
    assert {one.stage for one in DEFINITIONS.values()} == set(Stage)
    assert len({one.label for one in DEFINITIONS.values()}) == len(DEFINITIONS)


def test_other_names_lead_to_a_measure_and_hide_none():
    assert all(find(name) for name in ALSO_CALLED)
    assert not set(ALSO_CALLED) & set(DEFINITIONS)


def test_special_schools_are_compared_with_special_schools_only():
    for one in DEFINITIONS.values():
        assert (one.compare is Compare.SPECIAL) == (one.stage is Stage.SPECIAL), one.code


def test_less_absence_is_better_and_context_is_neither():
    assert find("persistent_absence").good is Good.LOWER
    assert find("attendance").good is Good.HIGHER
    assert find("fsm_share").good is Good.NEITHER


def test_families_have_columns_of_their_own():
    """A standardised score can never be read as a scaled score, nor a step as a band."""
    read_by: dict[str, set[Family]] = {}
    for one in DEFINITIONS.values():
        if one.family:
            for its in one.columns:
                if not its.of_trust and its.name != "is_discounted":
                    read_by.setdefault(its.name, set()).add(one.family)
    assert {name: found for name, found in read_by.items() if len(found) > 1} == {}


def test_the_engagement_model_says_who_and_nothing_more():
    rows = column("outcome", ["EM", "EM", "PK4", "T", "L"])
    found = measured("engagement_pupils", rows)
    assert (found.value, found.denominator, found.interval) == (2, 4, None)
    assert find("engagement_pupils").unit is Unit.PUPILS
    assert measured("pre_key_stage_pupils", rows).value == 1


def test_personal_expectations_are_split_by_need():
    rows = table(
        "judgement need",
        "MEETING PMLD",
        "BELOW PMLD",
        "EXCEEDING MLD",
        "MEETING ASD",
        "NJ SLD",
        "L SLD",
    )
    assert counts("personal_met", rows) == (3, 4)
    assert counts("personal_met_pmld", rows) == (1, 2)
    assert counts("personal_met_mld_asd", rows) == (2, 2)
    assert counts("personal_met_sld", rows) == (0, 0)
    assert counts("personal_exceeded", rows) == (1, 4)


def test_the_same_band_is_held_and_a_higher_one_is_risen():
    rows = table("before now", "EXS EXS", "WTS EXS", "GDS EXS", "A EXS", "WTS L")
    assert counts("teacher_held", rows) == (2, 3)
    assert counts("teacher_risen", rows) == (1, 3)


def test_a_reading_age_is_compared_with_the_pupils_own():
    rows = table("reading_age age", "9:06 9:05", "8:11 9:05", "9:05 9:05")
    assert counts("reading_age_reached", rows) == (2, 3)
    assert measured("reading_age_difference", rows).numerator == 1 - 6
    with pytest.raises(BadRows, match="with a colon, such as 9:06"):
        measured("reading_age_reached", table("reading_age age", "9.6 9:05"))


def test_standardised_scores_have_a_column_of_their_own():
    rows = column("standardised_score", [100, 85, 115, "A", "L"])
    assert measured("standardised_average", rows).value == 100
    assert counts("standardised_100", rows) == (2, 3)


def test_english_baccalaureate_counts_pairs_of_science_and_pupils_who_are_not_entered():
    rows = table(
        "english maths science humanities language",
        "5 5 5-5 5 5",
        "5 5 5-4 5 5",
        "9 8 7-7 NE 6",
        "4 4 4-4 U 4",
    )
    assert counts("ebacc_5", rows, "2023/24") == (1, 4)
    assert counts("ebacc_4", rows, "2023/24") == (2, 4)
    assert counts("ebacc_entry", rows, "2023/24") == (3, 4)
    assert counts("english_maths_4", rows) == (4, 4)


def test_a_suspension_rate_is_of_the_january_roll():
    rows = table("suspensions on_january_roll", "0 yes", "3 yes", "1 no", "0 yes", "0 yes")
    assert percent("suspension_rate", rows) == 100.0
    assert counts("suspended_rate", rows) == (2, 4)
    assert counts("suspended_twice_rate", rows) == (1, 4)
    assert measured("suspension_rate", rows).interval is None


def test_a_suspension_has_sessions_and_no_more_than_ninety_in_a_year():
    good = table("suspensions suspension_sessions", "2 7", "0 0", "1 2")
    assert measured("suspension_length", good).value == 3
    for wrong in ("2 0", "0 4", "1 91"):
        with pytest.raises(BadRows, match="suspension_sessions"):
            measured("suspension_length", table("suspensions suspension_sessions", wrong))


def test_joiners_and_leavers_are_both_turbulence():
    rows = table("joined left on_january_roll", "yes yes no", "no yes yes", "no no yes")
    assert percent("turbulence", rows) == 150.0


def test_who_the_pupils_are_leaves_out_those_of_whom_it_is_not_known():
    rows = [{"is_eal": "yes"}, {"is_eal": "no"}, {"is_eal": ""}]
    assert counts("eal_share", rows) == (1, 2)
    assert counts("sen_support_share", column("sen_provision", ["K", "E", "N", "S"])) == (1, 4)
    assert counts("ehc_plan_share", column("sen_provision", ["K", "E", "N", "S"])) == (2, 4)


def test_a_pupil_who_met_phonics_in_either_year_has_met_it():
    rows = [
        {"outcome_year1": "Wt", "outcome_year2": "Wa"},
        {"outcome_year1": "Wa", "outcome_year2": ""},
        {"outcome_year1": "", "outcome_year2": "A"},
        {"outcome_year1": "Wt", "outcome_year2": "L"},
    ]
    assert counts("phonics_year2", rows) == (2, 3)


def test_a_discounted_pupil_is_in_the_provisional_figure_and_not_in_the_revised():
    rows = table("reading", "100", "B")
    assert counts("reading_expected", rows) == (1, 2)
    revised = [rows[0] | {"is_discounted": "no"}, rows[1] | {"is_discounted": "yes"}]
    assert counts("reading_expected", revised) == (1, 1)


def test_goals_are_all_assessed_or_none():
    child = {f"E{goal:02d}": "2" for goal in range(1, 18)}
    with pytest.raises(BadRows, match="all 17 are") as refused:
        measured("gld", [child | {"E03": "A"}])
    assert refused.value.refusals[0].column == "E03"
    assert measured("eyfs_goals_average", [child, child | {"E01": "1"}]).value == 16.5


def test_more_sessions_cannot_be_missed_than_there_were():
    with pytest.raises(BadRows, match="cannot be more than possible, 38"):
        measured("attendance", table("possible missed", "38 40"))


def test_what_a_code_counts_as_is_said_of_each_measure():
    share, mean = find("reading_expected"), find("reading_average")
    by_code = {code.mark.code: code.mark for code in share.codes}
    assert share.treats(by_code["A"]) == "In the denominator, not met"
    assert share.treats(by_code["L"]) == mean.treats(by_code["L"]) == "Left out"
    assert mean.treats(by_code["A"]) == "Left out"


@pytest.mark.parametrize(
    ("name", "code", "treated"),
    [
        ("rwm_expected", "EXS", "Met"),
        ("rwm_higher", "EXS", "In the denominator, not met"),
        ("rwm_higher", "GDS", "Met"),
        ("writing_wts", "WTS", "Met"),
        ("phonics", "Wa", "Met"),
        ("gld", "A", "Left out"),
        ("personal_met_sld", "MEETING", "Met"),
        ("engagement_pupils", "EM", "Counted"),
        ("engagement_pupils", "PK3", "In the denominator only"),
        ("teacher_risen", "EXS", "Compared with the other band"),
        ("teacher_risen", "A", "Left out"),
        ("english_maths_4", "X", "In the denominator, not met"),
        ("attainment_8", "X", None),
    ],
)
def test_the_rule_itself_says_what_becomes_of_a_code(name, code, treated):
    one = find(name)
    said = {its.mark.code: one.treats(its.mark) for its in one.codes}
    assert said.get(code) == treated
