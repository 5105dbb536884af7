"""Plans taken out of documents of many shapes. Whatever is not taken is in the list of that."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.papers import Box, Grid, Words
from planning.rules.importing.heads import TARGETS
from planning.rules.importing.taken import Mapping, cut
from planning.rules.importing.taking import NAMES_COLUMN, NAMES_ROW, take
from planning.rules.importing.values import Year
from tests.core.papers import a_paper
from tests.properties import tried_less

YEAR = Year(2026)
HEADS = ["Action", "Lead", "Start", "By when", "Cost", "Success criteria"]
ROW = ["Daily reading", "English lead", "7/9/26", "Oct 2026", "£1,200", "80% at expected"]


def taken(*parts, **mapping):
    return take(a_paper(*parts), Mapping(**mapping), YEAR)


def titles(found):
    return [one.title for one in found.priorities]


def not_taken(found):
    return [piece.text for piece in found.left]


def test_a_table_under_a_heading_that_names_a_priority():
    found = taken("We are Elm Grove.", ("Priority 1: Raise reading", 2), [HEADS, ROW])
    (priority,) = found.priorities
    assert (priority.title, found.context) == ("Raise reading", ["We are Elm Grove."])
    assert priority.actions == [
        {"what": "Daily reading", "owner": "English lead", "starts_on": "2026-09-07",
         "due_on": "2026-10-31", "cost_pence": 120_000, "funding": "budget", "cpd_need": ""}
    ]  # fmt: skip
    assert priority.criteria == [{"text": "80% at expected"}]
    assert (found.left, found.problems, found.stops) == ([], [], [])


def test_several_tables_one_for_each_priority_and_headers_repeated_on_each_page():
    found = taken(
        ("Priority 1: Reading", 2), [HEADS, ROW, HEADS, ["Buy books", *ROW[1:]]],
        ("Priority 2: Maths", 2), [HEADS, ["Fluency", *ROW[1:]]],
    )  # fmt: skip
    assert titles(found) == ["Reading", "Maths"]
    assert [len(one.actions) for one in found.priorities] == [2, 1]
    assert [one.text for one in found.pieces if one.taken_as == NAMES_COLUMN] == HEADS * 3


def test_a_heading_without_a_number_names_the_priority_of_its_table():
    found = taken(("Attendance", 2), ("Actions", 3), [HEADS, ROW])
    assert titles(found) == ["Attendance"]
    assert not_taken(found) == ["Actions"]


def test_a_heading_inside_a_priority_is_not_another():
    found = taken(("Priority 1: Reading", 2), ("How we do it", 3), [HEADS, ROW])
    assert titles(found) == ["Reading"]


def test_a_merged_priority_column_holds_for_the_rows_it_covers():
    rows = [["Priority", "Action", "Lead"],
            [("Reading", 1, 2), "Daily reading", "English lead"],
            [(None, 1), "Buy books", "English lead"],
            ["Maths", "Fluency", "Maths lead"]]  # fmt: skip
    found = taken(rows)
    assert [(one.title, len(one.actions)) for one in found.priorities] == [
        ("Reading", 2), ("Maths", 1),
    ]  # fmt: skip


def test_a_merged_owner_holds_for_each_action_and_is_accounted_for_once():
    rows = [["Action", "Lead"], ["Daily reading", ("English lead", 1, 2)], ["Buy books", (None, 1)]]
    found = taken(rows)
    assert [row["owner"] for row in found.priorities[0].actions] == ["English lead"] * 2
    assert [piece.text for piece in found.pieces].count("English lead") == 1


def test_a_line_across_the_table_names_the_priority_below():
    rows = [HEADS, [("Priority 1: Reading", 6)], ROW, [("Priority 2: Maths", 6)], ROW,
            [("Success criteria: All read well", 6)]]  # fmt: skip
    found = taken(rows)
    assert titles(found) == ["Reading", "Maths"]
    assert [row["text"] for row in found.priorities[1].criteria] == ["80% at expected",
                                                                      "All read well"]  # fmt: skip


def test_labels_beside_their_words_above_the_actions():
    rows = [["Priority", ("Raise reading", 2)], ["Outcome", ("All read well", 2)],
            ["Baseline", "45% at expected", ""], ["Lead", "Deputy head", ""],
            ["Action", "Lead", "By when"],
            ["Daily reading", "English lead", "Dec 2026"]]  # fmt: skip
    (priority,) = taken(rows).priorities
    assert (priority.title, priority.outcome, priority.baseline) == (
        "Raise reading", ["All read well"], ["45% at expected"],
    )  # fmt: skip
    assert len(priority.actions) == 1
    assert not_taken(taken(rows)) == ["Deputy head"]


def test_a_cell_of_several_lines_is_several_actions_with_what_stands_beside_each():
    rows = [["Action", "Lead", "Cost"],
            ["- Daily reading\n- Buy books", "English lead\nBursar", "£500"]]  # fmt: skip
    actions = taken(rows).priorities[0].actions
    assert [(row["what"], row["owner"], row["cost_pence"]) for row in actions] == [
        ("Daily reading", "English lead", 50_000), ("Buy books", "Bursar", 0),
    ]  # fmt: skip


def test_what_cannot_be_read_is_kept_as_words_and_named_by_table_row_and_column():
    found = taken([HEADS, ["Daily reading", "x" * 130, "soon", "ongoing", "release time", ""]])
    (action,) = found.priorities[0].actions
    assert action["what"].startswith("Daily reading (Lead: xxx")
    for words in ("(Start: soon)", "(By when: ongoing)", "(Cost: release time)"):
        assert words in action["what"]
    assert (action["owner"], action["due_on"], action["cost_pence"]) == ("To be named", None, 0)
    assert found.problems[3].place == "Table 1, row 2, column “Cost”"
    assert found.problems[3].value == "release time"
    assert [one.problem for one in found.problems] == [
        "A post has at most 120 characters.", "This is not a day we can be sure of.",
        "This is not a day we can be sure of.", "No single amount of money is named.",
    ]  # fmt: skip
    assert all(one.fix for one in found.problems)
    assert found.notes == ["Actions that name nobody say “To be named”: 1."]


def test_an_action_due_before_it_starts_keeps_the_day_as_words():
    found = taken([HEADS, ["Read", "Lead", "1/12/26", "1/10/26", "", ""]])
    assert found.priorities[0].actions[0]["due_on"] is None
    assert found.problems[0].problem == "It would be due before it starts."


def test_two_columns_of_one_thing_are_both_in_the_plan():
    found = taken([["Action", "Lead", "Person", "Cost", "Budget"],
                   ["Read", "English lead", "Bursar", "£5", "£7"]])  # fmt: skip
    (action,) = found.priorities[0].actions
    assert (action["owner"], action["cost_pence"]) == ("English lead, Bursar", 500)
    assert action["what"] == "Read (Budget: £7)"
    assert found.problems[0].problem == "Another column says this already."


def test_what_stands_below_an_action_without_one_of_its_own_belongs_to_it():
    found = taken([["Action", "Lead"], ["Read", "English lead"], ["", "and all teachers"]])
    assert found.priorities[0].actions[0]["what"] == "Read (Lead: and all teachers)"


def test_milestones_by_the_half_term_of_their_column_of_their_text_or_of_the_day():
    rows = [["Action", "Autumn 1", "Milestone", "By when"],
            ["Read", "Timetable made", "Spring 2: half read", "Dec 2026"],
            ["Write", "", "Books chosen", "Dec 2026"],
            ["Count", "", "Some day", ""]]  # fmt: skip
    found = taken(rows)
    assert [(row["text"], row["half_term"]) for row in found.priorities[0].milestones] == [
        ("Timetable made", "AUT1"), ("Spring 2: half read", "SPR2"), ("Books chosen", "AUT2"),
    ]  # fmt: skip
    assert not_taken(found) == ["Some day"]
    assert "names no half-term" in found.problems[0].fix


def test_monitoring_says_what_who_and_when():
    rows = [["Action", "Monitoring", "Monitored by", "Monitoring when"],
            ["Read", "Book look", "Governors", "Autumn 1 and Spring 1"],
            ["Write", "Pupil voice in Summer 1", "", ""],
            ["Count", "Visit", "", ""]]  # fmt: skip
    found = taken(rows)
    assert [tuple(row.values()) for row in found.priorities[0].monitoring] == [
        ("book_look", "Book look", "Governors", "AUT1"),
        ("book_look", "Book look", "Governors", "SPR1"),
        ("pupil_voice", "Pupil voice in Summer 1", "To be named", "SUM1"),
    ]  # fmt: skip
    assert not_taken(found) == ["Visit"]


def test_one_colour_is_the_prioritys_and_several_are_left_for_a_person():
    rows = [["Action", "RAG"], ["Read", "Green"], ["Write", "G"]]
    assert taken(rows).priorities[0].colour == "green"
    mixed = taken([*rows, ["Count", "Red"]])
    assert mixed.priorities[0].colour == ""
    assert not_taken(mixed) == ["Green", "G", "Red"]
    blue = taken([["Action", "RAG"], ["Read", "Complete"]])
    assert (blue.priorities[0].colour, not_taken(blue)) == ("", ["Complete"])


def test_words_of_how_it_goes_stand_beside_a_colour_or_are_listed():
    rows = [["Action", "RAG", "Evaluation"], ["Read", "Green", "All trained"]]
    assert taken(rows).priorities[0].progress == ["All trained"]
    rows = [["Action", "Lead", "Evaluation"], ["Read", "Head", "All trained"]]
    assert not_taken(taken(rows)) == ["All trained"]


def test_a_cell_that_is_only_coloured_counts_as_its_colour():
    grid = Grid("Table 1", (Box(1, 1, "Action"), Box(1, 2, "RAG"), Box(2, 1, "Read"),
                            Box(2, 2, "", fill="00B050")))  # fmt: skip
    assert taken(grid).priorities[0].colour == "green"


def test_heads_in_two_rows_are_read_together():
    rows = [[("Action", 1, 2), ("Monitoring", 2)], [(None, 1), "Who", "When"],
            ["Read", "Governors", "Autumn 1"]]  # fmt: skip
    found = taken(rows)
    assert found.heads["Monitoring Who"].target == "monitor_who"


def test_a_person_may_say_what_a_column_or_paragraph_is_and_which_row_names_the_columns():
    rows = [["Thing", "Person"], ["Read", "English lead"]]
    guessed = taken("Our vision", rows)
    assert guessed.without_header == {"Table 1": ["Thing | Person", "Read | English lead"]}
    assert not_taken(guessed) == ["Thing", "Person", "Read", "English lead"]
    found = taken("Our vision", rows, header_rows={"Table 1": 1}, columns={"Thing": "action"},
                  words={1: "priority"})  # fmt: skip
    assert (titles(found), found.left) == (["Our vision"], [])
    assert found.priorities[0].actions[0]["owner"] == "English lead"
    assert taken("Our vision", rows, rest="leave").context == []


def test_a_column_that_is_not_taken_is_listed_cell_by_cell_with_the_reason():
    found = taken([["Action", "Lead", "Ref"], ["Read", "English lead", "A1"]])
    assert [(one.place, one.text, one.why) for one in found.left] == [
        ("Table 1, row 2, column “Ref”", "A1", "The column “Ref” is not taken."),
    ]  # fmt: skip


def test_headers_and_footers_of_pages_are_listed():
    found = taken(Words("Confidential", where="page header"), "Context here.")
    assert [(one.place, one.why) for one in found.left] == [
        ("Page header", "It stands in a page header.")
    ]


def test_a_long_title_is_cut_and_kept_whole_in_the_outcome():
    text = "Priority 1: " + "raise everything " * 20
    (priority,) = taken((text, 2), [HEADS, ROW]).priorities
    assert len(priority.title) <= 200
    assert priority.outcome == [text.strip()]


def test_a_document_of_nothing_we_know_stops():
    found = taken([["a", "b"], ["c", "d"]])
    assert len(found.left) == 4
    assert found.stops[0].startswith("Nothing in this document")
    many = taken([["Priority", "Action", "Lead"], *([f"P{n}", "Read", "Lead"] for n in range(21))])
    assert "21 priorities" in many.stops[0]
    actions = taken([["Action", "Lead"], *([f"Read {n}", "Lead"] for n in range(61))])
    assert "61 actions" in actions.stops[0]


def test_long_text_is_cut_at_sentences_words_or_where_it_must():
    assert cut("One. Two.", 6) == ["One.", "Two."]
    assert cut("alpha beta gamma", 11) == ["alpha beta", "gamma"]
    assert cut("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert cut("", 10) == []


# Words that no rule reads as a day, money, a colour or a head, each unlike every other.
word = st.text("bdfhjlqvxz", min_size=3, max_size=9)
cell = st.one_of(
    st.just(""),
    st.lists(word, min_size=1, max_size=4).map(" ".join),
    st.lists(word, min_size=90, max_size=120).map(" ".join),
    st.sampled_from(["31/10/26", "Oct 2026", "Autumn 2", "ongoing", "£1,200", "1.2k", "n/a",
                     "release time", "- vxzq\n- bdf", "Green", "Priority 3: Vxzq",
                     "Action", "Outcome: vxzq bdf", "PP"]),
)  # fmt: skip
header = st.lists(st.sampled_from(["Action", "Lead", "By when", "Cost", "Success criteria", "RAG",
                                   "Priority", "Outcome", "Monitoring", "Milestone", "Ref",
                                   "Training", "Start", "Timescale", "Funding source", "Xyzzy",
                                   "Evaluation", "Monitored by"]),
                  min_size=1, max_size=6)  # fmt: skip
SHORTENED = {"Priority", TARGETS["due"], TARGETS["start"], TARGETS["when"], TARGETS["cost"],
             TARGETS["rag"], TARGETS["funding"]}  # fmt: skip


@st.composite
def tables(draw):
    heads = draw(header)
    row = st.lists(cell, min_size=len(heads), max_size=len(heads))
    rows = draw(st.lists(row, min_size=1, max_size=6))
    merged = draw(st.lists(cell, min_size=0, max_size=1))
    return [heads, *rows, *([(text, len(heads))] for text in merged if text)]


def squeezed(text):
    return re.sub(r"[\s.,;:()\-]+", "", text)


@tried_less
@given(before=st.lists(cell, max_size=2), table=tables(), after=st.lists(cell, max_size=2))
def test_every_text_is_in_the_plan_or_in_the_list_of_what_is_not_taken(before, table, after):
    parts = [text for text in before if text], [text for text in after if text]
    found = taken(*parts[0], table, *parts[1])
    said = sorted(text for text in (*parts[0], *_cells(table), *parts[1]) if text)
    assert sorted(piece.text for piece in found.pieces) == said, "each is accounted for once"
    plan = squeezed(" ".join(found.texts()))
    for piece in found.used:
        if piece.taken_as in {NAMES_COLUMN, NAMES_ROW} or piece.taken_as in SHORTENED:
            continue
        for line in piece.text.split("\n"):
            label, _, rest = line.partition(": ")
            assert squeezed(line) in plan or squeezed(rest) in plan, (label, piece)


def _cells(table):
    return [cell[0] if isinstance(cell, tuple) else cell for row in table for cell in row]


@pytest.mark.parametrize("text", ["vxzq bdf", "31/10/26 or so", "£1 and £2", "half of the PPG"])
@pytest.mark.parametrize("head", ["By when", "Start", "Timescale", "Cost", "Funding source"])
def test_a_value_that_is_not_understood_is_in_the_plan_as_it_stands(head, text):
    found = taken([["Action", "Lead", head], ["Read", "English lead", text]])
    (action,) = found.priorities[0].actions
    understood = head == "Funding source" and text == "half of the PPG"
    assert text in action["what"] or understood
