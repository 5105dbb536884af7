"""Days a term, a half-term or a school week: how a year is made of them."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from banding.rules.days import (
    EntitledLine,
    OfferedLine,
    Placing,
    Spell,
    by_term,
    entitle,
    yearly_quarters,
)
from banding.rules.years import USUAL_YEAR, TermCounts, YearCounts, count_year
from demo.calendar import TERMS
from schools.rules.calendar import TermDates

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
YEAR = count_year(TERMS[2026])
units = st.sampled_from(["year", "term", "half_term", "week"])
years = st.builds(
    YearCounts,
    st.lists(
        st.builds(TermCounts, st.just("term"), st.integers(1, 2), st.integers(1, 16)),
        min_size=1,
        max_size=4,
    ).map(tuple),
)
offers = st.lists(
    st.builds(
        OfferedLine,
        id=st.integers(1, 99),
        code=st.just("x"),
        activity=st.just("X"),
        quarter_days=st.integers(0, 24),
        level_id=st.sampled_from([None, 1, 2]),
        unit=units,
        is_at_least=st.booleans(),
    ),
    max_size=8,
)
days_of_the_year = st.dates(FIRST + timedelta(days=1), LAST)


def total(lines, placings, year=YEAR) -> int:
    found = entitle(lines, placings, first=FIRST, last=LAST, year=year)
    return sum(line.quarter_days for line in found)


def on(level: int, from_date: date = FIRST) -> Placing:
    return Placing(level, ["", "Improve", "Repair"][level], from_date)


def because(line: OfferedLine, *placings: Placing, year: YearCounts = YEAR) -> str:
    [found] = entitle([line], placings, first=FIRST, last=LAST, year=year)
    return found.because.replace("\N{MULTIPLICATION SIGN}", "x")


@pytest.mark.parametrize(
    ("unit", "days"), [("year", 1), ("term", 3), ("half_term", 6), ("week", 39)]
)
def test_a_line_is_multiplied_by_how_often_its_unit_comes_round(unit, days):
    assert yearly_quarters(unit, 4, terms=3, half_terms=6, weeks=39) == 4 * days


def test_a_year_of_195_weekdays_in_term_has_39_school_weeks():
    assert (YEAR.terms, YEAR.half_terms, YEAR.weeks) == (3, 6, 39)


def test_without_a_published_calendar_a_year_has_3_terms_6_half_terms_and_39_weeks():
    assert count_year([]) == USUAL_YEAR
    assert (USUAL_YEAR.terms, USUAL_YEAR.half_terms, USUAL_YEAR.weeks) == (3, 6, 39)


def test_a_term_without_a_half_term_holiday_is_one_half_term():
    counts = count_year([TermDates(date(2026, 9, 7), date(2026, 10, 16), "autumn")])
    assert (counts.terms, counts.half_terms, counts.weeks) == (1, 1, 6)


def test_each_line_shows_how_it_is_worked_out():
    line = OfferedLine(1, "x", "Support", 16, 1, "term")
    assert because(line, on(1)) == "4 days a term x 3 terms = 12; Improve from 1 Sep 2026"
    assert because(line, on(1, date(2027, 1, 5))) == (
        "4 days a term x 3 terms = 12; Improve from 5 Jan 2027, 239 of 365 days of the year"
    )
    weekly = OfferedLine(1, "x", "Support", 4, None, "week", is_at_least=True)
    assert because(weekly) == (
        "At least 1 day a school week x 39 school weeks = 39; core offer, every school"
    )
    assert "39, of a usual year as no calendar is published;" in because(weekly, year=USUAL_YEAR)


@given(offers, years)
def test_days_are_additive_over_lines(lines, year):
    placed = [on(1)]
    apart = sum(total([line], placed, year) for line in lines)
    assert total(lines, placed, year) == apart


@given(offers, years, days_of_the_year)
def test_a_change_between_levels_that_offer_the_same_changes_nothing(lines, year, day):
    same = [line for line in lines if line.level_id != 2]
    same += [
        OfferedLine(line.id, "y", "Y", line.quarter_days, 2, line.unit)
        for line in same
        if line.level_id == 1
    ]
    assert total(same, [on(1), on(2, day)], year) == total(same, [on(1)], year)


@given(offers, years, days_of_the_year)
def test_a_change_gives_no_less_and_no_more_than_either_level_all_year(lines, year, day):
    ends = sorted([total(lines, [on(1)], year), total(lines, [on(2)], year)])
    assert ends[0] <= total(lines, [on(1), on(2, day)], year) <= ends[1]


@given(offers, years, days_of_the_year)
def test_a_day_later_moves_no_more_than_a_day_s_worth(lines, year, day):
    assume(day < LAST)
    ends = [total(lines, [on(1)], year), total(lines, [on(2)], year)]
    moved = total(lines, [on(1), on(2, day)], year) - total(
        lines, [on(1), on(2, day + timedelta(days=1))], year
    )
    assert abs(moved) <= abs(ends[1] - ends[0]) / 365 + 1


@given(offers, days_of_the_year)
def test_the_terms_of_each_line_sum_to_the_line(lines, day):
    entitled = entitle(lines, [on(1), on(2, day)], first=FIRST, last=LAST, year=YEAR)
    for line, terms in zip(entitled, by_term(entitled, YEAR), strict=True):
        assert sum(terms) == line.quarter_days
        assert min(terms) >= 0


def test_a_line_a_term_falls_whole_in_each_term_and_a_year_s_by_school_weeks():
    a_term = EntitledLine(1, "x", "Support", 48, "", "term")
    a_year = EntitledLine(2, "y", "Visits", 39, "")
    assert by_term([a_term, a_year], YEAR) == [[16, 16, 16], [t.weeks for t in YEAR.by_term]]


def test_a_level_from_the_spring_term_puts_no_days_in_the_autumn():
    spring = Spell(1, "Improve", TERMS[2026][1].starts_on, LAST)
    line = EntitledLine(1, "x", "Support", 32, "", "term", times=(spring,))
    assert by_term([line], YEAR) == [[0, 16, 16]]
