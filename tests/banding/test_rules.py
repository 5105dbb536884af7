from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from banding.rules.days import OfferedLine, Placing, entitle, spells
from banding.rules.shares import apportion

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
CORE = OfferedLine(1, "core", "Visits", 48, None)
EXTRA_D = OfferedLine(2, "extra_d", "More visits, D", 14, level_id=4)
EXTRA_E = OfferedLine(3, "extra_e", "More visits, E", 28, level_id=5)
OFFER = [CORE, EXTRA_D, EXTRA_E]

days_of_the_year = st.dates(FIRST, LAST)
levels = st.sampled_from([3, 4, 5])
offers = st.lists(
    st.builds(
        OfferedLine,
        id=st.integers(1, 99),
        code=st.just("x"),
        activity=st.just("X"),
        quarter_days=st.integers(0, 80),
        level_id=st.sampled_from([None, 3, 4, 5]),
    ),
    max_size=12,
)


def on(level: int, from_date: date) -> Placing:
    return Placing(level, f"Band {'?ABCDE'[level]}", from_date)


def days(placings, lines=OFFER) -> dict[str, int]:
    return {e.code: e.quarter_days for e in entitle(lines, placings, first=FIRST, last=LAST)}


def total(placings, lines=OFFER) -> int:
    return sum(e.quarter_days for e in entitle(lines, placings, first=FIRST, last=LAST))


def test_a_whole_year_on_a_level_gives_its_whole_addition():
    assert days([on(4, FIRST)]) == {"core": 48, "extra_d": 14}
    assert days([on(5, FIRST)]) == {"core": 48, "extra_e": 28}
    assert days([on(3, FIRST)]) == {"core": 48}


def test_a_school_without_a_level_has_the_core_offer():
    assert days([]) == {"core": 48}


def test_moving_from_d_to_e_in_january_adds_two_and_a_quarter_days():
    moved = [on(4, FIRST), on(5, date(2027, 1, 1))]
    assert total(moved) - total([on(4, FIRST)]) == 9


def test_each_line_says_why():
    moved = [on(4, FIRST), on(5, date(2027, 1, 1))]
    assert [e.because for e in entitle(OFFER, moved, first=FIRST, last=LAST)] == [
        "core offer, every school",
        "Band D from 1 Sep 2026 to 31 Dec 2026, 122 of 365 days of the year",
        "Band E from 1 Jan 2027, 243 of 365 days of the year",
    ]
    assert entitle(OFFER, [on(4, FIRST)], first=FIRST, last=LAST)[1].because == (
        "Band D from 1 Sep 2026"
    )


def test_coming_back_to_a_level_counts_both_times():
    there_and_back = [on(4, FIRST), on(3, date(2026, 12, 1)), on(4, date(2027, 5, 1))]
    entitled = entitle(OFFER, there_and_back, first=FIRST, last=LAST)[1]
    assert entitled.because.startswith("Band D from 1 Sep 2026 to 30 Nov 2026 and from 1 May 2027")
    assert entitled.quarter_days == round(14 * (91 + 123) / 365)


def test_placings_outside_the_year_are_cut_to_it():
    assert days([on(4, date(2025, 9, 1))]) == {"core": 48, "extra_d": 14}
    assert days([on(4, date(2027, 9, 1))]) == {"core": 48}
    assert spells([on(4, date(2025, 9, 1)), on(5, FIRST)], first=FIRST, last=LAST)[0].level_id == 5


@given(level=levels, cuts=st.lists(days_of_the_year, max_size=6), lines=offers)
def test_placing_a_school_on_the_same_level_again_changes_nothing(level, cuts, lines):
    again = [on(level, FIRST), *(on(level, cut) for cut in cuts)]
    assert days(again, lines) == days([on(level, FIRST)], lines)


@given(lines=offers, before=levels, after=levels, day=days_of_the_year)
def test_the_parts_of_a_year_sum_to_the_exact_sum_rounded_once(lines, before, after, day):
    year = (LAST - FIRST).days + 1
    here = (day - FIRST).days
    exact = sum(
        Fraction(
            line.quarter_days
            * ((line.level_id == before) * here + (line.level_id == after) * (year - here)),
            year,
        )
        for line in lines
        if line.level_id is not None
    )
    core = sum(line.quarter_days for line in lines if line.level_id is None)
    assert abs(total([on(before, FIRST), on(after, day)], lines) - core - exact) <= Fraction(1, 2)


@given(before=levels, after=levels, day=st.dates(FIRST, LAST - timedelta(days=1)))
def test_a_change_one_day_later_moves_the_total_by_a_quarter_day_at_most(before, after, day):
    one = total([on(before, FIRST), on(after, day)])
    other = total([on(before, FIRST), on(after, day + timedelta(days=1))])
    assert abs(one - other) <= 1


@given(st.lists(st.fractions(min_value=0, max_value=50), max_size=10))
def test_apportioned_parts_are_within_one_of_their_share_and_sum_to_the_whole(shares):
    parts = apportion(shares)
    assert abs(sum(parts) - sum(shares)) <= Fraction(1, 2)
    assert all(abs(part - share) < 1 for part, share in zip(parts, shares, strict=True))
