"""What is written for the story agrees with itself and with the model it is told by."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from demo.clock import as_of
from demo.pupils import SUBJECTS, SchoolShape, returns, roll_of
from demo.stories import HUMBER
from demo.timeline import Event, play
from demo.visiting import stories


def test_the_example_bands_are_those_of_the_model():
    told = HUMBER.read("bands.yaml")
    levels = Counter(band["level"] for band in told["this_year"])
    assert levels == {"A": 3, "B": 6, "C": 5, "D": 2, "E": 1}
    assert {band["urn"] for band in told["this_year"]} == HUMBER.urns
    assert {u for urns in told["last_year"]["levels"].values() for u in urns} == HUMBER.urns


def test_a_status_is_recorded_where_the_band_asks_for_one():
    told = HUMBER.read("bands.yaml")
    levels = {band["urn"]: band["level"] for band in told["this_year"]}
    asked = {levels[status["urn"]]: status["is_supported"] for status in told["statuses"]}
    assert asked == {"E": True, "D": False}
    assert all(status["reason"].strip() for status in told["statuses"])


def test_visits_are_made_on_school_days_and_agree_with_themselves():
    for told in stories(HUMBER):
        assert told.urn in HUMBER.urns
        assert told.on.weekday() < 5, told.on
        assert all(told.on < action.due_on for action in told.actions), told.purpose
        assert all(a.done_on is None or told.on < a.done_on for a in told.actions), told.purpose
    assert len({told.token for told in stories(HUMBER)}) == len(stories(HUMBER))


def test_invented_pupils_resemble_their_school():
    shape = SchoolShape(
        urn=1, roll=444, disadvantaged=0.4, sen_support=0.15, ehc_plans=0.04, eal=0.2,
        expected=dict.fromkeys(SUBJECTS, 0.8),
    )  # fmt: skip
    roll = roll_of(shape, first_entry=2019, last_entry=2026)
    given = list(returns(shape, roll, start_year=2025, term=3))
    met = [one.grades["maths"] in {"EXS", "GDS"} for one in given]
    assert abs(sum(met) / len(met) - 0.8) < 0.05
    assert given == list(returns(shape, roll, start_year=2025, term=3))


def test_what_lies_ahead_happens_today_and_the_clock_goes_on_afterwards():
    today, told = timezone.now(), []
    events = [
        Event(today + timedelta(days=400), lambda: told.append(("later", timezone.now()))),
        Event(today - timedelta(days=400), lambda: told.append(("earlier", timezone.now()))),
    ]
    play(events)
    assert [name for name, _ in told] == ["earlier", "later"]
    assert told[0][1] == today - timedelta(days=400)
    assert today <= told[1][1] <= timezone.now()
    with as_of(today - timedelta(days=9)):
        assert timezone.now() == today - timedelta(days=9)
    assert timezone.now() >= today
