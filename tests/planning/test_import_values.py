"""Days, money, half-terms and colours as schools write them: read, or left as words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.rules.importing import heads
from planning.rules.importing.values import (
    Money,
    Year,
    read_colour,
    read_day,
    read_days,
    read_funding,
    read_half_terms,
    read_kind,
    read_looker,
    read_money,
)
from tests.properties import tried_less

YEAR = Year(2026, {"AUT2": (date(2026, 11, 2), date(2026, 12, 18))})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/10/26", date(2026, 10, 31)),
        ("31.10.2026", date(2026, 10, 31)),
        ("2026-10-31", date(2026, 10, 31)),
        ("31st October", date(2026, 10, 31)),
        ("By Friday 18 December 2026.", date(2026, 12, 18)),
        ("w/b 4 Jan 2027", date(2027, 1, 4)),
        ("Oct 2026", date(2026, 10, 31)),
        ("March", date(2027, 3, 31)),
        ("10/2026", date(2026, 10, 31)),
        ("end of Autumn 2", date(2026, 12, 18)),
        ("Spring term", date(2027, 3, 31)),
        ("Summer 2027", date(2027, 7, 31)),
        ("Summer 2028", None),
        ("30/2/27", None),
        ("31/13/26", None),
        ("31/10/1926", None),
        ("ongoing", None),
        ("", None),
        ("by the end of term", None),
    ],
)
def test_a_last_day_as_people_write_it(text, day):
    assert read_day(text, YEAR, is_last=True) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sept - Dec 2026", (date(2026, 9, 1), date(2026, 12, 31))),
        ("Sep-Dec", (date(2026, 9, 1), date(2026, 12, 31))),
        ("Autumn 2 to Summer 2", (date(2026, 11, 2), date(2027, 7, 31))),
        ("Autumn 2", (None, date(2026, 12, 18))),
        ("Dec to Sep", None),
        ("termly", None),
    ],
)
def test_from_and_to_in_one_cell(text, days):
    assert read_days(text, YEAR) == days


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("£1,200", Money(120_000)),
        ("1.2k", Money(120_000)),
        ("1200", Money(120_000)),
        ("£1,200.50", Money(120_050)),
        ("n/a", Money(0)),
        ("No cost", Money(0)),
        ("release time", Money(None, "release time")),
        ("3 days", Money(None, "3 days")),
        ("£1,200 for supply", Money(120_000, "£1,200 for supply")),
        ("£350 (PP)", Money(35_000)),
        ("£500 supply, £200 books", Money(None, "£500 supply, £200 books")),
        ("-£50", Money(None, "-£50")),
        ("£99999999999", Money(None, "£99999999999")),
    ],
)
def test_money_as_people_write_it(text, money):
    assert read_money(text) == money


@tried_less
@given(st.integers(0, 2_000_000))
def test_an_amount_is_read_however_it_is_written(pounds):
    for text in (f"£{pounds:,}", f"{pounds}", f"£ {pounds}.00", f"£{pounds / 1000:.3f}k"):
        assert read_money(text).pence == pounds * 100


@tried_less
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_however_it_is_written(on):
    for text in (f"{on:%d/%m/%Y}", f"{on:%d.%m.%y}", f"{on.day} {on:%B %Y}", f"{on:%d-%b-%y}",
                 on.isoformat()):  # fmt: skip
        assert read_day(text, YEAR, is_last=True) == on


@tried_less
@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_left(text):
    read_day(text, YEAR, is_last=False)
    read_days(text, YEAR)
    read_money(text)
    read_half_terms(text, YEAR)
    read_colour(text, text)
    heads.is_head(text)
    assert heads.title_of(text) or not text.strip() or len(text) < 40


def test_half_terms_are_found_in_a_sentence():
    assert read_half_terms("Book look Autumn 1, Spring 2 and Spring 2", YEAR) == ["AUT1", "SPR2"]
    assert read_half_terms("Autumn term", YEAR) == ["AUT2"]
    assert len(read_half_terms("each half-term", YEAR)) == 6
    assert read_half_terms("Termly", YEAR) == ["AUT2", "SPR2", "SUM2"]
    assert read_half_terms("often", YEAR) == []


@pytest.mark.parametrize(
    ("text", "fill", "colour"),
    [
        ("Green", "", "green"), ("A", "", "amber"), ("", "00B050", "green"),
        ("", "FFC000", "amber"), ("", "FF0000", "red"), ("", "0070C0", "blue"),
        ("", "F2F2F2", None), ("maybe", "FF0000", None), ("", "auto", None), ("", "C00020", "red"),
    ],
)  # fmt: skip
def test_colours_by_word_letter_or_fill(text, fill, colour):
    assert read_colour(text, fill) == colour


def test_who_looks_is_read_from_a_sentence():
    assert read_looker("Learning walk by the governors, Spring 1") == "Governors"
    assert read_looker("Visit by headteacher in Autumn 2") == "Headteacher"
    assert read_looker("Book look") == ""


def test_sources_of_money_and_kinds_of_monitoring():
    assert [read_funding(text) for text in ("PPG", "Sports premium", "School budget", "PTA")] == [
        "pupil_premium", "pe_premium", "budget", None,
    ]  # fmt: skip
    texts = ("Learning walk by HT", "Work scrutiny", "Pupil interviews", "Deep dive", "Data drop",
             "SCR", "Visit")  # fmt: skip
    assert [read_kind(text) for text in texts] == [
        "learning_walk", "book_look", "pupil_voice", "deep_dive", "data_review", "scr_check",
        "other",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("Actions to be taken", "action"), ("Key tasks", "action"), ("What will we do?", "action"),
        ("Lead", "owner"), ("Who is responsible?", "owner"), ("Personnel", "owner"),
        ("Start date", "start"), ("By when", "due"), ("Deadline", "due"), ("Timescale", "when"),
        ("Cost", "cost"), ("Resources / cost", "cost"), ("Funding source", "funding"),
        ("Success criteria", "success"), ("KPIs", "success"), ("Milestones", "milestone"),
        ("Autumn 1", "milestone"), ("Monitoring", "monitoring"), ("Monitored by", "monitor_who"),
        ("Intended outcome", "outcome"), ("Baseline", "baseline"), ("RAG", "rag"),
        ("Evaluation", "progress"), ("Impact", "progress"), ("CPD", "cpd"),
        ("Priority", "priority"), ("Objective", "priority"), ("Ref", "leave"), ("Xyz", "leave"),
    ],
)  # fmt: skip
def test_what_a_column_is_taken_as(head, target):
    assert heads.guess(head) == target


def test_a_row_of_heads_is_told_from_a_row_of_work():
    assert heads.is_header(["Action", "Lead", "Autumn 1"])
    assert not heads.is_header(["Daily reading", "English lead", "Autumn 1"])
    assert not heads.is_header(["Review", "Staff", "Summer 2"])
    assert not heads.is_header(["Actions", "Xyz", "Other", "Thing"])


def test_what_names_a_priority_and_what_it_is_called():
    assert heads.names_priority("Priority 1: Raise attainment")
    assert heads.names_priority("OBJECTIVE 2 Attendance")
    assert not heads.names_priority("Targets are set in September")
    assert heads.title_of("Key Priority 2 \u2013 Raise  attendance") == "Raise attendance"
    assert heads.title_of("3. Reading") == "Reading"
    assert heads.title_of("Priority 4") == "Priority 4"
    assert heads.labelled("Success criteria: 80% at expected") == ("success", "80% at expected")
    assert heads.labelled("Sandwiches: ham") is None
