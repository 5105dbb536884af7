from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banding.rules.days import Spell
from banding.rules.obligations import Asked, Body, Year, state_on, wanted
from demo.calendar import CLOSED, TERMS
from schools.rules.calendar import SchoolCalendar

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
CADENCES = ["weekly", "fortnightly", "half_termly", "termly", "yearly", "programme_week"]


def a_year(closed=()) -> Year:
    terms = tuple(TERMS[2026])
    return Year(2026, FIRST, LAST, terms, SchoolCalendar(terms, frozenset(closed)))


YEAR = a_year(on for on, _ in CLOSED[2026])
SCHOOL = Body(1, FIRST, LAST, joined_on=FIRST)


def duty(cadence: str, **fields) -> Asked:
    return Asked(1, "x", "Plan review", cadence, "Head", **fields)


def due(asked: Asked, body: Body = SCHOOL, year: Year = YEAR) -> list[date]:
    return [one.due_on for one in wanted([asked], [(body, year)])]


@pytest.mark.parametrize(
    ("cadence", "times"),
    [("weekly", 40), ("fortnightly", 19), ("half_termly", 6), ("termly", 3), ("yearly", 1),
     ("all_year", 0), ("as_agreed", 0)],
)  # fmt: skip
def test_how_often_a_cadence_falls_due_in_a_year(cadence, times):
    assert len(due(duty(cadence))) == times


def test_a_month_is_over_on_its_last_school_day_and_august_on_the_year_s():
    assert due(duty("yearly", month=10)) == [date(2026, 10, 23)]
    assert due(duty("yearly", month=8)) == [date(2027, 7, 20)]
    assert due(duty("yearly")) == [date(2027, 7, 20)]


def test_a_joining_programme_counts_school_weeks_from_the_day_of_joining():
    weeks = [due(duty("programme_week", week=n))[0] for n in (1, 2, 3, 4)]
    assert weeks == [date(2026, 9, d) for d in (4, 11, 18, 25)]
    assert due(duty("programme_week", week=1), Body(1, FIRST, LAST)) == []


def test_a_duty_of_a_level_is_due_while_the_school_is_on_it_and_says_since_when():
    repair = Spell(7, "Repair, stage 1", date(2027, 1, 5), LAST)
    body = Body(1, FIRST, LAST, times=(repair,))
    found = list(
        wanted([duty("half_termly", approver="CEO", level_ids=frozenset({7}))], [(body, YEAR)])
    )
    assert [one.period for one in found] == [
        "2026 spring 1", "2026 spring 2", "2026 summer 1", "2026 summer 2",
    ]  # fmt: skip
    assert found[0].because == (
        "Due because Repair, stage 1 since 5 Jan 2027: Plan review, half-termly, by Head, "
        "approved by CEO."
    )


def test_the_document_s_words_are_the_reason_where_it_has_them():
    said = "improvement plan progress is monitored half-termly by CEO and ACC."
    whole = Spell(7, "Repair, stage 1", FIRST, LAST)
    asked = duty("termly", detail=said, level_ids=frozenset({7}))
    [first, *_] = wanted([asked], [(Body(1, FIRST, LAST, times=(whole,)), YEAR)])
    assert first.because == f"Due because Repair, stage 1: {said}"


def test_what_the_trust_does_is_due_once():
    trust = Body(None, FIRST, LAST)
    asked = duty("termly", is_of_the_trust=True)
    found = list(wanted([asked], [(SCHOOL, YEAR), (trust, YEAR)]))
    assert [one.school_id for one in found] == [None] * 3


@given(
    st.sampled_from(CADENCES),
    st.sets(st.dates(FIRST, LAST), max_size=60),
    st.integers(0, 20),
    st.integers(0, 20),
    st.none() | st.integers(1, 12),
)
def test_everything_is_due_on_a_school_day_between_its_reminder_and_its_escalation(
    cadence, closed, remind, escalate, month
):
    year = a_year(closed)
    asked = duty(
        cadence,
        month=month if cadence == "yearly" else None,
        week=2 if cadence == "programme_week" else None,
        remind_days=remind,
        escalate_days=escalate,
    )
    found = list(wanted([asked], [(SCHOOL, year)]))
    assert len({one.period for one in found}) == len(found)
    for one in found:
        assert year.calendar.is_school_day(one.due_on)
        assert one.remind_on <= one.due_on <= one.escalate_on
        assert year.calendar.is_school_day(one.remind_on)


def test_what_a_reader_is_told_follows_from_the_day():
    days = {
        "due_on": date(2026, 12, 18),
        "remind_on": date(2026, 12, 11),
        "escalate_on": date(2027, 1, 11),
    }
    told = [
        state_on(days["due_on"] + timedelta(days=passed), **days)
        for passed in (-8, -7, 0, 1, 23, 24)
    ]
    assert told == ["upcoming", "soon", "today", "late", "late", "escalated"]
