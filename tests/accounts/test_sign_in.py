import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from accounts import verbs
from accounts.models import User
from accounts.roles import Role
from core import jobs
from core.models import JournalEntry
from tests.world import a_person

pytestmark = pytest.mark.django_db

SIGN_IN, HOME = "/sign-in/", "/accounts/"
PASSWORD = "long enough 123"


def try_password(client, email, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def happened(verb):
    return JournalEntry.objects.filter(verb=verb).count()


def test_a_person_signs_in_with_an_e_mail_address_in_any_case(client):
    person = a_person(Role.GOVERNOR)
    assert try_password(client, f" {person.email.upper()} ").status_code == 302
    assert client.get(HOME).context["user"] == person
    assert happened(verbs.SIGNED_IN) == 1


def test_signing_in_leads_to_the_page_that_was_asked_for_but_never_to_another_site(client):
    person = a_person(Role.GOVERNOR)
    asked = client.get(HOME)
    assert asked.url == f"{SIGN_IN}?next={HOME}"
    answer = client.post(asked.url, {"login": person.email, "password": PASSWORD})
    assert answer.url == HOME
    client.post("/sign-out/")
    elsewhere = f"{SIGN_IN}?next=https://evil.example/"
    assert client.post(elsewhere, {"login": person.email, "password": PASSWORD}).url == "/"


def test_the_sixth_try_is_refused_even_with_the_right_password(client):
    person = a_person(Role.HEADTEACHER)
    for _ in range(5):
        assert b"do not go together" in try_password(client, person.email, "wrong").content
    assert b"Wait 30 minutes" in try_password(client, person.email).content
    assert client.get(HOME).status_code == 302
    assert happened(verbs.SIGN_IN_FAILED) == 5


def test_five_tries_leave_the_right_password_working(client):
    person = a_person(Role.HEADTEACHER)
    for _ in range(4):
        try_password(client, person.email, "wrong")
    assert try_password(client, person.email).status_code == 302


def test_forty_people_behind_one_address_all_get_in(client):
    people = [a_person(Role.SCHOOL_STAFF) for _ in range(40)]
    try_password(client, people[0].email, "wrong")
    for person in people:
        assert try_password(client, person.email, REMOTE_ADDR="10.0.0.1").status_code == 302
        client.post("/sign-out/")


def test_a_wrong_password_and_an_unknown_address_look_the_same(client):
    known, unknown = a_person(Role.GOVERNOR).email, "nobody@example.org"

    def seen(email):
        page = try_password(client, email, "wrong")
        body = re.sub(r'csrf\w*" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"', "", page.text)
        return page.status_code, body.replace(email, "")

    assert seen(known) == seen(unknown)


def test_a_closed_account_is_told_so_only_with_its_password(client):
    person = a_person(Role.GOVERNOR)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert b"do not go together" in try_password(client, person.email, "wrong").content
    page = client.post(SIGN_IN, {"login": person.email, "password": PASSWORD}, follow=True)
    assert b"This account is closed" in page.content
    assert client.get(HOME).status_code == 302


def test_a_new_session_key_is_made_at_sign_in(client):
    person = a_person(Role.GOVERNOR)
    client.get(SIGN_IN)
    session = client.session
    session["seed"] = 1
    session.save()
    before = client.session.session_key
    try_password(client, person.email)
    assert client.session.session_key != before


def test_signing_out_asks_first_and_ends_the_session(client, sign_in):
    sign_in(a_person(Role.GOVERNOR))
    assert b"Sign out?" in client.get("/sign-out/").content
    assert client.post("/sign-out/").url == SIGN_IN
    assert client.get(HOME).status_code == 302


def test_what_a_signed_in_person_sees_is_never_stored(sign_in):
    assert sign_in(a_person()).get(HOME).headers["Cache-Control"] == "no-store"


def ask_for_a_link(client, email):
    answer = client.post("/password/forgotten/", {"email": email})
    jobs.work_off()
    return answer


def test_a_forgotten_password_is_replaced_by_the_link_in_the_e_mail(client):
    person = a_person(Role.GOVERNOR)
    assert ask_for_a_link(client, person.email).url == "/password/forgotten/sent/"
    [letter] = mail.outbox
    assert letter.subject == "Set a new password"
    path = re.search(r"https?://[^/]+(/password/new/\S+)", letter.body).group(1)
    form = client.get(path, follow=True)
    assert b"Set a new password" in form.content
    here = form.redirect_chain[-1][0]
    short = client.post(here, {"password1": "short", "password2": "short"})
    assert b"at least 12 characters" in short.content
    new = {"password1": "three random words", "password2": "three random words"}
    assert client.post(here, new).url == "/password/new/done/"
    assert b"does not work any more" in client.get(path, follow=True).content
    assert try_password(client, person.email).status_code == 200
    assert try_password(client, person.email, "three random words").status_code == 302


def test_asking_for_a_link_tells_nobody_whether_the_address_has_an_account(client):
    known = ask_for_a_link(client, a_person().email)
    unknown = ask_for_a_link(client, "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail.outbox) == 1


def test_a_new_password_lifts_the_wait_after_wrong_ones(client):
    person = a_person(Role.GOVERNOR)
    for _ in range(6):
        try_password(client, person.email, "wrong")
    ask_for_a_link(client, person.email)
    path = re.search(r"(/password/new/\S+)", mail.outbox[0].body).group(1)
    here = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(here, {"password1": "three random words", "password2": "three random words"})
    assert try_password(client, person.email, "three random words").status_code == 302


def test_links_in_letters_never_lead_to_a_host_a_stranger_wrote(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    person = a_person()
    client.post("/password/forgotten/", {"email": person.email}, headers={"host": "evil.example"})
    jobs.work_off()
    assert "evil.example" not in mail.outbox[0].body
    assert settings.SITE_URL in mail.outbox[0].body


def test_a_letter_is_written_once_however_often_its_job_runs(client):
    ask_for_a_link(client, a_person().email)
    job = jobs.Job.objects.get(kind="accounts.mail")
    jobs.Job.objects.update(state="queued", finished_at=None, attempts=0, progress=99)
    jobs.work_off()
    assert len(mail.outbox) == 1
    assert set(job.args) == {"person", "mail"}


def test_changing_the_password_keeps_this_session_and_ends_the_others(sign_in, client_class):
    person = a_person(Role.GOVERNOR)
    here, elsewhere = sign_in(person), client_class()
    elsewhere.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    new = {"password1": "three random words", "password2": "three random words"}
    wrong = here.post("/password/change/", {"oldpassword": "no", **new})
    assert b"not your present password" in wrong.content
    assert here.post("/password/change/", {"oldpassword": PASSWORD, **new}).url == HOME
    assert here.get(HOME).status_code == 200
    assert elsewhere.get(HOME).status_code == 302
    jobs.work_off()
    assert mail.outbox[0].subject == "Your password was changed"
    assert happened(verbs.PASSWORD_CHANGED) == 1


@pytest.fixture
def client_class():
    from django.test import Client  # noqa: PLC0415

    return Client


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "easy to guess"),
        ("samantha.smith", "too close to your name"),
    ],
)
def test_a_poor_password_is_refused_in_words(sign_in, password, says):
    person = User.objects.create_user("samantha.smith@example.org", "Samantha Smith", PASSWORD)
    typed = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert says in sign_in(person).post("/password/change/", typed).text


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_confirm_email", "account_set_password"]
)
def test_there_is_no_sign_up_and_no_managing_of_addresses(name):
    with pytest.raises(NoReverseMatch, match="not found"):
        reverse(name)


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/password/forgotten/",
        "/password/forgotten/sent/",
        "/password/new/done/",
        "/password/new/x-y/",
    ],
)
def test_the_pages_before_signing_in_are_in_plain_english(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert 'lang="en-GB"' in page.text
    words = re.sub("<[^>]+>", "", page.text)
    assert not re.search("token|credential|authenticate|factor", words)
