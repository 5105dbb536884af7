import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command

from accounts.models import Invitation, RoleAssignment, User
from accounts.roles import Role
from core import verbs
from core.models import JournalEntry
from schools.models import Hub
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db

ADMIN = "/administration/"
USERS, ROLES, HUBS = (
    f"{ADMIN}accounts/user/",
    f"{ADMIN}accounts/roleassignment/",
    f"{ADMIN}schools/hub/",
)


@pytest.mark.parametrize("role", [None, *Role])
def test_only_administrators_open_the_administration_site(sign_in, role):
    client = sign_in(a_person(role))
    answer = client.get(ADMIN, follow=True)
    assert answer.status_code == (200 if role == Role.ADMIN else 403)
    assert client.get(USERS, follow=True).status_code == answer.status_code


def test_its_sign_in_page_is_ours_so_that_no_second_step_is_skipped(client):
    page = client.get(f"{ADMIN}login/?next={ADMIN}")
    assert page.url == "/sign-in/?next=%2Fadministration%2F"
    person = a_person(Role.ADMIN)
    typed = {"username": person.email, "password": "long enough 123"}
    assert client.post(f"{ADMIN}login/", typed).url.startswith("/sign-in/")
    assert client.get(ADMIN).status_code == 302


def test_its_own_password_and_sign_out_pages_lead_to_ours(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    assert client.get(f"{ADMIN}password_change/").url == "/password/change/"
    assert client.post(f"{ADMIN}logout/").url == "/sign-out/"


def test_a_role_ended_elsewhere_closes_the_site_at_the_next_click(sign_in):
    person = a_person(Role.ADMIN)
    client = sign_in(person)
    assert client.get(ADMIN).status_code == 200
    person.assignments.update(ends_on="2021-01-01")
    assert client.get(ADMIN, follow=True).status_code == 403


@pytest.mark.parametrize("page", [ADMIN, USERS, ROLES, HUBS, f"{ROLES}add/", f"{HUBS}add/"])
def test_its_pages_draw(sign_in, page):
    assert sign_in(a_person(Role.ADMIN)).get(page).status_code == 200


def test_pupils_and_secrets_are_not_in_it():
    shown = {model._meta.label for model in admin.site._registry}
    assert {"accounts.User", "accounts.RoleAssignment", "schools.Hub", "core.JournalEntry"} <= shown
    forbidden = {"auth.Group", "account.EmailAddress", "mfa.Authenticator", "core.Job"}
    named = {model._meta.label for model in apps.get_models() if "pupil" in model._meta.model_name}
    assert not shown & (forbidden | named | {"monitoring.Upload", "monitoring.Submission"})


def test_a_person_is_shown_without_a_password_and_changed_with_one_entry(sign_in):
    client, person = sign_in(a_person(Role.ADMIN)), a_person(name="Kim")
    page = client.get(f"{USERS}{person.pk}/change/").text
    assert person.password not in page
    assert 'name="password"' not in page
    before = JournalEntry.objects.count()
    typed = {"name": "Kim Lee", "email": person.email, "is_active": "", "password": "x"}
    client.post(f"{USERS}{person.pk}/change/", typed)
    entry = JournalEntry.objects.get(verb=verbs.ADMIN_CHANGED)
    assert (entry.before, entry.after) == ({"name": "Kim"}, {"name": "Kim Lee"})
    assert JournalEntry.objects.count() == before + 1
    person.refresh_from_db()
    assert person.is_active
    assert person.check_password("long enough 123")


def test_people_are_neither_added_nor_deleted_here(sign_in):
    client, person = sign_in(a_person(Role.ADMIN)), a_person()
    assert client.get(f"{USERS}add/").status_code == 403
    assert client.post(f"{USERS}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_adding_changing_and_deleting_write_one_entry_each(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    client.post(f"{HUBS}add/", {"name": "North"})
    hub = Hub.objects.get()
    client.post(f"{HUBS}{hub.pk}/change/", {"name": "South"})
    client.post(f"{HUBS}{hub.pk}/delete/", {"post": "yes"})
    Hub.objects.bulk_create([Hub(name="East"), Hub(name="West")])
    chosen = list(Hub.objects.values_list("pk", flat=True))
    action = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    client.post(HUBS, action)
    told = JournalEntry.objects.filter(verb__startswith="core.admin").order_by("pk")
    assert [(entry.verb.rpartition(".")[2], entry.target_name) for entry in told] == [
        ("added", "North"),
        ("changed", "South"),
        ("deleted", "South"),
        ("deleted", "East"),
        ("deleted", "West"),
    ]
    assert not Hub.objects.exists()


def test_a_journal_that_cannot_be_written_keeps_the_hub(sign_in, monkeypatch):
    client, hub = sign_in(a_person(Role.ADMIN)), Hub.objects.create(name="North")
    monkeypatch.delitem(__import__("core.journal").journal.VERBS, verbs.ADMIN_DELETED)
    action = {"action": "delete_selected", "_selected_action": [hub.pk], "post": "yes"}
    with pytest.raises(LookupError):
        client.post(HUBS, action)
    assert Hub.objects.filter(pk=hub.pk).exists()


def test_roles_are_given_here_through_the_service(sign_in):
    admin_person, person, school = a_person(Role.ADMIN), a_person(name="Kim"), a_school()
    client = sign_in(admin_person)
    typed = {"user": person.pk, "role": "governor", "school": school.pk, "starts_on": "2026-09-01"}
    client.post(f"{ROLES}add/", typed)
    assert person.assignments.get().school == school
    told = JournalEntry.objects.exclude(verb__startswith="accounts.user")
    assert [entry.verb for entry in told] == ["accounts.role.given"]
    again = client.post(f"{ROLES}add/", typed)
    assert "already holds the role" in again.text
    self_given = typed | {"user": admin_person.pk}
    assert "your own account" in client.post(f"{ROLES}add/", self_given).text
    misplaced = {"user": person.pk, "role": "trustee", "school": school.pk}
    assert "for the whole trust" in client.post(f"{ROLES}add/", misplaced).text
    assert RoleAssignment.objects.count() == 2


def test_the_audit_trail_is_read_found_and_never_changed(sign_in):
    client, person = sign_in(a_person(Role.ADMIN, name="Ada")), a_person(name="Kim")
    client.post(f"{USERS}{person.pk}/change/", {"name": "Secret Name", "email": person.email})
    trail = f"{ADMIN}core/journalentry/"
    page = client.get(trail).text
    assert "changed in the administration site" in page
    history = client.get(f"{USERS}{person.pk}/history/", follow=True).text
    assert "changed in the administration site" in history
    assert "changed in" in client.get(f"{trail}?verb=core.admin.changed&q=Ada").text
    entry = JournalEntry.objects.get(verb=verbs.ADMIN_CHANGED)
    shown = client.get(f"{trail}{entry.pk}/change/").text
    assert "{&#x27;name&#x27;" not in shown
    assert client.post(f"{trail}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{trail}add/").status_code == 403


def test_the_site_asks_for_the_password_again_after_half_an_hour(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    session = client.session
    session["signed_in_at"] -= 31 * 60
    session.save()
    assert client.get(USERS).url.startswith("/password/confirm/")


def test_the_first_administrator_gets_a_link_and_no_default_password(client, capsys):
    call_command("invite_administrator", "Boss@Example.org", name="Bo", json=True)
    import json  # noqa: PLC0415

    answer = json.loads(capsys.readouterr().out)
    assert answer["email"] == "boss@example.org"
    assert not User.objects.exists()
    call_command("invite_administrator", "boss@example.org", name="Bo", json=True)
    again = json.loads(capsys.readouterr().out)
    assert Invitation.objects.count() == 1
    path = again["link"].partition("/accounts")
    chosen = {"name": "Bo", "password": "three random words", "again": "three random words"}
    assert client.get(answer["link"].partition("8000")[2] or "/accounts/").status_code in {410, 200}
    assert client.post(path[1] + path[2], chosen).status_code == 302
    assert client.get(ADMIN).status_code == 200


@pytest.mark.parametrize("email", ["", "nobody", "a@b"])
def test_a_wrong_address_is_refused_in_a_sentence(email):
    from django.core.management import CommandError  # noqa: PLC0415

    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("invite_administrator", email, name="Bo")


def test_createsuperuser_points_to_the_command_that_works(monkeypatch):
    from django.core.management import CommandError  # noqa: PLC0415

    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "three random words")
    with pytest.raises(CommandError, match="invite_administrator"):
        call_command("createsuperuser", email="a@example.org", name="A", interactive=False)
    assert not User.objects.exists()
