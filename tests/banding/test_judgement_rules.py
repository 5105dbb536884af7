from hypothesis import given
from hypothesis import strategies as st

from banding.rules.judgement import MET, NOT_MET, UNKNOWN, Looked, Rung, changes, suggest
from banding.rules.profile import Placed, best_fit, distance


def ladder(a=MET, b=MET, c=MET):
    """A is B and more, as in the humber model."""
    return [
        Rung(1, "Band A", (Looked("Support given", a),), builds_on=2),
        Rung(2, "Band B", (Looked("Well led", b), Looked("Adds to the offer", UNKNOWN, False))),
        Rung(3, "Band C", (Looked("Effective", c),)),
    ]


def test_a_level_that_builds_on_another_needs_both():
    assert suggest(ladder()).rank == 1
    assert suggest(ladder()).reasons[0] == "Band A: Band B is met, and “Support given”."
    assert suggest(ladder(b=NOT_MET)).rank == 3


def test_what_is_missing_for_the_next_level_is_named():
    found = suggest(ladder(a=NOT_MET))
    assert found.rank == 2
    assert "One more criterion, “Support given”, and it would be Band A." in found.reasons


def test_what_is_not_known_is_said_and_never_assumed():
    found = suggest(ladder(a=UNKNOWN))
    assert found.rank == 2
    assert "Whether it is Band A cannot be told: 1 criterion is not yet known." in found.reasons
    assert suggest(ladder(UNKNOWN, UNKNOWN, UNKNOWN), word="band").rank is None


@given(st.lists(st.sampled_from([MET, NOT_MET, UNKNOWN]), min_size=3, max_size=3))
def test_a_suggestion_always_fits_and_has_a_reason(answers):
    found = suggest(ladder(*answers))
    assert found.reasons
    a, b, c = answers
    fits = {1: a == b == MET, 2: b == MET, 3: c == MET}
    assert found.rank == next((rank for rank, does in fits.items() if does), None)


@given(st.lists(st.integers(1, 6), min_size=1))
def test_the_best_fit_is_in_the_middle_and_needs_more_support_on_a_tie(ranks):
    fit = best_fit([Placed(str(at), rank) for at, rank in enumerate(ranks)])
    assert 2 * sum(rank <= fit for rank in ranks) > len(ranks)
    assert 2 * sum(rank >= fit for rank in ranks) >= len(ranks)


def test_the_distance_from_the_profile_is_explained():
    labels = {1: "Sustain", 2: "Improve", 3: "Repair, stage 1"}
    profile = [Placed("leadership", 1), Placed("safeguarding", 3), Placed("behaviour", None)]
    stands, unknown = distance(profile, 2, labels, word="phase")
    assert stands == (
        "Improve overall: leadership stands one phase better (Sustain), "
        "safeguarding one worse (Repair, stage 1)."
    )
    assert unknown == "Not yet known: behaviour."


def test_only_what_was_asked_both_times_has_changed():
    changed = changes({"a": NOT_MET, "b": MET}, {"a": MET, "b": NOT_MET, "c": MET})
    assert (changed.now_met, changed.no_longer_met) == (("a",), ("b",))
