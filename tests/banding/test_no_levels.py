"""Where a model places schools on no levels, pages about levels say so and lead to what is due."""

import pytest

from accounts.roles import Role
from banding import services
from tests.world import a_person, a_school, read, this_year

pytestmark = pytest.mark.django_db

OF_THE_TRUST = [
    "/banding/decisions/",
    "/banding/rounds/open/",
    "/banding/due-diligence/",
    "/banding/scenarios/",
    "/banding/scenarios/make/",
]


def load(model: str) -> None:
    services.load_pack(actor=None, pack=read(model), start_year=this_year().start_year)


@pytest.mark.parametrize("model", ["hearts", "northern_hub"])
def test_pages_of_the_trust_say_why_there_is_nothing(model, sign_in):
    a_school()
    load(model)
    client = sign_in(a_person(Role.EXECUTIVE))
    for address in OF_THE_TRUST:
        page = client.get(address).content.decode()
        assert "This model has no levels" in page, address
        assert 'href="/banding/obligations/"' in page, address


@pytest.mark.parametrize(
    ("role", "page"),
    [(Role.EXECUTIVE, ""), (Role.EXECUTIVE, "judge/"), (Role.TRUSTEE, "status/")],
)
def test_pages_of_a_school_say_it_under_its_header(role, page, sign_in):
    school = a_school()
    load("hearts")
    found = sign_in(a_person(role)).get(f"/schools/{school.urn}/banding/{page}").content.decode()
    assert "This model has no levels" in found
    assert f'href="/schools/{school.urn}/banding/obligations/"' in found
    assert "Propose a" not in found


def test_nothing_of_levels_or_days_stands_on_the_pages_of_everybody(sign_in):
    school = a_school()
    load("hearts")
    client = sign_in(a_person(Role.EXECUTIVE))
    days = client.get(f"/schools/{school.urn}/support/days/").content.decode()
    assert "gives no days" in days
    assert "0.0 given of 0.0" not in days


def test_a_visit_without_days_is_of_a_kind_that_the_model_names(sign_in):
    school = a_school()
    load("northern_hub")
    lead = a_person(Role.IMPROVEMENT_LEAD, at=school)
    page = sign_in(lead).get("/support/visits/log/").content.decode()
    assert "Support and challenge by the School Improvement Partner" in page
    assert "Days count for" not in page
