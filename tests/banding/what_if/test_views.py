import time

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from banding import services
from banding.models import Answer, BandDecision, Finding, LevyRate, Scenario, ScenarioState
from tests.world import (
    a_level,
    a_person,
    a_proposal,
    a_school,
    a_settled_band,
    a_what_if,
    an_offer_line,
    some_posts,
    the_calendar,
    the_model,
)

pytestmark = pytest.mark.django_db

LIST = reverse("banding:scenario-list")
MAKE = reverse("banding:scenario-make")
COMPARE = reverse("banding:scenario-compare")
HTMX = {"HX-Request": "true"}


def page(scenario, verb="detail") -> str:
    return reverse(f"banding:scenario-{verb}", args=[scenario.pk])


@pytest.fixture
def lee():
    return a_person(Role.EXECUTIVE, name="Lee")


@pytest.fixture
def as_lee(lee, sign_in):
    return sign_in(lee)


@pytest.fixture
def elm():
    school = a_school("Elm Grove")
    a_settled_band(school, "C")
    return school


@pytest.fixture
def scenario(lee, elm):
    return a_what_if(by=lee)


def test_a_what_if_is_begun_named_and_listed(as_lee):
    the_model()
    assert b"Nothing tried yet" in as_lee.get(LIST).content
    day = timezone.localdate().isoformat()
    answer = as_lee.post(MAKE, {"name": "Two more", "from_date": day})
    made = Scenario.objects.get()
    assert answer.url == page(made)
    assert b"Two more" in as_lee.get(LIST).content
    again = as_lee.post(MAKE, {"name": "Two more", "from_date": day})
    assert b"There is a what-if called Two more already" in again.content
    as_lee.post(page(made, "rename"), {"name": "Three more"})
    made.refresh_from_db()
    assert made.name == "Three more"


def test_without_a_model_in_force_the_button_says_why(as_lee):
    assert b"No improvement model is in force yet." in as_lee.get(LIST).content
    assert b"No improvement model is in force" in as_lee.get(MAKE).content


def test_a_lead_of_one_school_reads_why_the_button_is_grey(sign_in, elm):
    lead = a_person(Role.IMPROVEMENT_LEAD, at=elm)
    the_model()
    answer = sign_in(lead).get(LIST)
    assert b"leads of the whole trust try things out" in answer.content
    assert b"disabled" in answer.content


def test_only_rows_that_were_changed_are_taken_from_the_table(as_lee, scenario, elm):
    """What somebody else changed meanwhile is not put back by an older table."""
    oak = a_school("Oak Bank")
    a_settled_band(oak, "C")
    c, d, e = (a_level(code).pk for code in "CDE")
    shown = {f"was-{elm.pk}": c, f"was-{oak.pk}": c}
    as_lee.post(page(scenario, "levels"), shown | {f"level-{elm.pk}": d, f"level-{oak.pk}": c})
    as_lee.post(page(scenario, "levels"), shown | {f"level-{elm.pk}": c, f"level-{oak.pk}": e})
    tried = dict(scenario.changes.values_list("school__name", "level__code"))
    assert tried == {"Elm Grove": "D", "Oak Bank": "E"}


def test_with_htmx_one_school_is_sent_and_what_follows_comes_back(as_lee, scenario, elm):
    answer = as_lee.post(
        page(scenario, "levels"), {f"level-{elm.pk}": a_level("E").pk}, headers=HTMX
    )
    said = answer.content.decode()
    assert "12.0 → 19.0" in said
    assert "Make 1 proposal" in said
    assert "<html" not in said
    as_lee.post(page(scenario, "levels"), {f"level-{elm.pk}": a_level("C").pk}, headers=HTMX)
    assert not scenario.changes.exists()


def test_the_page_says_days_levy_capacity_and_what_breaks(as_lee, lee, scenario, elm):
    the_calendar()
    some_posts(fte="0.1", deployable_percent=50)
    services.try_levels(actor=lee, scenario_id=scenario.pk, levels={elm: a_level("E")})
    said = as_lee.get(page(scenario)).content.decode()
    for words in (
        "12.0 → 19.0",
        "+7.0 from",
        "Short by",
        "0 → 1",
        "rates not entered",
        "Will rise",
    ):
        assert words in said, words
    LevyRate.objects.create(
        edition=the_model(), level=a_level("E"), percent=6, from_date=scenario.from_date
    )
    assert "Will rise, rate 6%" in as_lee.get(page(scenario)).content.decode()


def test_what_is_not_known_is_said_to_be_unknown(as_lee, scenario):
    said = as_lee.get(page(scenario)).content.decode()
    assert "Not known" in said
    assert "The model names no post" in said
    assert "No term dates are entered" in said
    assert "Enough" not in said


def test_a_school_one_criterion_away_is_named_with_its_days(as_lee, scenario, elm):
    decision = BandDecision.objects.get(school=elm)
    criteria = list(a_level("D").criteria.filter(is_needed=True))
    for criterion in criteria[1:]:
        Finding.objects.create(decision=decision, criterion=criterion, answer=Answer.MET)
    Finding.objects.create(decision=decision, criterion=criteria[0], answer=Answer.NOT_MET)
    said = as_lee.get(page(scenario)).content.decode()
    assert "One more criterion and Elm Grove moves from Band C to Band D (+3.5 days)" in said
    assert f"Not met: {criteria[0].text[:40]}" in said


