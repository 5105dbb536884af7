from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.rules import (
    Attention,
    Share,
    Weight,
    change_for_same_children,
    late_return,
    most_pressing,
    same_children_before,
)

DUE = date(2026, 12, 11)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (("6", 2026, 1), ("5", 2025, 3)),
        (("6", 2026, 2), ("6", 2026, 1)),
        (("1", 2026, 1), ("R", 2025, 3)),
        (("R", 2026, 1), None),
    ],
)
def test_the_same_children_were_a_year_lower_before_autumn(now, before):
    assert same_children_before(*now) == before


def a_change(before, now):
    return change_for_same_children(
        urn=1, school="Ash", measure="RWM", before=before, now=now, before_was="Summer 2026"
    )


def test_a_fall_of_eight_points_is_said_with_its_pupils():
    found = a_change(Share(30, 50), Share(26, 50))
    assert found.headline == "Ash: RWM down 8 points"
    assert found.detail == "26 of 50 pupils now; the same children were at 60% in Summer 2026."


def test_ten_children_are_too_few_to_speak_of_a_change():
    assert a_change(Share(10, 10), Share(2, 10)) is None


def test_what_is_withheld_is_not_hinted_at():
    assert a_change(Share(None, None), Share(20, 40)) is None


def test_a_return_is_late_only_after_the_due_day():
    said = {"urn": 1, "school": "Ash", "due_on": DUE}
    assert late_return(**said, today=DUE) is None
    assert late_return(**said, today=date(2026, 12, 12)).headline == "Ash: return 1 day late"


weights = st.sampled_from(list(Weight))
found = st.builds(
    Attention,
    weight=weights,
    urn=st.integers(1, 9),
    headline=st.text(max_size=5),
    detail=st.just(""),
    size=st.integers(0, 50),
)


@given(st.lists(st.none() | found), st.integers(0, 10))
def test_the_list_holds_the_heaviest_and_no_more_than_asked(items, at_most):
    shown = most_pressing(items, at_most=at_most)
    left = [item for item in items if item and item not in shown]
    assert len(shown) == min(at_most, sum(item is not None for item in items))
    assert all(a.weight <= b.weight for a in shown for b in left)


def test_where_lower_is_better_a_rise_needs_attention_as_a_fall_does_elsewhere():
    told = {"urn": 1, "school": "Ash", "measure": "persistent absence", "before_was": "Autumn 2026"}
    worse = change_for_same_children(
        before=Share(10, 100), now=Share(20, 100), lower_is_better=True, **told
    )
    better = change_for_same_children(
        before=Share(20, 100), now=Share(10, 100), lower_is_better=True, **told
    )
    assert (worse.weight, worse.tone) == (Weight.MARKED_FALL, "urgent")
    assert worse.headline == "Ash: persistent absence up 10 points"
    assert (better.weight, better.tone) == (Weight.MARKED_RISE, "good")
