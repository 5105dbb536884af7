"""What is pure: putting texts together, names in them, money, weeks, gaps and what is missing."""

from datetime import date

import pytest

from planning.rules import completeness, costs, gaps, premium, reviews, sections, weeks, words
from planning.rules.completeness import PlanFacts, PriorityFacts
from planning.rules.names import phrases_like_names
from planning.rules.premium import Activity
from planning.rules.wording import difference
from schools.rules.calendar import TermDates

BASE = {"context": "A small school.", "horizon": "", "criteria:1": '["80%", ""]'}


@pytest.mark.parametrize(
    ("mine", "theirs", "kept", "collided"),
    [
        (BASE, BASE, set(), ()),
        (BASE | {"context": "Mine."}, BASE, {"context"}, ()),
        (BASE, BASE | {"context": "Theirs."}, set(), ()),
        (BASE | {"context": "Mine."}, BASE | {"horizon": "Theirs."}, {"context"}, ()),
        (BASE | {"context": "Mine."}, BASE | {"context": "Theirs."}, set(), ("context",)),
        (BASE | {"context": "Same."}, BASE | {"context": "Same."}, set(), ()),
        (BASE | {"criteria:1": ""}, BASE, {"criteria:1"}, ()),
        (BASE | {"criteria:1": ""}, BASE | {"criteria:1": '["90%", ""]'}, set(), ("criteria:1",)),
        (BASE | {"criteria:new-0": '["x", ""]'}, BASE | {"criteria:2": '["y", ""]'},
         {"criteria:new-0"}, ()),
    ],
)  # fmt: skip
def test_two_texts_of_a_section_become_one_or_collide(mine, theirs, kept, collided):
    merged = sections.merge(mine=mine, theirs=theirs, seen=sections.marks_of(BASE))
    assert (merged.mine, merged.collisions) == (kept, collided)


def test_a_form_without_marks_overwrites_nothing_it_did_not_see():
    merged = sections.merge(mine=BASE | {"context": "Mine."}, theirs=BASE, seen={})
    assert merged.collisions == ("context",)


def test_a_row_that_says_less_than_it_could_is_otherwise_as_it_was():
    was = sections.row_text({"what": "Tutor", "owner": "Deputy"}, ["what", "owner", "cost_pence"])
    fields = ["what", "owner", "cost_pence"]
    assert sections.row_text({"cost_pence": 500}, fields, was=was) == '["Tutor", "Deputy", "500"]'


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Tutoring for Aaliyah B. from January", "Aaliyah B."),
        ("We met the mother of Jayden about it", "mother of Jayden"),
        ("Jayden\u2019s attendance is poor", "Jayden\u2019s attendance"),
        ("The pupil named Ruby Hale joined", "pupil named Ruby Hale"),
        ("Year 6 pupils read White Rose Maths with the Deputy Headteacher", ""),
        ("Spring Term, Key Stage 2: Reading and Maths", ""),
        ("Pupils in Reception A learn English", ""),
        ("all schools", ""),
    ],
)
def test_a_phrase_like_a_childs_name_is_found_and_ordinary_words_are_not(text, phrase):
    found = phrases_like_names([("context", text)])
    assert [one.text for one in found] == ([phrase] if phrase else [])


def test_whoever_may_see_pupils_is_warned_of_theirs_and_of_nobody_elses():
    known = ["Ruby Hale", "Omar Faruqi"]
    texts = [("outcome", "Ruby Hale and Omar F. read daily. Ruby Jones writes. Ruby's attendance")]
    found = [one.text for one in phrases_like_names(texts, known=known)]
    assert found == ["Ruby Hale", "Omar F.", "Ruby's attendance"]
    assert not phrases_like_names([("outcome", "Ada L. reads")], known=known)


@pytest.mark.parametrize(
    ("numerator", "of", "target", "words"),
    [(6, 14, 60, "3 pupils short"), (9, 14, 60, "on target"), (15, 25, 60, "on target"),
     (14, 25, 60, "1 pupil short"), (16, 25, 60, "1 pupil beyond the target"),
     (0, 3, 100, "3 pupils short")],
)  # fmt: skip
def test_a_gap_is_said_in_pupils(numerator, of, target, words):
    short = gaps.pupils_short(numerator=numerator, denominator=of, target_percent=target)
    assert gaps.show_gap(short) == words


def test_costs_are_added_by_source_and_shown_in_pounds():
    assert costs.by_source([("budget", 100), ("other", 5), ("budget", 50)]) == {
        "budget": 150, "other": 5,
    }  # fmt: skip
    assert [costs.show_pounds(pence) for pence in (0, 125_000, 9_950)] == ["£0", "£1,250", "£99.50"]


