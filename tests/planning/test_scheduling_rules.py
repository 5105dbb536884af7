"""Where monitoring is placed, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.rules.grades import phrases_like_grades
from planning.rules.scheduling import half_of, halves_of, place, status_on, why_not_on
from schools.rules.calendar import SchoolCalendar, TermDates
from tests.properties import tried_less

TERMS = (
    TermDates(
        date(2026, 9, 2), date(2026, 12, 18), "autumn", (date(2026, 10, 26), date(2026, 10, 30))
    ),
    TermDates(
        date(2027, 1, 4), date(2027, 3, 25), "spring", (date(2027, 2, 15), date(2027, 2, 19))
    ),
    TermDates(
        date(2027, 4, 12), date(2027, 7, 21), "summer", (date(2027, 5, 31), date(2027, 6, 4))
    ),
)
CLOSED = frozenset({date(2026, 11, 2), date(2026, 9, 2), date(2027, 5, 3)})
CALENDAR = SchoolCalendar(TERMS, CLOSED)
HALVES = halves_of(TERMS, CALENDAR)
EARLY = date(2026, 9, 1)
HALF_TERMS = ["AUT1", "AUT2", "SPR1", "SPR2", "SUM1", "SUM2"]


def test_a_year_has_six_halves_and_only_school_days_are_in_them():
    assert list(HALVES) == HALF_TERMS
    days = [day for weeks in HALVES.values() for week in weeks for day in week.days]
    assert len(days) == len(set(days))
    assert all(CALENDAR.is_school_day(day) for day in days)
    assert HALVES["AUT2"][0].first == date(2026, 11, 3)  # the Monday is closed


def test_a_term_without_a_holiday_in_its_middle_is_halved_by_its_weeks():
    whole = (TermDates(date(2027, 4, 12), date(2027, 5, 21), "summer"),)
    halves = halves_of(whole, SchoolCalendar(whole))
    assert [len(weeks) for weeks in halves.values()] == [3, 3]


def test_the_first_and_last_week_of_a_half_term_are_left_to_other_things():
    found = []
    for _ in range(12):
        found.append(place("AUT2", HALVES, taken=found, today=EARLY))
    weeks = [week.first for week in HALVES["AUT2"]]
    assert set(found) == set(weeks[1:-1])
    most, least = (f(found.count(on) for on in weeks[1:-1]) for f in (max, min))
    assert most - least <= 1


def test_weeks_that_are_over_are_used_only_where_the_whole_half_term_is():
    today = date(2026, 11, 26)
    assert place("AUT2", HALVES, taken=[], today=today) == date(2026, 11, 23)
    assert place("AUT1", HALVES, taken=[], today=today) == HALVES["AUT1"][1].first
    assert place("AUT2", HALVES, taken=[], today=date(2026, 12, 16)) == date(2026, 12, 14)
    assert place("XXX", HALVES, taken=[], today=today) is None


@tried_less
@given(
    half=st.sampled_from(HALF_TERMS),
    taken=st.lists(st.dates(date(2026, 9, 1), date(2027, 8, 31)), max_size=20),
    today=st.dates(date(2026, 8, 1), date(2027, 8, 31)),
    closed=st.frozensets(st.dates(date(2026, 9, 1), date(2027, 7, 31)), max_size=40),
)
def test_nothing_is_ever_placed_on_a_closed_day_or_in_a_holiday(half, taken, today, closed):
    calendar = SchoolCalendar(TERMS, closed)
    halves = halves_of(TERMS, calendar)
    on = place(half, halves, taken=taken, today=today)
    assert on is None or (calendar.is_school_day(on) and half_of(on, halves) == half)


@pytest.mark.parametrize(
    ("on", "why", "following"),
    [
        (date(2026, 11, 3), "", ""),
        (date(2026, 11, 2), "The school is closed on 2 Nov 2026", "3 Nov 2026"),
        (date(2026, 10, 28), "28 Oct 2026 is in the half-term holiday", "3 Nov 2026"),
        (date(2026, 11, 7), "7 Nov 2026 is at a weekend", "9 Nov 2026"),
        (date(2026, 12, 25), "25 Dec 2026 is not in term time", "4 Jan 2027"),
        (date(2027, 8, 2), "2 Aug 2027 is not in term time", ""),
    ],
)
def test_a_day_the_school_is_not_in_is_refused_in_words(on, why, following):
    said = f"{why}. The next school day is {following}." if following else why and f"{why}."
    assert why_not_on(on, CALENDAR) == said


@pytest.mark.parametrize(
    ("planned_on", "is_any_day", "status"),
    [
        (date(2026, 11, 23), True, "this_week"),
        (date(2026, 11, 23), False, "overdue"),
        (date(2026, 11, 26), False, "this_week"),
        (date(2026, 11, 16), True, "overdue"),
        (date(2026, 11, 30), True, "planned"),
    ],
)
def test_what_is_late_or_due_is_read_off_the_day(planned_on, is_any_day, status):
    said = status_on(
        date(2026, 11, 26), state="planned", planned_on=planned_on, is_any_day=is_any_day
    )
    assert said == status


def test_a_day_of_a_holiday_belongs_to_the_half_term_before_it():
    assert half_of(date(2026, 12, 28), HALVES) == "AUT2"
    assert half_of(date(2026, 8, 20) + timedelta(days=3), HALVES) == "AUT1"
    assert half_of(date(2027, 8, 20), HALVES) == "SUM2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We saw an outstanding lesson in Year 4.", ["outstanding lesson"]),
        ("The lesson was good and pupils knew why.", ["lesson was good"]),
        ("Two were graded as requires improvement", ["graded as requires improvement"]),
        ("Year 3: grade 2, Year 5: Grade 1", ["grade 2", "Grade 1"]),
        ("RI teaching in two rooms, 80% of lessons were at least good",
         ["RI teaching", "80% of lessons were at least good"]),
        ("Good teaching of phonics is seen in books; pupils in grade 2 pieces play well.", []),
        ("Good questions. Teaching assistants are good at prompts; outstanding books.", []),
        ("Inspectors judged the last report in grade 12.", []),
    ],
)  # fmt: skip
def test_words_that_grade_a_lesson_are_shown_as_they_were_typed(text, found):
    assert phrases_like_grades(text) == found
