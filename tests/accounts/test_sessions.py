import pytest

from accounts.roles import Role
from accounts.sessions import BEGAN, SEEN
from tests.world import a_person

pytestmark = pytest.mark.django_db

HOME = "/accounts/"


def moved(client, *, began=0, seen=0):
    """Make a session older by so many seconds."""
    session = client.session
    session[BEGAN] -= began
    session[SEEN] -= seen
    session.save()
    return client


def test_a_session_ends_after_twelve_hours_however_busy(sign_in):
    client = sign_in(a_person(Role.GOVERNOR))
    assert moved(client, began=12 * 3600 - 60).get(HOME).status_code == 200
    page = moved(client, began=60).get(HOME, follow=True)
    assert "a session lasts 12 hours" in page.text


def test_a_session_ends_after_half_an_hour_without_activity(sign_in):
    client = sign_in(a_person(Role.GOVERNOR))
    assert moved(client, seen=29 * 60).get(HOME).status_code == 200
    assert moved(client, seen=29 * 60).get(HOME).status_code == 200
    page = moved(client, seen=30 * 60).get(HOME, follow=True)
    assert "30 minutes without activity" in page.text


def test_a_page_that_polls_keeps_nobody_signed_in(sign_in):
    client = sign_in(a_person(Role.GOVERNOR))
    moved(client, seen=20 * 60)
    assert client.get(HOME, headers={"X-Poll": "1"}).status_code == 200
    assert moved(client, seen=10 * 60).get(HOME).status_code == 302


def test_a_swap_for_a_signed_out_person_sends_the_whole_page_to_sign_in(client):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/people/?name=x"}
    answer = client.get(HOME, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Faccounts%2Fpeople%2F%3Fname%3Dx"
    assert not answer.content


def test_a_swap_that_finds_the_session_over_goes_to_sign_in_too(sign_in):
    client = moved(sign_in(a_person(Role.GOVERNOR)), seen=31 * 60)
    answer = client.get(HOME, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2F"


def test_a_busy_session_is_not_written_at_every_click(sign_in, django_assert_max_num_queries):
    client = sign_in(a_person(Role.GOVERNOR))
    before = client.session[SEEN]
    client.get(HOME)
    assert client.session[SEEN] == before


def test_changing_what_others_may_do_asks_for_the_password_again_after_half_an_hour(sign_in):
    admin, person = a_person(Role.ADMIN), a_person(name="Kim")
    client = sign_in(admin)
    page, typed = f"/accounts/people/{person.pk}/roles/give/", {"role": Role.TRUSTEE}
    assert client.get(page).status_code == 200
    asked = moved(client, began=31 * 60).post(page, typed)
    assert asked.url == f"/password/confirm/?next={page}".replace("next=/", "next=%2F").replace(
        page[1:], page[1:].replace("/", "%2F")
    )
    wrong = client.post(asked.url, {"password": "wrong"})
    assert "not your password" in wrong.text
    assert client.post(asked.url, {"password": "long enough 123"}).status_code == 302
    assert person.assignments.get().role == Role.TRUSTEE
