"""Every room says a thing by the trust's own word for it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from accounts.tokens import token_of
from accounts.words import role_name, word
from banding import services
from tests.world import a_person, a_school, an_invitation, read, this_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def principals():
    services.load_pack(actor=None, pack=read("northern_hub"), start_year=this_year().start_year)


def test_before_a_model_is_in_force_our_own_words_stand():
    assert word("headteacher") == "Headteacher"
    assert word("action_plan") == "Action plan"
    assert role_name(Role.GOVERNOR) == "Governor"


def test_who_leads_a_school_is_called_what_the_trust_calls_them(principals):
    assert role_name(Role.HEADTEACHER) == "Principal"
    assert role_name(Role.TRUSTEE) == "Trustee"


def test_the_line_under_a_name_and_the_lists_of_roles_say_it_too(principals, sign_in):
    school = a_school()
    head = a_person(Role.HEADTEACHER, at=school, name="Robin")
    page = sign_in(head).get(f"/schools/{school.urn}/dashboards/overview/").content.decode()
    assert "Principal · Elm Grove" in page
    client = sign_in(a_person(Role.ADMIN))
    for address in ("/accounts/people/", "/accounts/invitations/new/"):
        page = client.get(address, follow=True).content.decode()
        assert "Principal" in page, address
        assert "Headteacher" not in page, address


def test_an_invitation_names_the_role_as_the_trust_does(principals, client):
    sent = an_invitation(Role.HEADTEACHER, at=a_school())
    page = client.get(reverse("accounts:invitation-answer", args=[token_of(sent)])).content.decode()
    assert "You are invited as principal, Elm Grove" in page
