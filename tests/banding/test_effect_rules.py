"""What an edition would change, worked out for any two editions and any schools."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banding.rules.effect import (
    DutyLine,
    LevelLine,
    Placed,
    Rules,
    effect_of,
    quarter_days_a_year,
    times_a_year,
)

CADENCES = ["weekly", "fortnightly", "half_termly", "termly", "yearly"]
PLAN, REVIEW, REPORT = (
    DutyLine("plan", "School plan", 1),
    DutyLine("review", "Plan review", 6),
    DutyLine("report", "Weekly report", 39),
)
duties = st.lists(st.sampled_from([PLAN, REVIEW, REPORT]), unique=True).map(tuple)
codes = st.sampled_from("ABCDE")
days = st.integers(0, 80)


def level(code: str, quarter_days: int = 48, *asked: DutyLine, levy: str = "No change"):
    return LevelLine(code, f"Band {code}", quarter_days, asked, levy)


def rules(*levels: LevelLine, year: int = 2026, **fields):
    core = fields.pop("core", LevelLine("", "No band yet", 48))
    return Rules(f"The model {year}", "humber", year, core, levels, **fields)


def effect(before, after, *schools, doubts=(), blocks=()):
    return effect_of(before=before, after=after, schools=schools, doubts=doubts, blocks=blocks)


levels = st.lists(
    st.builds(lambda code, many, asked: level(code, many, *asked), codes, days, duties),
    unique_by=lambda one: one.code,
)
some_rules = st.builds(
    lambda own, core, once: rules(*own, core=LevelLine("", "No band yet", core, once)),
    levels,
    days,
    duties,
)
some_schools = st.lists(
    st.builds(Placed, st.sampled_from(["Elm Grove", "Oak Bank", "Ash Hill"]), st.none() | codes)
)


@given(before=some_rules, after=some_rules, schools=some_schools)
def test_the_schools_differences_sum_to_the_trust_s(before, after, schools):
    seen = effect(before, after, *schools)
    assert len(seen.schools) == len(schools)
    assert sum(one.difference for one in seen.schools) == seen.after - seen.before
    assert seen.difference == seen.after - seen.before


@given(same=some_rules, schools=some_schools)
def test_an_edition_changes_nothing_against_itself(same, schools):
    seen = effect(same, same, *schools)
    assert {one.difference for one in seen.schools} <= {0}
    assert (seen.gained, seen.lost, seen.levies, seen.words) == ((), (), [], [])
    assert all(one.gained == one.lost == () and not one.difference for one in seen.duties)


@given(before=some_rules, after=some_rules)
def test_what_one_way_gains_the_other_way_loses(before, after):
    there, back = effect(before, after), effect(after, before)
    lost_again = {one.level: {*one.lost, *back.lost} for one in back.duties}
    for one in there.duties:
        if one.level in lost_again:
            assert {*one.gained, *there.gained} == lost_again[one.level]


@given(before=some_rules, after=some_rules)
def test_what_every_level_gains_is_said_once_and_not_again_beside_a_level(before, after):
    seen = effect(before, after)
    for one in seen.duties:
        assert not set(seen.gained) & set(one.gained)
        assert not set(seen.lost) & set(one.lost)


@given(before=some_rules, after=some_rules, schools=some_schools)
def test_a_school_is_without_a_level_exactly_when_its_own_is_gone(before, after, schools):
    kept = {one.code for one in after.levels}
    seen = effect(before, after, *schools)
    assert seen.homeless == [one.name for one in schools if one.code and one.code not in kept]


def test_each_school_s_days_are_those_of_its_level_before_and_after():
    before = rules(level("C", 48), level("D", 62))
    after = rules(level("C", 48), level("D", 66))
    seen = effect(before, after, Placed("Elm Grove", "D"), Placed("Oak Bank", "C"))
    assert [(one.name, one.before, one.after, one.difference) for one in seen.schools] == [
        ("Elm Grove", 62, 66, 4),
        ("Oak Bank", 48, 48, 0),
    ]


def test_a_school_without_a_level_and_one_whose_level_is_gone_have_what_every_school_has():
    before, after = rules(level("E", 76)), rules(level("A"))
    seen = effect(before, after, Placed("Elm Grove", "E"), Placed("Oak Bank", None))
    assert [one.level_after for one in seen.schools] == ["No band yet", "No band yet"]
    assert [one.difference for one in seen.schools] == [48 - 76, 0]


def test_duties_are_said_once_where_every_level_gains_them_and_beside_a_level_where_not():
    before = rules(level("C"), level("D", 62, REVIEW))
    core = LevelLine("", "No band yet", 48, (PLAN,))
    after = rules(level("C", 48, PLAN), level("D", 62, PLAN, REPORT), core=core)
    seen = effect(before, after)
    assert (seen.gained, seen.lost) == (("School plan",), ())
    of_d = seen.duties[-1]
    assert (of_d.gained, of_d.lost) == (("Weekly report",), ("Plan review",))
    assert (of_d.before, of_d.after, of_d.difference) == (6, 40, 34)


def test_duties_of_the_trust_itself_stand_apart():
    seen = effect(rules(trust=(PLAN,)), rules(trust=(REPORT,)))
    assert (seen.gained, seen.lost) == ((), ())
    assert (seen.trust.gained, seen.trust.lost) == (("Weekly report",), ("School plan",))
    assert (seen.trust.before, seen.trust.after) == (1, 39)


def test_a_new_level_is_compared_with_a_school_that_has_none():
    before = rules(core=LevelLine("", "No band yet", 48, (PLAN,)))
    seen = effect(before, rules(level("F", 80, PLAN, REPORT), core=before.core))
    assert seen.duties[-1].gained == ("Weekly report",)


def test_levy_and_words_are_listed_where_they_change_and_only_there():
    before = rules(
        level("D", levy="May rise"), level("E", levy="Will rise"), words={"level": "Band"}
    )
    after = rules(
        level("D", levy="Will rise"), level("F"), words={"level": "Band", "visit": "Call"}
    )
    seen = effect(before, after)
    assert [(one.name, one.before, one.after) for one in seen.levies] == [
        ("Band D", "May rise", "Will rise"),
        ("Band E", "Will rise", ""),
        ("Band F", "", "No change"),
    ]
    assert [(one.name, one.before, one.after) for one in seen.words] == [("visit", "", "Call")]


def test_without_an_edition_before_everything_is_new():
    seen = effect(None, rules(level("C", 48, PLAN)), Placed("Elm Grove", None))
    assert (seen.schools[0].level_before, seen.before, seen.after) == ("", 0, 48)
    assert seen.duties[-1].gained == ("School plan",)
    assert seen.levies[0].before == ""


def test_for_another_year_schools_on_a_level_that_is_gone_are_warned_of_with_its_name():
    before, after = rules(level("E")), rules(level("A"), year=2027)
    [warning] = effect(before, after, Placed("Elm Grove", "E")).warnings
    assert "Elm Grove stands on Band E: The model 2027 has no such level" in warning
    within_the_year = replace(after, start_year=2026)
    assert effect(before, within_the_year, Placed("Elm Grove", "E")).warnings == []


@pytest.mark.parametrize(("many", "said"), [(1, "One doubt is"), (3, "3 doubts are")])
def test_open_doubts_are_counted_in_a_warning(many, said):
    [warning] = effect(None, rules(), doubts=["Not stated."] * many).warnings
    assert warning.startswith(said)


def test_reasons_against_it_are_handed_on():
    assert effect(None, rules(), blocks=["It judges and has no levels."]).blocks == [
        "It judges and has no levels."
    ]


@given(weeks=st.integers(1, 45))
def test_a_shorter_cadence_never_falls_less_often(weeks):
    weekly, fortnightly = (times_a_year(one, weeks=weeks) for one in CADENCES[:2])
    assert weekly >= fortnightly >= weeks / 2
    assert [times_a_year(one, weeks=weeks) for one in CADENCES[2:]] == [6, 3, 1]


@pytest.mark.parametrize("cadence", ["all_year", "as_agreed", "programme_week"])
def test_what_has_no_date_of_its_own_is_not_counted(cadence):
    assert times_a_year(cadence, weeks=39) == 0


@pytest.mark.parametrize(
    ("unit", "days_a_year"), [("year", 4), ("term", 12), ("half_term", 24), ("week", 156)]
)
def test_days_of_a_unit_are_those_of_the_whole_year(unit, days_a_year):
    assert quarter_days_a_year(4, unit, weeks=39) == days_a_year