@pytest.mark.parametrize(
    ("ends", "says"),
    [(date(2026, 9, 6), "before it starts"), (date(2026, 10, 11), "this one lasts 5"),
     (date(2026, 10, 16), ""), (date(2026, 11, 29), ""), (date(2026, 12, 1), "lasts 13"),
     (None, "Say on which day")],
)  # fmt: skip
def test_a_rapid_plan_has_six_to_twelve_weeks(ends, says):
    said = weeks.why_not_these_days(date(2026, 9, 7), ends)
    assert says in said
    assert bool(said) == bool(says)


def test_weeks_are_counted_from_the_day_it_starts():
    start = date(2026, 9, 7)
    assert weeks.end_of_week(start, 2) == date(2026, 9, 20)
    assert [weeks.week_on(start, day) for day in (date(2026, 9, 6), start, date(2026, 9, 14))] == [
        0, 1, 2,
    ]  # fmt: skip


def test_each_activity_answers_a_challenge_and_the_tiers_cost_what_there_is():
    activities = [
        Activity("Tutoring", "targeted", 300_00, "1, 7"),
        Activity("Breakfast", "wider", 100_00, ""),
    ]
    said = premium.warnings(activities=activities, challenges=[1, 2], budget_pence=500_00)
    assert said == [
        "“Tutoring” names challenge 7, which is not there.",
        "“Breakfast” names no challenge that it answers.",
        "No activity answers challenge 2.",
        "The activities cost £400, which is £100 less than the budget of £500.",
    ]
    whole = [Activity("Tutoring", "targeted", 500_00, "1 and 2")]
    assert not premium.warnings(activities=whole, challenges=[1, 2], budget_pence=500_00)
    assert premium.tier_costs(activities, ["teaching", "targeted", "wider"]) == {
        "teaching": 0, "targeted": 300_00, "wider": 100_00,
    }  # fmt: skip
    assert premium.why_not_answers("1, 2") == ""
    assert premium.why_not_answers("all of them")
    assert premium.why_not_numbered([1, 2, 1]) == "Two challenges have the number 1."


def test_a_plan_says_what_is_missing_and_what_deserves_a_second_look():
    whole = PriorityFacts("Reading", has_outcome=True, criteria=1, milestones=1, actions=1,
                          monitoring=1)  # fmt: skip
    thin = PriorityFacts("Maths", has_outcome=False, criteria=0, milestones=0, actions=0,
                         monitoring=0, actions_without_day=1, has_measure=True)  # fmt: skip
    checked = completeness.check(PlanFacts("sip", [whole, thin], missing_required=["Ways"]))
    assert checked.problems == [
        "Say something under “Ways”.",
        "“Maths”: say what will be different.",
        "“Maths”: add a success criterion.",
        "“Maths”: add an action.",
    ]
    assert checked.warnings == [
        "Nobody monitors “Maths”.",
        "“Maths” has no milestones.",
        "“Maths”: 1 action without a day.",
        "“Maths” names a measure and no target.",
        "A plan has 3 to 5 priorities as a rule; this has 2.",
    ]
    assert completeness.check(PlanFacts("sip", [whole] * 3)).is_ready


def test_a_rapid_plan_has_days_a_lead_and_exit_criteria_and_ends_after_its_milestones():
    whole = PriorityFacts("Reading", has_outcome=True, criteria=1, milestones=1, actions=1,
                          monitoring=1)  # fmt: skip
    facts = PlanFacts(
        "rap", [whole], has_exit_criteria=False, has_lead=False,
        days_problem="Say on which day.", last_week=6, milestone_weeks=[2, 8],
    )  # fmt: skip
    assert completeness.check(facts).problems == [
        "Say on which day.",
        "Name the lead professional.",
        "Say by what it is seen that the plan has done its work.",
        "A milestone is in week 8, after the plan's last week.",
    ]


def test_a_review_falls_due_at_each_end_of_a_half_term_and_at_the_end():
    halfway = (date(2026, 10, 26), date(2026, 10, 30))
    terms = [TermDates(date(2026, 9, 1), date(2026, 12, 18), "autumn", halfway)]
    plan = {"starts_on": date(2026, 9, 7), "ends_on": date(2026, 11, 20), "terms": terms}
    assert reviews.next_due(last=None, **plan) == date(2026, 10, 25)
    assert reviews.next_due(last=date(2026, 10, 25), **plan) == date(2026, 11, 20)


def test_a_long_text_says_that_it_is_long():
    assert not words.length_of("narrative", "word " * 250).is_long
    assert "shorter reads better" in str(words.length_of("narrative", "word " * 251))
    assert words.length_of("title", "word") is None


def test_a_difference_joined_is_each_text_again():
    first, second = "Reading is taught daily.\nWell.", "Reading is taught each day.\nWell enough."
    pieces = difference(first, second)
    assert "".join(piece.text for piece in pieces if piece.where != "second") == first
    assert "".join(piece.text for piece in pieces if piece.where != "first") == second
    assert {piece.where for piece in pieces} == {"same", "first", "second"}
