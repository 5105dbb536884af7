"""How people get in, and how they are kept out from the next click on."""

import re

import pytest
from django.core import mail

from accounts.models import User
from accounts.roles import Role
from core import jobs
from tests.chromium import breaches
from tests.world import a_person, a_school

CHOSEN = "three random words"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def invite(window, name, email, role, school):
    window.follow("Invitations")
    window.follow("Invite somebody")
    window.fill("Name", name)
    window.fill("E-mail address", email)
    window.field("Role").select_option(role)
    window.page.get_by_label(school.name).check()
    assert breaches(window.page) == []
    window.press("Send the invitation")


def the_link():
    jobs.work_off()
    return re.search(r"http\S+/answer/\S+", mail.outbox[-1].body)[0]


def test_an_invited_person_chooses_a_password_and_is_in_until_the_role_ends(as_person, window):
    elm = a_school("Elm Grove")
    admin = as_person(a_person(Role.ADMIN, name="Ada"))
    invite(admin, "Gwen Pritchard", "gwen@example.org", Role.GOVERNOR, elm)
    admin.sees("gwen@example.org")

    gwen = window()
    gwen.open(the_link().removeprefix(gwen.root))
    gwen.sees("You are invited as governor, Elm Grove.")
    gwen.fill("Choose a password", CHOSEN)
    gwen.fill("The password again", CHOSEN)
    assert breaches(gwen.page) == []
    gwen.press("Start")
    gwen.sees("Elm Grove")

    admin.open(f"/accounts/people/{User.objects.get(email='gwen@example.org').pk}/")
    admin.follow("End")
    admin.press("End this role")
    gwen.open(f"/schools/{elm.urn}/dashboards/overview/", status=403)
    gwen.sees("This is not open to you")
    gwen.follow("Go to your first page")
    gwen.sees("No role today")


def test_a_link_works_once(as_person, window):
    elm = a_school("Elm Grove")
    invite(as_person(a_person(Role.ADMIN)), "Gwen", "gwen@example.org", Role.GOVERNOR, elm)
    link, first, second = the_link(), window(), window()
    first.open(link.removeprefix(first.root))
    first.fill("Choose a password", CHOSEN)
    first.fill("The password again", CHOSEN)
    first.press("Start")
    first.sees("Elm Grove")
    second.open(link.removeprefix(second.root), status=410)
    second.sees("This link does not work any more")


def test_a_wrong_password_is_refused_in_one_sentence(window):
    person, stranger = a_person(Role.TRUSTEE), window()
    stranger.sign_in(person, password="not the password")
    assert stranger.path == "/sign-in/"
    assert breaches(stranger.page) == []
