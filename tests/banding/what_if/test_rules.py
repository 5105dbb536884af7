"""The arithmetic of a what-if, for any trust, any offer and any changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from banding.rules.days import Placing
from banding.rules.one_more import LevelTest, OneMore, one_more
from banding.rules.school_time import TermTime, term_time
from banding.rules.what_if import outcome
from banding.rules.what_if_difference import compare
from banding.rules.what_if_parts import (
    Asked,
    Changes,
    LevelSaid,
    Line,
    PostTime,
    Present,
    SchoolNow,
    changed,
)
from core.years import AcademicYear

YEAR = AcademicYear(2026)
LEVELS = {n: LevelSaid(n, code, f"Band {code}") for n, code in enumerate("ABCDE", start=1)}


def a_term(name: str, first: date, last: date, off: date) -> TermTime:
    holiday = (off, off + timedelta(days=4))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [d for d in span if d.weekday() < 5 and not holiday[0] <= d <= holiday[1]]
    return term_time(name, round(len(days) / 5), days, holiday)


TERMS = (
    a_term("Autumn", date(2026, 9, 2), date(2026, 12, 18), date(2026, 10, 26)),
    a_term("Spring", date(2027, 1, 4), date(2027, 3, 25), date(2027, 2, 15)),
    a_term("Summer", date(2027, 4, 12), date(2027, 7, 21), date(2027, 5, 31)),
)
HUMBER = (
    Line(1, "visits", "Visits", 48, None),
    Line(2, "more_d", "More visits, Band D", 14, 4),
    Line(3, "more_e", "More visits, Band E", 28, 5),
)
days_of_year = st.integers(0, 364).map(lambda n: YEAR.starts_on + timedelta(days=n))
level_ids = st.sampled_from(sorted(LEVELS))
placed_on = st.builds(
    lambda level, day: Placing(level, f"Band {level}", day), level_ids, days_of_year
)
schools = st.dictionaries(
    st.sampled_from([f"s{n}" for n in range(8)]),
    st.lists(placed_on, max_size=3, unique_by=lambda placing: placing.from_date).map(tuple),
    max_size=8,
).map(lambda found: {key: SchoolNow(key, key, 1, own) for key, own in found.items()})
units = st.sampled_from(["year", "term", "half_term", "week"])
lines = st.lists(
    st.tuples(st.integers(0, 40), st.none() | level_ids, units), min_size=1, max_size=5
).map(
    lambda found: tuple(Line(n, f"l{n}", f"Line {n}", *one) for n, one in enumerate(found, start=1))
)
cadences = st.sampled_from(
    ["weekly", "fortnightly", "half_termly", "termly", "yearly", "all_year", "as_agreed"]
)
duties = st.lists(
    st.tuples(cadences, st.none(), st.frozensets(level_ids), st.booleans(), st.booleans()),
    max_size=4,
).map(lambda found: tuple(Asked(n, f"Duty {n}", *one) for n, one in enumerate(found, start=1)))
ftes = st.none() | st.decimals(0, 3, places=2)
posts = st.lists(
    st.tuples(st.integers(1, 4), ftes, st.none() | st.integers(0, 100)), max_size=3
).map(lambda found: tuple(PostTime(n, f"Post {n}", *one) for n, one in enumerate(found, start=1)))
presents = st.builds(
    Present,
    st.just(YEAR),
    days_of_year,
    st.just(LEVELS),
    schools,
    lines,
    st.sampled_from([TERMS, ()]),
    posts,
    duties,
)
keys = st.sampled_from([f"s{n}" for n in range(8)])
new_schools = st.sampled_from([SchoolNow("new", "New"), SchoolNow("other", "Other")])
changes = st.builds(
    Changes,
    st.dictionaries(keys, level_ids, max_size=3),
    st.lists(new_schools, max_size=2, unique=True).map(tuple),
    st.frozensets(keys, max_size=2),
    st.dictionaries(st.integers(1, 5), st.integers(0, 40), max_size=2),
    st.dictionaries(
        st.integers(1, 3), st.tuples(st.decimals(0, 3, places=2), st.integers(0, 100)), max_size=2
    ),
)


@given(presents)
def test_no_change_makes_no_difference(present):
    now = outcome(present)
    assert outcome(changed(present, Changes())) == now
    difference = compare(now, now)
    assert (difference.quarter_days, difference.obligations, difference.moved) == (0, 0, [])
    assert not any(moved.change for moved in (*difference.activities, *difference.terms))


def halves(whole: Changes) -> tuple[Changes, Changes]:
    """The same changes as two lots about different things."""
    one = Changes(levels=whole.levels, capacity=whole.capacity)
    return one, replace(whole, levels={}, capacity={})


@given(presents, changes)
def test_changes_can_be_made_in_any_order(present, whole):
    one, other = halves(whole)
    at_once = changed(present, whole)
    assert changed(changed(present, one), other) == at_once
    assert changed(changed(present, other), one) == at_once


@given(presents, changes)
def test_the_difference_added_to_what_was_is_what_will_be(present, whole):
    before, after = outcome(present), outcome(changed(present, whole))
    difference = compare(before, after)
    assert before.quarter_days + difference.quarter_days == after.quarter_days
    assert before.obligations + difference.obligations == after.obligations
    assert sum(school.change for school in difference.schools) == difference.quarter_days
    assert sum(one.change for one in difference.activities) == difference.quarter_days
    assert sum(one.change for one in difference.duties) == difference.obligations
    if difference.capacity is not None:
        assert before.capacity + difference.capacity == after.capacity


@given(presents, changes)
def test_days_by_school_by_activity_and_by_term_are_the_same_days(present, whole):
    found = outcome(changed(present, whole))
    assert sum(one.amount for one in found.activities) == found.quarter_days
    if found.terms:
        assert sum(term.asked for term in found.terms) == found.quarter_days
        assert all(sum(school.by_term) == school.quarter_days for school in found.schools)


@given(presents)
def test_a_school_less_takes_exactly_its_own_days_and_duties_away(present):
    before = outcome(present)
    for school in before.schools:
        after = outcome(changed(present, Changes(removed=frozenset({school.key}))))
        assert before.quarter_days - after.quarter_days == school.quarter_days
        assert before.obligations - after.obligations == school.obligations
        asked = zip(before.terms, after.terms, school.by_term, strict=False)
        assert all(abs(was.asked - now.asked - own) <= 2 for was, now, own in asked)


@given(presents)
def test_unknown_capacity_is_never_nothing(present):
    found = outcome(present)
    known = [p for p in present.posts if p.fte is not None and p.deployable_percent is not None]
    assert (found.capacity is None) == (not known or not present.terms)
    for post, said in zip(present.posts, found.posts, strict=True):
        assert (said.there is None) == (post not in known or not present.terms)


@given(presents)
def test_the_posts_share_what_is_asked_and_no_more(present):
    found = outcome(present)
    for at, term in enumerate(found.terms):
        shares = [post.asked[at] for post in found.posts if post.asked]
        if term.there:
            assert sum(shares) == term.asked


def the_present(**levels: str) -> Present:
    codes = {level.code: level.id for level in LEVELS.values()}
    placed = {
        key: SchoolNow(key, key, 1, (Placing(codes[code], f"Band {code}", YEAR.starts_on),))
        for key, code in levels.items()
    }
    return Present(YEAR, YEAR.starts_on, LEVELS, placed, HUMBER, TERMS)


def test_two_schools_from_c_to_d_ask_seven_days_more():
    present = the_present(elm="C", oak="C", ash="E")
    after = outcome(changed(present, Changes(levels={"elm": 4, "oak": 4})))
    assert compare(outcome(present), after).quarter_days == 28
    assert after.quarter_days == 4 * (15.5 + 15.5 + 19)


def test_a_change_in_january_counts_for_the_days_that_are_left_and_no_term_before():
    present = replace(the_present(elm="C"), from_date=date(2027, 1, 1))
    before, after = outcome(present), outcome(changed(present, Changes(levels={"elm": 5})))
    moved = compare(before, after)
    assert moved.quarter_days == round(28 * 243 / 365)
    assert next(term.change for term in moved.terms) == 0


def test_what_breaks_is_said_in_days():
    lead = PostTime(1, "Lead", 1, Decimal("0.1"), 50)
    present = replace(the_present(elm="E"), posts=(lead,))
    spring = outcome(present).terms[1]
    assert (spring.asked, spring.there) == (21, 10)
    assert spring.breaks == "Spring: 5.25 days asked, 2.5 there: 2.75 short."
    unknown = replace(present, posts=(replace(lead, fte=None),))
    assert [term.breaks for term in outcome(unknown).terms] == ["", "", ""]


def test_a_duty_falls_due_while_a_school_stands_on_its_level():
    weekly = Asked(1, "Call", "weekly", level_ids=frozenset({5}))
    review = Asked(2, "Review", "half_termly")
    once = Asked(3, "Report", "yearly", month=10, level_ids=frozenset({5}))
    risk = Asked(4, "Risk", "fortnightly", is_of_trust=True)
    joining = Asked(5, "Welcome", "programme_week", is_joining=True)
    duties = (weekly, review, once, risk, joining)
    present = replace(the_present(elm="C"), from_date=date(2027, 4, 12), duties=duties)
    counted = {one.name: one.amount for one in outcome(present).duties}
    assert counted == {"Call": 0, "Review": 6, "Report": 0, "Risk": 21, "Welcome": 0}
    new = SchoolNow("new", "New", is_joining=True)
    then = outcome(changed(present, Changes(levels={"elm": 5}, added=(new,))))
    assert {one.name: one.amount for one in then.duties} == {
        "Call": 14, "Review": 12, "Report": 0, "Risk": 21, "Welcome": 1,
    }  # fmt: skip


def test_one_more_criterion_is_looked_for_next_door_only():
    tests = [
        LevelTest(1, 1, (10,), builds_on=2),
        LevelTest(2, 2, (20, 21)),
        LevelTest(3, 3, (30,)),
        LevelTest(4, 4, (40, 41)),
    ]
    answers = {20: "met", 21: "not_met", 30: "met", 40: "met"}
    assert one_more(tests, 3, answers) == [OneMore(2, 21, "not_met"), OneMore(4, 41, "unknown")]
    assert one_more(tests, 2, {**answers, 10: "met"}) == [OneMore(1, 21, "not_met")]
    assert one_more(tests, 3, {}) == []
