import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from accounts import verbs
from accounts.access import must_set_up_second_step
from accounts.roles import NEEDS_SECOND_STEP, Role
from core import jobs
from core.models import JournalEntry
from tests.world import a_person

pytestmark = pytest.mark.django_db

SET_UP, HOME, PEOPLE = "/second-step/set-up/", "/accounts/", "/accounts/people/"
PASSWORD = "long enough 123"


@pytest.fixture(autouse=True)
def _asked_for(settings):
    settings.REQUIRE_MFA = True


def code_for(secret, *, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def set_up(client):
    """Set the second step up through the pages, and return its secret."""
    secret = re.search(r"<code>(\w+)</code>", client.get(SET_UP).text).group(1)
    done = client.post(SET_UP, {"code": code_for(secret)})
    assert done.url == "/second-step/recovery-codes/"
    return secret


def sign_in_with_password(client, person):
    return client.post("/sign-in/", {"login": person.email, "password": PASSWORD})


@pytest.mark.parametrize("role", Role)
def test_roles_that_reach_far_see_only_the_set_up_until_it_is_done(sign_in, role):
    client = sign_in(a_person(role))
    answer = client.get(HOME)
    if role not in NEEDS_SECOND_STEP:
        assert answer.status_code == 200
        return
    assert answer.url == SET_UP
    assert client.get("/password/change/").url == SET_UP
    assert client.get("/administration/").url == SET_UP
    assert client.post("/accounts/invitations/new/").url == SET_UP
    assert client.get(HOME, headers={"HX-Request": "true"}).headers["HX-Redirect"] == SET_UP
    assert client.get("/second-step/").status_code == 200
    assert client.get(SET_UP).status_code == 200
    assert client.get("/sign-out/").status_code == 200


def test_nobody_is_asked_where_the_setting_is_off(sign_in, settings):
    settings.REQUIRE_MFA = False
    assert sign_in(a_person(Role.ADMIN)).get(PEOPLE).status_code == 200


def test_school_staff_and_governors_alone_may_do_without():
    assert set(Role) - NEEDS_SECOND_STEP == {Role.SCHOOL_STAFF, Role.GOVERNOR}
    assert not must_set_up_second_step(a_person())


def test_setting_it_up_opens_the_way_and_ends_other_sessions(
    sign_in, django_capture_on_commit_callbacks
):
    person, elsewhere = a_person(Role.ADMIN), Client()
    client = sign_in(person)
    elsewhere.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    assert client.get(PEOPLE).status_code == 200
    assert elsewhere.get(SET_UP).url.startswith("/sign-in/")
    assert JournalEntry.objects.filter(verb=verbs.SECOND_STEP_SET_UP).count() == 1
    jobs.work_off()
    assert [letter.subject for letter in mail.outbox] == ["Second step set up"]


def test_a_wrong_code_sets_nothing_up(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    client.get(SET_UP)
    assert "This code is not right" in client.post(SET_UP, {"code": "000000"}).text
    assert not Authenticator.objects.exists()


def test_signing_in_then_needs_the_code_and_each_code_works_once(sign_in):
    person = a_person(Role.ADMIN)
    secret = set_up(sign_in(person))
    first, second = Client(), Client()
    assert sign_in_with_password(first, person).url == "/sign-in/code/"
    assert first.get(PEOPLE).url.startswith("/sign-in/")
    code = code_for(secret)
    assert first.post("/sign-in/code/", {"code": code}).url == "/"
    assert first.get(PEOPLE).status_code == 200
    sign_in_with_password(second, person)
    assert "work once" in second.post("/sign-in/code/", {"code": code}).text


def test_a_recovery_code_lets_in_once(sign_in):
    person = a_person(Role.ADMIN)
    client = sign_in(person)
    set_up(client)
    page = client.get("/second-step/recovery-codes/")
    codes = re.findall(r"<code>(\d+)</code>", page.text)
    assert len(codes) == 10
    for expected in (302, 200):
        other = Client()
        sign_in_with_password(other, person)
        assert other.post("/sign-in/code/", {"code": codes[0]}).status_code == expected


def test_a_new_password_does_not_skip_the_second_step(sign_in):
    person = a_person(Role.ADMIN)
    set_up(sign_in(person))
    client = Client()
    client.post("/password/forgotten/", {"email": person.email})
    jobs.work_off()
    path = re.search(r"(/password/new/\S+)", mail.outbox[-1].body).group(1)
    here = client.get(path, follow=True).redirect_chain[-1][0]
    new = "three random words"
    client.post(here, {"password1": new, "password2": new})
    assert client.get(PEOPLE).url.startswith("/sign-in/")
    answer = client.post("/sign-in/", {"login": person.email, "password": new})
    assert answer.url == "/sign-in/code/"
    assert client.get(PEOPLE).url.startswith("/sign-in/")


def test_the_sixth_wrong_code_is_refused_though_the_seventh_is_right(sign_in):
    person = a_person(Role.ADMIN)
    secret = set_up(sign_in(person))
    client = Client()
    sign_in_with_password(client, person)
    for _ in range(5):
        client.post("/sign-in/code/", {"code": "000000"})
    assert "Wait 30 minutes" in client.post("/sign-in/code/", {"code": code_for(secret)}).text


def test_removing_it_takes_a_code_and_leads_straight_back_to_setting_it_up(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    set_up(client)
    session = client.session
    session["signed_in_at"] -= 301
    session.save()
    assert client.get("/second-step/remove/").url.startswith("/second-step/confirm/")
    session["signed_in_at"] += 301
    session.save()
    assert client.post("/second-step/remove/").status_code == 302
    assert client.get(PEOPLE).url == SET_UP
    assert JournalEntry.objects.filter(verb=verbs.SECOND_STEP_REMOVED).count() == 1


def test_new_recovery_codes_replace_the_old(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    set_up(client)
    codes = re.findall(r"<code>(\d+)</code>", client.get("/second-step/recovery-codes/").text)
    assert "10 codes you have left stop" in client.get("/second-step/recovery-codes/new/").text
    client.post("/second-step/recovery-codes/new/")
    fresh = client.get("/second-step/recovery-codes/download/").text.split()
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_a_password_reset_does_not_stand_in_the_way_of_setting_up(sign_in):
    """allauth's own reset makes an unverified address, and then refuses a second step."""
    person, client = a_person(Role.ADMIN), Client()
    client.post("/password/forgotten/", {"email": person.email})
    jobs.work_off()
    client.get(re.search(r"(/password/new/\S+)", mail.outbox[-1].body).group(1))
    set_up(sign_in(person))
