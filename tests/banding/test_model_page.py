"""All that a trust's own document says is found on one page, beside what it leaves open."""

import pytest

from accounts.roles import Role
from banding import services
from tests.world import a_person, a_school, read, the_calendar, this_year

pytestmark = pytest.mark.django_db
PAGE = "/banding/model/"


def the_page(client, model: str = "") -> str:
    if model:
        services.load_pack(actor=None, pack=read(model), start_year=this_year().start_year)
    found = client.get(PAGE)
    assert found.status_code == 200
    return " ".join(found.content.decode().split())


@pytest.fixture
def client(sign_in):
    a_school()
    the_calendar()
    return sign_in(a_person(Role.EXECUTIVE))


def test_before_a_model_is_in_force_it_says_who_brings_one(client):
    assert "An administrator loads the trust's model first" in the_page(client)


@pytest.mark.parametrize("model", ["humber", "spring", "hearts", "northern_hub", "crin"])
def test_every_line_of_every_model_is_there(client, model):
    edition = services.load_pack(
        actor=None, pack=read(model), start_year=this_year().start_year
    ).edition
    contents = client.get(PAGE).context["contents"]
    for part, groups in (
        (edition.duties, contents.duties),
        (edition.posts, contents.posts),
        (edition.clauses, contents.clauses),
        (edition.offer_lines, contents.offer),
    ):
        assert {one for group in groups for one in group.lines} == set(part.all())
    assert [rules.level for rules in contents.levels] == list(edition.levels.all())


def test_hearts_finds_its_five_percent_its_rule_and_seven_non_negotiables(client):
    page = the_page(client, "hearts")
    assert "Each school pays 5% for shared services." in page
    assert "will not formally join the Trust until the 1st September" in page
    assert "Weekly planning with LP and/or DOL" in page
    assert "Week 4" in page
    assert "How much of the pupil premium is not stated." in page


def test_northern_hub_finds_its_posts_with_their_places(client):
    page = the_page(client, "northern_hub")
    assert "Executive Principal, 3 places" in page
    assert "Science, 4 places" in page
    assert "Every fortnight of term" in page


def test_spring_finds_days_by_term_and_who_approves_a_plan(client):
    page = the_page(client, "spring")
    assert "6.0 days a term, 18.0 a year" in page
    assert "approved by Trust Board" in page
    assert "Culture of safeguarding" in page


def test_a_page_of_a_model_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    services.load_pack(actor=None, pack=read("spring"), start_year=this_year().start_year)
    with django_assert_max_num_queries(26):
        client.get(PAGE)
