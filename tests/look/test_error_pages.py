import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import get_template
from django.test import Client
from django.urls import path

from accounts.roles import Role
from tests.world import a_person
from trust.urls import urlpatterns as product


def fails(request):
    raise RuntimeError("a secret in a message")


def refuses(request):
    raise PermissionDenied


def refuses_with_a_reason(request):
    raise PermissionDenied("Only the head of this school answers a visit.")


urlpatterns = [
    *product,
    path("fails/", fails),
    path("refuses/", refuses),
    path("refuses/with-a-reason/", refuses_with_a_reason),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def reader(sign_in):
    return sign_in(a_person(Role.EXECUTIVE))


def test_a_missing_page_says_what_it_may_be_and_where_to_go(reader):
    response = reader.get("/no/such/page/")
    assert response.status_code == 404
    assert "a school you do not work with" in response.content.decode()


def test_a_refusal_says_why_and_what_to_do(reader):
    page = reader.get("/refuses/")
    assert page.status_code == 403
    assert "Your role does not include this" in page.content.decode()
    page = reader.get("/refuses/with-a-reason/").content.decode()
    assert "Only the head of this school answers a visit." in page


def test_a_form_that_was_open_too_long_can_be_sent_again(reader):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = reader.cookies
    response = strict.post("/refuses/")
    assert response.status_code == 403
    assert "Please send that again" in response.content.decode()


def test_our_own_failure_says_so_and_shows_nothing_of_it(reader):
    reader.raise_request_exception = False
    response = reader.get("/fails/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()
    assert "secret" not in response.content.decode()


def test_the_page_for_our_own_failure_needs_nothing_from_the_request(db):
    assert "tell your administrator" in get_template("500.html").render()
