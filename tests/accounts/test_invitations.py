import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import verbs
from accounts.models import Invitation, InvitationState, RoleAssignment, User
from accounts.roles import Role
from accounts.services import invitations, people
from accounts.subscribers import link_of
from accounts.tokens import read_token, token_of
from core import jobs
from core.errors import NotAllowed, WrongState
from core.models import JournalEntry
from schools.models import Hub
from tests.world import a_person, a_school, an_invitation

pytestmark = pytest.mark.django_db

ANSWER = {"name": "Nia New", "password": "three random words", "again": "three random words"}


def path_of(invitation):
    return f"/accounts/invitations/answer/{token_of(invitation)}/"


def late(invitation):
    past = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=past)
    return invitation


def test_an_invitation_is_written_down_and_its_letter_sent_once():
    invitation = an_invitation(Role.GOVERNOR, at=a_school("Elm Grove"), to=" New@Example.ORG")
    assert invitation.email == "new@example.org"
    assert JournalEntry.objects.get(verb=verbs.INVITED).after == {
        "role": "Governor",
        "where": "Elm Grove",
    }
    jobs.work_off()
    jobs.Job.objects.update(state="queued", finished_at=None, attempts=0)
    jobs.work_off()
    [letter] = mail.outbox
    assert letter.to == ["new@example.org"]
    assert link_of(invitation) in letter.body
    assert "Governor, Elm Grove" in letter.body


def test_the_token_is_stored_nowhere():
    invitation = an_invitation()
    jobs.work_off()
    secret = token_of(invitation).partition(":")[2]
    stored = [str(list(model.objects.values())) for model in (Invitation, JournalEntry, jobs.Job)]
    assert not any(secret in rows for rows in stored)


def test_a_newcomer_chooses_a_password_is_signed_in_and_holds_the_role(client):
    school = a_school()
    invitation = an_invitation(Role.SCHOOL_STAFF, at=school, ends_on=timezone.localdate())
    page = client.get(path_of(invitation))
    assert "You are invited as school staff" in page.text
    assert client.post(path_of(invitation), ANSWER).url == "/accounts/"
    assert client.get("/accounts/").status_code == 200
    person = User.objects.get(email="new@example.org")
    assert person.check_password("three random words")
    held = person.assignments.get()
    assert (held.role, held.school, held.ends_on) == (
        Role.SCHOOL_STAFF, school, timezone.localdate(),
    )  # fmt: skip
    told = set(JournalEntry.objects.values_list("verb", flat=True))
    assert {verbs.INVITATION_ANSWERED, verbs.ROLE_GIVEN, verbs.SIGNED_IN} <= told


def test_an_invitation_for_schools_gives_a_role_for_each():
    schools = [a_school("Ash"), a_school("Oak")]
    invitation = invitations.invite(
        actor=a_person(Role.ADMIN), email="h@example.org", name="H", role=Role.IMPROVEMENT_LEAD,
        schools=schools,
    )  # fmt: skip
    person = invitations.answer_invitation(
        token=token_of(invitation), name="H", password="three random words"
    )
    assert {held.school for held in person.assignments.all()} == set(schools)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "three other words"}, "The two passwords are different."),
        ({"password": "new@example.org"}, "too close to your name"),
        ({"name": ""}, "Type your name."),
    ],
)
def test_a_poor_answer_is_explained_and_leaves_the_invitation_open(client, typed, says):
    invitation = an_invitation()
    assert says in client.post(path_of(invitation), ANSWER | typed).text
    invitation.refresh_from_db()
    assert invitation.is_open
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_link_that_was_used_says_so_and_gives_nothing_twice(client):
    invitation = an_invitation()
    client.post(path_of(invitation), ANSWER)
    stranger = Client()
    for answer in (
        stranger.get(path_of(invitation)),
        stranger.post(path_of(invitation), ANSWER | {"name": "Mallory"}),
    ):
        assert answer.status_code == 410
        assert "has been answered already" in answer.text
    assert RoleAssignment.objects.filter(role=Role.ADMIN, user__email=invitation.email).count() == 1


def test_a_link_works_for_fourteen_days(client):
    invitation = an_invitation()
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)
    assert client.get(path_of(invitation)).status_code == 200
    answer = client.post(path_of(late(invitation)), ANSWER)
    assert answer.status_code == 410
    assert "send it again" in answer.text


