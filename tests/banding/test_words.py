"""The trust's own words stand in the bar and the tabs."""

import pytest

from accounts.roles import Role
from banding import services
from tests.world import a_person, a_school, read, this_year

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
