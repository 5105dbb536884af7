"""What a plan says on paper, by kind. Whatever is in its text is in its blocks."""

from dataclasses import replace
from datetime import date

import pytest

from core.blocks import Heading, Table, words_of
from planning.rules.printing import plan
from tests.core.documents import a_document
from tests.planning.contents import (
    BESIDE,
    a_content,
    a_priority,
    a_statement,
    an_area,
    going,
    row,
)

NOT_WORDS = {"id", "url", "sef_area", "carried_from", "doer", "words", "code", "number", "tier",
             "funding", "kind", "half_term", "week", "measure", "cohort", "group", "answers",
             "baseline_year", "baseline_term", "is_appraisal_target", "shape", "urn", "year",
             "name", "ends_on", "starts_on", "due_on", "on", "publish_on", "review_on"}  # fmt: skip


def said(content, beside=BESIDE):
    blocks = plan.blocks_of(content, beside)
    return "\n".join(words_of(a_document(blocks=blocks)))


def tables(content, beside=BESIDE):
    blocks = plan.blocks_of(content, beside)
    return {one.caption: one for one in blocks if isinstance(one, Table)}


def texts(value, name=""):
    """Every typed text in a content."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)
    elif isinstance(value, str) and value and name not in NOT_WORDS:
        yield from (line.lstrip("- ") for line in value.splitlines())


WHOLE = {
    "sip": a_content(frame={"title": "T", "context": "Our context", "horizon": "Three years on"},
                     required=[row(code="x", label="Governance", text="Weekly calls")],
                     priorities=[a_priority(), a_priority("Raise attendance")]),
    "rap": a_content("rap", frame={"title": "T", "starts_on": "2026-11-02", "ends_on": "2027-01-15",
                                   "lead_professional": "Deputy CEO", "exit_criteria": "Half read"},
                     priorities=[a_priority(milestones=[row(text="Timetable", half_term="",
                                                            week=2)])]),
    "sef": a_content("sef", framework="EIF 2025", areas=[an_area(), an_area("Behaviour")]),
    "pupil_premium": a_content("pupil_premium", premium=a_statement()),
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
def test_every_text_of_a_plan_is_on_paper(kind):
    found = said(WHOLE[kind])
    frame = {key: text for key, text in WHOLE[kind]["frame"].items() if key != "title"}
    for text in texts(WHOLE[kind] | {"frame": frame}):
        assert text in found, text


def test_costs_are_added_up_by_source_and_in_all():
    found = tables(WHOLE["sip"])["Costs by source of money"]
    assert [[cell.text for cell in one] for one in found.rows] == [
        ["School budget", "£2,400"],
        ["Pupil premium", "£1,601"],
    ]
    assert found.total == ("In all", "£4,001")
    first = tables(WHOLE["sip"])["Priorities, what each aims for, and what it costs"]
    assert first.total[-1] == "£4,001"
    assert first.rows[0][2].text == "£2,000.50"


def test_without_progress_nothing_is_said_of_it_and_with_it_all_of_it():
    content = WHOLE["sip"]
    assert "On track" not in said(content)
    found = said(content, going(content))
    for words in (
        "On track", "Some evidence of impact", "All trained.", "20 Nov 2026",
        "Books show it.", "Done 20 Nov 2026", "To do", "Reached 20 Nov 2026", "Not yet",
        "Under half reached the standard.\nSummer 2026: 45% of 20", "Autumn 2026: 51% of 21",
    ):  # fmt: skip
        assert words in found, words


def test_a_priority_that_nobody_looked_at_yet_has_a_dash_for_its_colour():
    content = WHOLE["sip"]
    beside = replace(going(content), progress={})
    first = tables(content, beside)["Priorities, what each aims for, and what it costs"]
    assert first.rows[0][2].text == "\N{EN DASH}"


def test_a_measure_is_said_in_words_with_its_pupils():
    words = "65%: Reading, writing and maths, expected or above, Year 6, disadvantaged"
    assert words in said(WHOLE["sip"])
    assert "Measured by" not in said(a_content(priorities=[a_priority(measure="")]))


def test_a_rapid_plan_says_on_which_day_a_week_ends():
    found = said(WHOLE["rap"])
    assert "Week 2, 15 Nov 2026" in found
    assert "2 Nov 2026" in found


def test_milestones_stand_in_the_order_of_the_year():
    rows = [row(text=half, half_term=half, week=None) for half in ("SUM1", "AUT2")]
    found = tables(a_content(priorities=[a_priority(milestones=rows)]))
    assert [one[0].text for one in found["Milestones of priority 1"].rows] == [
        "Autumn 2", "Summer 1",
    ]  # fmt: skip


def test_days_are_said_from_and_to():
    action = a_priority()["actions"][0]
    ends = [("2026-09-07", None), (None, None), ("2026-09-07", date(2026, 10, 1))]
    rows = [action | {"starts_on": first, "due_on": last} for first, last in ends]
    found = tables(a_content(priorities=[a_priority("P", actions=rows)]))["Actions of priority 1"]
    assert [one[2].text for one in found.rows] == [
        "From 7 Sep 2026", "", "7 Sep 2026 to 1 Oct 2026",
    ]  # fmt: skip


def test_activities_are_added_up_by_tier_in_the_order_of_the_form():
    found = tables(WHOLE["pupil_premium"])
    tiers = [name for name in found if name.startswith("Activity")]
    assert tiers == [
        "Activity this academic year: Teaching",
        "Activity this academic year: Wider strategies",
    ]
    assert found[tiers[0]].total[-1] == "£5,000"
    assert found["Funding this academic year"].total[-1] == "£120,500"
    assert "£25,000" in said(WHOLE["pupil_premium"])


def test_an_area_that_is_not_judged_says_so():
    content = a_content("sef", areas=[an_area(judgement="")])
    assert "Not judged" in said(content)


def test_an_empty_plan_says_that_it_is_empty():
    assert plan.EMPTY in said(a_content())
    empty = a_priority("Bare", outcome="", criteria=[], milestones=[], actions=[], monitoring=[],
                       subject_plans=[], target_percent=None)  # fmt: skip
    headings = [one.text for one in plan.blocks_of(a_content(priorities=[empty]), BESIDE)
                if isinstance(one, Heading)]  # fmt: skip
    assert headings == ["The plan on one page", "Priority 1: Bare"]


def test_a_shape_that_is_not_known_is_not_guessed_at():
    with pytest.raises(ValueError, match="shape 2"):
        plan.blocks_of(a_content(shape=2), BESIDE)