def test_sending_again_makes_a_fresh_link_and_ends_the_old(client):
    invitation = an_invitation()
    jobs.work_off()
    old = path_of(late(invitation))
    fresh = invitations.send_again(actor=a_person(Role.ADMIN), invitation_id=invitation.pk)
    jobs.work_off()
    assert "A newer invitation" in client.get(old).text
    assert client.get(path_of(fresh)).status_code == 200
    assert link_of(fresh) in mail.outbox[1].body


def test_a_withdrawn_invitation_opens_nothing_and_stays_withdrawn(client):
    admin, invitation = a_person(Role.ADMIN), an_invitation()
    invitations.revoke(actor=admin, invitation_id=invitation.pk)
    assert "was withdrawn" in client.get(path_of(invitation)).text
    with pytest.raises(WrongState):
        invitations.revoke(actor=admin, invitation_id=invitation.pk)
    with pytest.raises(WrongState, match="withdrawn"):
        invitations.send_again(actor=admin, invitation_id=invitation.pk)
    jobs.work_off()
    assert not mail.outbox


@pytest.mark.parametrize("token", ["", "1", "1-1", "1-1:AAAA", "x" * 300])
def test_anything_we_did_not_sign_is_an_incomplete_link(client, token):
    an_invitation()
    assert read_token(token) is None
    if token:
        page = client.get(f"/accounts/invitations/answer/{token}/")
        assert (page.status_code, "not complete" in page.text) == (410, True)


def test_somebody_with_an_account_takes_the_role_up_signed_in_and_keeps_the_password(client):
    person, school = a_person(Role.GOVERNOR, name="Gov"), a_school("Second")
    invitation = an_invitation(Role.GOVERNOR, to=person.email, at=school)
    page = client.post(path_of(invitation), ANSWER)
    assert "There is an account for this address already" in page.text
    person.refresh_from_db()
    assert person.check_password("long enough 123")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(path_of(invitation))
    assert person.assignments.filter(school=school, role=Role.GOVERNOR).count() == 1


def test_somebody_else_cannot_take_it_up(client):
    invitation, other = an_invitation(), a_person(Role.GOVERNOR, name="Other")
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "sent to another address" in client.post(path_of(invitation), ANSWER).text
    with pytest.raises(NotAllowed, match="another address"):
        invitations.take_up_invitation(actor=other, token=token_of(invitation))
    assert not other.assignments.filter(role=Role.ADMIN).exists()


def ask(actor, role, *, schools=(), hub=None, email="x@example.org", **fields):
    return invitations.invite(
        actor=actor, email=email, name="X", role=role, schools=schools, hub=hub, **fields
    )


@pytest.mark.parametrize("role", Role)
def test_a_headteacher_invites_staff_and_governors_of_the_own_school_alone(role):
    own, other = a_school("Own"), a_school("Other")
    head = a_person(Role.HEADTEACHER, at=own)
    if role in {Role.SCHOOL_STAFF, Role.GOVERNOR}:
        assert ask(head, role, schools=[own]).state == InvitationState.OPEN
    else:
        with pytest.raises(NotAllowed, match="of your own school only"):
            ask(head, role, schools=[own])
    for elsewhere in ([other], [own, other]):
        with pytest.raises(NotAllowed, match="of your own school only"):
            ask(head, role, schools=elsewhere)


@pytest.mark.parametrize("role", [role for role in Role if role not in {"admin", "headteacher"}])
def test_nobody_else_invites_anybody(role):
    school = a_school()
    person = a_person(role, at=school if role in {"school_staff", "governor"} else None)
    with pytest.raises(NotAllowed):
        ask(person, Role.GOVERNOR, schools=[school])


def test_what_cannot_be_held_there_or_then_is_refused_in_words():
    admin, school, today = a_person(Role.ADMIN), a_school(), timezone.localdate()
    hub = Hub.objects.create(name="North")
    with pytest.raises(NotAllowed, match="for the whole trust"):
        ask(admin, Role.EXECUTIVE, schools=[school])
    with pytest.raises(NotAllowed, match="Choose the school"):
        ask(admin, Role.HEADTEACHER)
    with pytest.raises(NotAllowed, match="Choose the schools or the hub"):
        ask(admin, Role.SPECIALIST)
    with pytest.raises(NotAllowed, match="not both"):
        ask(admin, Role.IMPROVEMENT_LEAD, schools=[school], hub=hub)
    with pytest.raises(NotAllowed, match="before the first"):
        ask(admin, Role.TRUSTEE, starts_on=today, ends_on=today - timedelta(days=1))
    assert ask(admin, Role.IMPROVEMENT_LEAD, hub=hub).where == "North"