def test_other_changes_are_made_and_taken_back(as_lee, lee, scenario, elm):
    [post] = some_posts()
    change = page(scenario, "change")
    line = an_offer_line()
    for sent in (
        {"kind": "add_school", "add_school-name": "New Academy"},
        {"kind": "remove_school", "remove_school-school": elm.pk},
        {"kind": "offer", "offer-line": line.pk, "offer-days": "4.25"},
        {"kind": "capacity", "capacity-post": post.pk, "capacity-fte": "0.6",
         "capacity-deployable_percent": "40"},
    ):  # fmt: skip
        assert as_lee.post(change, sent).url == page(scenario)
    said = as_lee.get(page(scenario)).content.decode()
    for words in ("One school more: New Academy", "One school less: Elm Grove", "4.25 days a year"):
        assert words in said, words
    for one in scenario.changes.all():
        as_lee.post(page(scenario, "take-back"), {"change": one.pk})
    assert not scenario.changes.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "add_school"}, "Give the school&#x27;s URN or a name."),
        ({"kind": "add_school", "add_school-urn": "7"}, "No school with this URN is known here"),
        ({"kind": "remove_school"}, "Choose a school."),
        ({"kind": "offer", "offer-days": "2.1"}, "Days go in steps of a quarter"),
        ({"kind": "capacity"}, "Choose a post."),
    ],
)
def test_a_change_that_cannot_be_read_says_why(as_lee, scenario, sent, said):
    some_posts()
    assert said in as_lee.post(page(scenario, "change"), sent).content.decode()
    assert not scenario.changes.exists()


def test_changes_become_proposals_after_they_are_checked(as_lee, lee, scenario, elm):
    oak = a_school("Oak Bank")
    a_proposal(oak, "D", by=lee)
    both = {elm: a_level("D"), oak: a_level("E")}
    services.try_levels(actor=lee, scenario_id=scenario.pk, levels=both)
    check = as_lee.get(page(scenario, "propose"))
    assert b"A proposal for it is being made or is waiting." in check.content
    version = check.context["plan"].version
    empty = as_lee.post(page(scenario, "propose"), {"version": version})
    assert b"Say why, once for all or for each school." in empty.content
    done = as_lee.post(page(scenario, "propose"), {"version": version, "reason": "Maths."})
    assert done.url == reverse("banding:decision-list")
    assert BandDecision.objects.waiting().get(school=elm).reason == "Maths."
    scenario.refresh_from_db()
    assert scenario.state == ScenarioState.PROPOSED
    assert b"turned into proposals, so it stays as it is" in as_lee.get(page(scenario)).content


def test_a_stale_check_proposes_nothing(as_lee, lee, scenario, elm):
    services.try_levels(actor=lee, scenario_id=scenario.pk, levels={elm: a_level("D")})
    version = as_lee.get(page(scenario, "propose")).context["plan"].version
    services.try_levels(actor=lee, scenario_id=scenario.pk, levels={elm: a_level("E")})
    answer = as_lee.post(page(scenario, "propose"), {"version": version, "reason": "Maths."})
    assert answer.url == page(scenario, "propose")
    assert not BandDecision.objects.waiting().exists()


def test_a_discarded_what_if_is_gone(as_lee, scenario):
    assert b"Nothing live changes" in as_lee.get(page(scenario, "discard")).content
    assert as_lee.post(page(scenario, "discard")).url == LIST
    assert as_lee.get(page(scenario)).status_code == 404


def test_two_what_ifs_stand_side_by_side(as_lee, lee, scenario, elm):
    the_calendar()
    other = a_what_if("Another", by=lee)
    services.try_levels(actor=lee, scenario_id=other.pk, levels={elm: a_level("E")})
    said = as_lee.get(COMPARE, {"one": scenario.pk, "other": other.pk}).content.decode()
    assert "Band C, 12.0 days" in said
    assert "Band E, 19.0 days" in said
    assert "Days in Spring" in said
    assert b"Choose two what-ifs" in as_lee.get(COMPARE, {"one": "x"}).content


def test_schools_are_found_by_name_and_twenty_five_on_a_page(as_lee, scenario):
    for number in range(26):
        a_school(f"Oak {number:02}")
    whole = as_lee.get(page(scenario))
    assert len(whole.context["rows"]) == 25
    found = as_lee.get(page(scenario), {"school": "elm"})
    assert [row.school.name for row in found.context["rows"]] == ["Elm Grove"]


@pytest.mark.parametrize("how_many", [1, 100])
def test_a_what_if_costs_the_same_for_one_school_or_a_hundred(
    as_lee, lee, scenario, django_assert_max_num_queries, how_many
):
    the_calendar()
    some_posts()
    schools = [a_school(f"School {number:03}") for number in range(how_many)]
    level = a_level("C")
    services.record_existing_levels(
        actor=None,
        levels=dict.fromkeys(schools, level),
        start_year=scenario.edition.start_year,
        reason="Trustees.",
    )
    services.try_levels(actor=lee, scenario_id=scenario.pk, levels={schools[0]: a_level("D")})
    as_lee.get(page(scenario))
    began = time.perf_counter()
    with django_assert_max_num_queries(42):
        answer = as_lee.get(page(scenario))
    assert len(answer.context["trial"].after.schools) == how_many + 1
    assert time.perf_counter() - began < 1
