"""The ranking of people who could help: what raises a person, what lowers one, what is said."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from people.models import Area
from support.rules.matching import Claim, Days, Helper, Home, Need, match, rank
from support.rules.standing import is_low
from support.rules.travel import Travel, travel
from support.selectors.matching import Wanted, matches, until
from tests.people.register import a_claim, a_conflict, an_area, an_entry
from tests.properties import tried
from tests.support.deploying import a_helper, released
from tests.world import a_school, a_settled_band, a_visit

NEED = Need("Maths", 12, "KS2", "primary")
claims = st.builds(
    Claim,
    title=st.sampled_from(["S2S Leader", "SLE"]),
    area=st.sampled_from(["Maths", "Numbers"]),
    standing=st.sampled_from(["current", "claimed", "legacy"]),
    key_stage=st.sampled_from(["", "KS1", "KS2"]),
)
homes = st.builds(
    Home, st.sampled_from(["Beech", "Oak"]), st.just("Band D"), st.booleans(), st.booleans()
)
helpers = st.lists(
    st.builds(
        Helper,
        id=st.integers(1, 10_000),
        name=st.sampled_from(["Ann", "Bo", "Cy", "Dee"]),
        claims=st.lists(claims, max_size=2).map(tuple),
        homes=st.lists(homes, max_size=1).map(tuple),
        days=st.builds(Days, st.integers(0, 40), st.integers(0, 8), st.integers(0, 50)),
        travel=st.none() | st.builds(Travel, st.integers(0, 90), st.integers(0, 120)),
        has_conflict=st.booleans(),
        works_there=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


def place(ranked, helper):
    ids = [one.helper.id for one in ranked.matches]
    return ids.index(helper.id) if helper.id in ids else None


@tried
@given(helpers, st.randoms())
def test_everybody_who_covers_the_area_is_in_the_list_or_named_as_conflicted(people, shuffled):
    ranked = rank(NEED, people)
    told = {one.helper.id for one in ranked.matches} | {one.id for one in ranked.conflicted}
    assert told == {one.id for one in people if one.claims and not one.works_there}
    mixed = people.copy()
    shuffled.shuffle(mixed)
    assert rank(NEED, mixed) == ranked


@tried
@given(helpers)
def test_a_conflict_never_raises_anybody(people):
    before = rank(NEED, people)
    for found in before.matches:
        one = found.helper
        after = rank(NEED, [replace(h, has_conflict=h == one or h.has_conflict) for h in people])
        assert place(after, one) is None
        assert one.id in {h.id for h in after.conflicted}


@tried
@given(helpers, st.integers(1, 20))
def test_more_days_left_never_lower_a_place(people, more):
    before = rank(NEED, people)
    for found in before.matches:
        one = found.helper
        richer = replace(one, days=replace(one.days, released=one.days.released + more))
        after = rank(NEED, [richer if h is one else h for h in people])
        assert place(after, one) <= place(before, one)


@tried
@given(helpers)
def test_who_should_stay_at_home_comes_last_and_every_weight_has_its_words(people):
    ranked = rank(NEED, people)
    assert sorted(one.holds_back for one in ranked.matches) == [
        one.holds_back for one in ranked.matches
    ]
    for one in ranked.matches:
        assert one.score == sum(reason.weight for reason in one.reasons)
        assert all(reason.text for reason in one.reasons)


@pytest.mark.parametrize("standing", ["claimed", "legacy"])
def test_what_is_not_confirmed_counts_less_and_says_so(standing):
    current = match(NEED, Helper(1, "Ann", (Claim("SLE", "Maths", "current"),)))
    other = match(NEED, Helper(1, "Ann", (Claim("SLE", "Maths", standing),)))
    assert other.score < current.score
    assert not any("holds today" in reason.text for reason in other.reasons)


def test_the_lowest_levels_are_the_last_two_of_four_or_more_and_supported_schools():
    assert [is_low(rank, 5) for rank in range(1, 6)] == [False, False, False, True, True]
    assert [is_low(rank, 2) for rank in (1, 2)] == [False, True]
    assert not is_low(1, 1)
    assert is_low(2, 5, "may")


def test_travel_is_a_third_more_than_the_straight_line():
    assert travel((0, 0), (30_000, 40_000)) == Travel(65, 87)
    assert travel((0, 0), None) is None


@pytest.fixture
def host(db):
    return a_school("Elm Grove", easting=500_000, northing=420_000)


def ranking(host, area="Maths", key_stage="", days=12):
    return matches(Wanted(host, an_area(area), key_stage, days, until(None)))


def test_people_are_ranked_with_reasons_that_a_broker_can_read(host):
    near = a_school("Beech Hill", easting=504_000, northing=420_000)
    a_helper("Ann Lee", at=near)
    a_helper("Bo Ng", at=a_school("Far Away"), quarter_days=0, confirmed=False)
    ranked = ranking(host)
    assert [one.helper.name for one in ranked.matches] == ["Ann Lee", "Bo Ng"]
    said = [reason.text for reason in ranked.matches[0].reasons]
    assert said == [
        "S2S Leader: Maths",
        "Confirmed, and holds today",
        "6.0 of 6.0 days are left; 3.0 asked for",
        "Beech Hill has agreed to lend",
        "About 7 minutes each way (5 km)",
        "Knows schools of this phase",
    ]
    assert ranked.matches[1].why_not_yet == (
        "No days are released: Bo Ng offers days, and Far Away agrees."
    )


def test_a_wider_area_covers_and_another_area_does_not(host):
    a_helper("Ann Lee", at=a_school("Beech Hill"), area="Maths")
    a_helper("Bo Ng", at=a_school("Far Away"), area="Art")
    ranked = ranking(host, "Maths Mastery")
    assert [one.helper.name for one in ranked.matches] == ["Ann Lee"]
    assert ranked.matches[0].reasons[0].text == "S2S Leader: Maths, which covers Maths Mastery"


def test_a_conflict_is_named_apart_and_whoever_works_there_is_no_help(host):
    a_conflict(a_helper("Ann Lee", at=a_school("Beech Hill")), host)
    a_claim(an_entry(host, "Own Teacher"))
    ranked = ranking(host)
    assert ranked.matches == ()
    assert [one.name for one in ranked.conflicted] == ["Ann Lee"]


def test_a_school_in_the_lowest_bands_keeps_its_people_and_is_told(host):
    low, fine = a_school("Low Lane"), a_school("Fine Road")
    a_settled_band(low, "E")
    a_settled_band(fine, "A")
    a_helper("Ann Lee", at=low)
    a_helper("Zoe Ng", at=fine, quarter_days=0, confirmed=False)
    names = [(one.helper.name, one.holds_back) for one in ranking(host).matches]
    assert names == [("Zoe Ng", False), ("Ann Lee", True)]
    assert any("Low Lane is in Band E" in r.text for r in ranking(host).matches[1].reasons)


def test_visits_made_by_a_person_are_days_booked_and_help_given(host, settings):
    visit = a_visit(host, shared=True)
    home = a_school("Beech Hill")
    person = an_entry(home, "Lena", user=visit.author)
    a_claim(person)
    released(person, home)
    found = ranking(host).matches[0]
    assert (found.helper.days.booked, found.helper.days.left) == (2, 22)
    assert found.helper.helped_on == visit.on


def test_three_hundred_people_cost_as_many_questions_as_three(host, django_assert_max_num_queries):
    area = Area.objects.get(name="Maths")
    for number in range(30):
        a_claim(an_entry(a_school(f"School {number}"), f"Person {number}"))
    with django_assert_max_num_queries(20):
        ranked = matches(Wanted(host, area, "KS2", 12, until(None)))
    assert len(ranked.matches) == 30


def test_the_command_prints_people_with_reasons(host):
    a_helper("Ann Lee", at=a_school("Beech Hill"), key_stage="KS2")
    asked = ["--school", str(host.urn), "--area", "mathematics", "--days", "3"]
    told = json.loads(call_command("match", *asked, "--key-stage", "ks2", "--json"))
    assert [(row["place"], row["name"], row["can_be_sent"]) for row in told["people"]] == [
        (1, "Ann Lee", True)
    ]
    assert told["days"] == 3.0
    assert {"reason": "For KS2, as asked", "weight": 10} in told["people"][0]["reasons"]
    assert "Travel is estimated" in call_command("match", *asked)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"--school": "999999"}, "not a school of the trust"),
        ({"--area": "Alchemy"}, "not an area"),
        ({"--days": "0.3"}, "Write the days"),
        ({"--days": "0"}, "a quarter of a day"),
        ({"--key-stage": "KS9"}, "not a key stage"),
        ({"--by": "soon"}, "Write the days"),
    ],
)
def test_the_command_says_what_it_cannot_use(host, changed, why):
    asked = {"--school": str(host.urn), "--area": "Maths", "--days": "3", **changed}
    with pytest.raises(CommandError, match=why):
        call_command("match", *[word for pair in asked.items() for word in pair])


def test_what_is_asked_about_ends_with_the_school_year():
    span = until(None, today=date(2026, 11, 27))
    assert (span.first, span.last) == (date(2026, 11, 27), date(2027, 8, 31))
