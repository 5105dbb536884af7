from hypothesis import given
from hypothesis import strategies as st

from support.rules import (
    BEYOND_THE_OFFER,
    FROM_THE_MENU,
    Entitled,
    Moved,
    StatementLine,
    state,
    totals,
)
from tests.properties import tried

VISITS = Entitled(1, "Visits", 14, "core offer, every school")
CHECKS = Entitled(2, "Website checks", 2, "core offer, every school")

quarter_days = st.integers(0, 100)
on_the_ledger = st.builds(
    Moved, quarter_days, quarter_days, carried=st.integers(-100, 100), bespoke=quarter_days
)


def test_each_entitled_line_says_what_is_planned_was_given_and_is_left():
    lines = state([VISITS, CHECKS], {1: Moved(planned=2, given=6)}, {1: "Visits"})
    assert [
        (line.activity, line.entitled, line.planned, line.given, line.left) for line in lines
    ] == [
        ("Visits", 14, 2, 6, 6),
        ("Website checks", 2, 0, 0, 2),
    ]


def test_more_than_is_entitled_is_no_debt():
    [line] = state([CHECKS], {2: Moved(planned=1, given=4)}, {2: "Website checks"})
    assert (line.left, line.beyond) == (0, 3)


def test_what_was_given_beyond_the_offer_is_stated_too():
    lines = state([VISITS], {9: Moved(given=4), 8: Moved()}, {9: "SEND Reviews", 8: "ECT support"})
    assert lines[1:] == [StatementLine("SEND Reviews", 0, Moved(given=4), BEYOND_THE_OFFER, 9)]


def test_an_item_of_the_bespoke_menu_is_entitled_to_what_was_agreed():
    [_, line] = state([VISITS], {9: Moved(given=4, bespoke=6)}, {9: "SEND Reviews"}, frozenset({9}))
    assert (line.because, line.entitled, line.left) == (FROM_THE_MENU, 6, 2)


def test_days_carried_in_and_out_change_what_a_year_has():
    lines = state([VISITS, CHECKS], {1: Moved(carried=-4), 2: Moved(carried=3)}, {1: "", 2: ""})
    assert [(line.entitled, line.left) for line in lines] == [(10, 10), (5, 5)]


def test_a_year_that_came_to_less_than_was_carried_on_says_so():
    [line] = state([CHECKS], {2: Moved(carried=-5)}, {2: "Website checks"})
    assert (line.entitled, line.left, line.beyond, line.reconciles) == (-3, 0, 3, True)


@tried
@given(st.dictionaries(st.integers(1, 9), on_the_ledger), st.lists(quarter_days, max_size=6))
def test_no_day_is_lost_or_counted_twice(moved, offered_days):
    offered = [Entitled(at, "X", days, "") for at, days in enumerate(offered_days, start=1)]
    lines = state(offered, moved, dict.fromkeys(moved, "Y"))
    total = totals(lines)
    assert total.given == sum(one.given for one in moved.values())
    assert total.planned == sum(one.planned for one in moved.values())
    assert sum(line.offered for line in lines) == sum(offered_days)
    assert all(line.reconciles for line in lines)
    assert total.entitled + total.beyond == total.planned + total.given + total.left