def test_nobody_invites_themself_and_nobody_is_invited_twice_or_while_closed():
    admin, closed = a_person(Role.ADMIN), a_person(name="Gone")
    with pytest.raises(NotAllowed, match="yourself a role"):
        ask(admin, Role.EXECUTIVE, email=admin.email)
    ask(admin, Role.TRUSTEE)
    with pytest.raises(WrongState, match="Send that one again"):
        ask(admin, Role.TRUSTEE)
    people.deactivate(actor=admin, person_id=closed.pk)
    with pytest.raises(WrongState, match="is closed"):
        ask(admin, Role.TRUSTEE, email=closed.email)


def without_address(answer):
    """A page's text without what differs from one request to the next."""
    changing = r'/accounts/invitations/\S+|"X-CSRFToken": "\w+"|value="\w{64}"|nonce="[^"]+"'
    changing += r"|\d\d:\d\d"  # when it was printed
    return re.sub(changing, "", answer.text)


def test_a_headteacher_sees_and_settles_only_invitations_to_the_own_school(sign_in):
    own, other = a_school("Own"), a_school("Other")
    admin, head = a_person(Role.ADMIN), a_person(Role.HEADTEACHER, at=own)
    mine = ask(head, Role.GOVERNOR, schools=[own], email="mine@example.org")
    hidden = [
        ask(admin, Role.GOVERNOR, schools=[other], email="other@example.org"),
        ask(admin, Role.GOVERNOR, schools=[own, other], email="both@example.org"),
        ask(admin, Role.HEADTEACHER, schools=[own], email="head@example.org"),
        ask(admin, Role.ADMIN, email="admin@example.org"),
    ]
    client = sign_in(head)
    page = client.get("/accounts/invitations/").text
    assert mine.email in page
    assert not any(invitation.email in page for invitation in hidden)
    missing = without_address(client.post("/accounts/invitations/999999/revoke/"))
    for invitation in hidden:
        for verb in ("revoke", "send-again"):
            answer = client.post(f"/accounts/invitations/{invitation.pk}/{verb}/")
            assert answer.status_code == 404
            assert without_address(answer) == missing
    client.post(f"/accounts/invitations/{mine.pk}/revoke/")
    states = dict(Invitation.objects.values_list("pk", "state"))
    assert {states.pop(mine.pk)} == {"revoked"}
    assert set(states.values()) == {"open"}


def test_a_headteacher_is_offered_own_schools_and_two_roles(sign_in):
    own = a_school("Own School")
    a_school("Other School")
    page = sign_in(a_person(Role.HEADTEACHER, at=own)).get("/accounts/invitations/new/").text
    assert "Own School" in page
    assert "Other School" not in page
    assert 'value="governor"' in page
    assert 'value="admin"' not in page
    assert 'name="hub"' not in page


def test_the_invitation_form_sends_and_explains_refusals(sign_in):
    client, school = sign_in(a_person(Role.ADMIN)), a_school()
    typed = {"name": "Di", "email": "di@example.org", "role": "headteacher"}
    refused = client.post("/accounts/invitations/new/", typed)
    assert "Choose the school this role is for." in refused.text
    empty = client.post("/accounts/invitations/new/", {})
    assert "Type the person&#x27;s e-mail address." in empty.text
    sent = client.post("/accounts/invitations/new/", typed | {"schools": [school.pk]})
    assert sent.url == "/accounts/invitations/"
    assert "di@example.org is on its way" in client.get(sent.url).text


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_invitation_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    client, admin = sign_in(a_person(Role.ADMIN)), a_person(Role.ADMIN)
    for number in range(how_many):
        ask(admin, Role.GOVERNOR, schools=[a_school(f"S{number}")], email=f"{number}@example.org")
    with django_assert_max_num_queries(8):
        page = client.get("/accounts/invitations/")
    assert page.text.count("Send again") == how_many


def test_a_failure_to_write_the_journal_leaves_no_invitation(monkeypatch):
    monkeypatch.delitem(__import__("core.journal").journal.VERBS, verbs.INVITED)
    with pytest.raises(LookupError):
        an_invitation()
    assert not Invitation.objects.exists()
