"""The trust's own words stand in the bar, the tabs and everywhere else."""

import pytest

from accounts.roles import Role
from banding import services
from banding.policies.route import approvers
from banding.selectors import has_levy
from banding.templatetags.vocabulary import brief
from tests.world import (
    a_collection,
    a_person,
    a_proposal,
    a_school,
    a_visit,
    read,
    the_calendar,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db


def the_links(client, school) -> list[str]:
    page = client.get(f"/schools/{school.urn}/dashboards/overview/")
    assert page.status_code == 200
    tabs = page.content.decode().partition("<main")[2].partition("</nav>")[0]
    bar = [link.label for link in page.context["navigation"]]
    return bar + [word for word in ("Band", "Phase", "Category") if f">{word}<" in tabs]


@pytest.mark.parametrize(
    ("model", "levels", "level"),
    [
        ("humber", "Bands", "Band"),
        ("spring", "Phases", "Phase"),
        ("crin", "Categories", "Category"),
    ],
)
def test_levels_are_called_what_the_model_calls_them(sign_in, model, levels, level):
    school = a_school()
    services.load_pack(actor=None, pack=read(model), start_year=this_year().start_year)
    found = the_links(sign_in(a_person(Role.EXECUTIVE)), school)
    assert levels in found
    assert level in found


@pytest.mark.parametrize("model", ["hearts", "northern_hub"])
def test_a_model_without_levels_has_no_place_for_them(sign_in, model):
    school = a_school()
    services.load_pack(actor=None, pack=read(model), start_year=this_year().start_year)
    client = sign_in(a_person(Role.EXECUTIVE))
    assert not {"Bands", "Band", "Level", "Levels"} & set(the_links(client, school))
    assert "no level" in client.get("/banding/decisions/").content.decode()


def load(model):
    return services.load_pack(
        actor=None, pack=read(model), start_year=this_year().start_year
    ).edition


def test_a_school_is_led_by_whoever_the_model_says(sign_in):
    edition = the_model()
    edition.vocabulary = edition.vocabulary | {"headteacher": "Principal"}
    edition.save()
    school = a_school()
    proposal = a_proposal(school)
    page = sign_in(a_person(Role.EXECUTIVE)).get(f"/banding/decisions/{proposal.pk}/")
    assert "Ask the principal to comment" in page.content.decode()
    visit = a_visit(school=school, shared=True)
    page = sign_in(a_person(Role.EXECUTIVE)).get(f"/support/visits/{visit.pk}/").content.decode()
    assert "The principal's answer" in page


def test_those_who_approve_are_called_what_the_model_calls_them():
    assert approvers(load("spring")) == "ACC"


def test_trustees_and_the_chief_executive_stand_inside_a_sentence():
    edition = load("humber")
    assert approvers(edition) == "trustees"
    edition.duties.filter(kind="judgement").update(approver=edition.parties.get(code="ceo"))
    assert approvers(edition) == "the chief executive"


def test_forms_and_filters_say_it_in_the_models_words(sign_in):
    load("spring")
    client = sign_in(a_person(Role.EXECUTIVE))
    assert "The day its phases count from." in client.get("/banding/rounds/open/").content.decode()
    known = client.get("/banding/due-diligence/").content.decode()
    assert "The day its phase would count from." in known
    made = client.get("/banding/scenarios/make/").content.decode()
    assert "Phases would count from" in made
    assert "Band" not in made


def test_what_is_due_is_filtered_by_the_kinds_that_are_there(sign_in):
    school = a_school()
    the_calendar()
    load("spring")
    services.compile_obligations(actor=None, start_year=this_year().start_year)
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    kinds = dict(client.get("/banding/obligations/").context["filter"].form.fields["kind"].choices)
    assert "School Improvement Plan or its update" in kinds.values()
    assert "School Summary" in kinds.values()
    assert "risk" not in kinds


def test_a_list_of_one_school_does_not_repeat_its_name(sign_in):
    school = a_school("Elm Grove")
    the_calendar()
    load("spring")
    services.compile_obligations(actor=None, start_year=this_year().start_year)
    page = sign_in(a_person(Role.EXECUTIVE)).get(f"/schools/{school.urn}/banding/obligations/")
    table = page.content.decode().partition("<table")[2].partition("</table>")[0]
    assert "School Improvement Plan" in table
    assert "Elm Grove" not in table


def test_a_level_is_named_in_full_where_its_code_would_say_nothing(sign_in):
    level = load("spring").levels.get(code="sustain_areas")
    services.record_existing_levels(
        actor=None, levels={a_school(): level}, start_year=this_year().start_year, reason="Agreed."
    )
    a_collection()
    page = sign_in(a_person(Role.EXECUTIVE)).get("/dashboards/trust/").content.decode()
    assert "Sustain, with areas to improve" in page
    assert "sustain_areas" not in page


@pytest.mark.parametrize(("label", "short"), [("Band C", "C"), ("Improve", "Improve")])
def test_under_a_heading_that_says_the_word_a_level_is_short(label, short):
    assert brief(label, "Band") == short


@pytest.mark.parametrize(("model", "speaks"), [("humber", True), ("hearts", True), ("crin", False)])
def test_a_levy_is_shown_only_where_the_model_speaks_of_one(model, speaks):
    assert has_levy(load(model)) is speaks
