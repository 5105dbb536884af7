from hypothesis import given
from hypothesis import strategies as st

from support.rules import BEYOND_THE_OFFER, Entitled, StatementLine, state

VISITS = Entitled(1, "Visits", 14, "core offer, every school")
CHECKS = Entitled(2, "Website checks", 2, "core offer, every school")

quarter_days = st.integers(0, 100)


def test_each_entitled_line_says_what_was_given_and_what_is_left():
    lines = state([VISITS, CHECKS], {1: 6}, {1: "Visits"})
    assert [(line.activity, line.entitled, line.given, line.left) for line in lines] == [
        ("Visits", 14, 6, 8),
        ("Website checks", 2, 0, 2),
    ]


def test_more_than_is_entitled_is_no_debt():
    [line] = state([CHECKS], {2: 5}, {2: "Website checks"})
    assert (line.left, line.beyond) == (0, 3)


def test_what_was_given_beyond_the_offer_is_stated_too():
    lines = state([VISITS], {9: 4, 8: 0}, {9: "SEND Reviews", 8: "ECT support"})
    assert lines[1:] == [StatementLine("SEND Reviews", 0, 4, BEYOND_THE_OFFER)]


@given(st.dictionaries(st.integers(1, 9), quarter_days), st.lists(quarter_days, max_size=6))
def test_no_day_given_is_lost_or_counted_twice(given_days, entitled_days):
    entitled = [Entitled(at, "X", days, "") for at, days in enumerate(entitled_days, start=1)]
    lines = state(entitled, given_days, dict.fromkeys(given_days, "Y"))
    assert sum(line.given for line in lines) == sum(given_days.values())
    assert sum(line.entitled for line in lines) == sum(entitled_days)
    assert all(line.entitled + line.beyond == line.given + line.left for line in lines)
