from html import unescape

import pytest
from django.test import Client

from accounts.models import RoleAssignment, User
from accounts.roles import DESCRIPTIONS, Role
from accounts.services.people import deactivate
from accounts.services.roles import give_role
from tests.world import a_person, a_school, an_invitation, the_trust

pytestmark = pytest.mark.django_db

PEOPLE = "/accounts/people/"

PAGES = [
    "/accounts/people/",
    "/accounts/people/{person}/",
    "/accounts/people/{person}/roles/give/",
    "/accounts/roles/{role}/end/",
    "/accounts/people/{person}/deactivate/",
    "/accounts/people/{person}/reactivate/",
    "/accounts/people/{person}/remove-second-step/",
]
INVITING = ["/accounts/invitations/", "/accounts/invitations/new/"]
POSTS = [
    *PAGES[2:],
    "/accounts/invitations/new/",
    "/accounts/invitations/{invitation}/send-again/",
    "/accounts/invitations/{invitation}/revoke/",
]


def addresses(pages):
    other = a_person(Role.TRUSTEE, name="Tess")
    ids = {
        "person": other.pk,
        "role": other.assignments.get().pk,
        "invitation": an_invitation().pk,
    }
    return [page.format(**ids) for page in pages]


@pytest.mark.parametrize("role", [None, *Role])
def test_each_page_opens_for_administrators_alone(sign_in, role):
    client = sign_in(a_person(role))
    expected = 200 if role == Role.ADMIN else 403
    assert {client.get(page).status_code for page in addresses(PAGES)} == {expected}
    inviting = 200 if role in {Role.ADMIN, Role.HEADTEACHER} else 403
    assert {client.get(page).status_code for page in INVITING} == {inviting}


@pytest.mark.parametrize("role", [role for role in [None, *Role] if role != Role.ADMIN])
def test_nobody_else_changes_anything_by_posting(sign_in, role):
    client = sign_in(a_person(role))
    pages = addresses(POSTS)
    before = list(User.objects.values()), list(RoleAssignment.objects.values())
    answers = {client.post(page, {"role": "admin"}).status_code for page in pages}
    allowed = {403, 404, 200} if role == Role.HEADTEACHER else {403}
    assert answers <= allowed
    after = list(User.objects.values()), list(RoleAssignment.objects.values())
    assert before == after


@pytest.mark.parametrize("page", [*PAGES, *INVITING, "/accounts/", "/second-step/"])
def test_strangers_are_sent_to_sign_in(client, page):
    [address] = addresses([page])
    assert client.get(address).url.startswith("/sign-in/?next=")
    assert client.post(address).url.startswith("/sign-in/?next=")


@pytest.mark.parametrize("page", PAGES[1:])
def test_an_id_that_is_not_there_is_not_found(sign_in, page):
    client = sign_in(a_person(Role.ADMIN))
    assert client.get(page.format(person=999_999, role=999_999)).status_code == 404


def test_an_administrators_own_page_offers_nothing_to_change(sign_in):
    admin = a_person(Role.ADMIN)
    client = sign_in(admin)
    page = client.get(f"{PEOPLE}{admin.pk}/").text
    assert "You cannot change your own account" in page
    assert "Close this account" not in page
    client.post(f"{PEOPLE}{admin.pk}/deactivate/")
    client.post(f"{PEOPLE}{admin.pk}/roles/give/", {"role": "executive"})
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.assignments.count() == 1


def test_people_are_found_by_name_role_school_and_state(sign_in):
    school = a_school("Elm Grove")
    a_person(Role.HEADTEACHER, at=school, name="Hilda")
    a_person(Role.TRUSTEE, name="Tom")
    closed = a_person(name="Clara")
    admin = a_person(Role.ADMIN, name="Ada")
    deactivate(actor=admin, person_id=closed.pk)
    client = sign_in(admin)

    def found(query):
        page = client.get(f"{PEOPLE}?{query}")
        return page.context["page"].paginator.count, [p.name for p in page.context["page"]]

    assert found("") == (4, ["Ada", "Clara", "Hilda", "Tom"])
    assert found("name=hil") == (1, ["Hilda"])
    assert found("name=tom") == (1, ["Tom"])
    assert found("role=trustee") == (1, ["Tom"])
    assert found(f"school={school.pk}") == (1, ["Hilda"])
    assert found(f"school={school.pk}&role=trustee") == (0, [])
    assert found("active=False") == (1, ["Clara"])
    assert "Nobody matches" in client.get(f"{PEOPLE}?name=zzz").text


def test_htmx_gets_only_the_table(sign_in):
    part = sign_in(a_person(Role.ADMIN)).get(PEOPLE, headers={"HX-Request": "true"})
    assert part.template_name == "accounts/partials/person_table.html"
    assert "<html" not in part.text


@pytest.mark.parametrize("how_many", [1, 60])
def test_the_list_costs_the_same_for_one_person_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    client, school = sign_in(a_person(Role.ADMIN)), a_school()
    for _ in range(how_many):
        a_person(Role.GOVERNOR, at=school)
    with django_assert_max_num_queries(9):
        page = client.get(PEOPLE)
    assert len(page.context["page"]) == min(how_many + 1, 25)


def test_a_role_is_given_and_ended_on_the_pages_and_stays_in_the_history(sign_in):
    client, person, school = sign_in(a_person(Role.ADMIN)), a_person(name="Kim"), a_school("Elm")
    give = f"{PEOPLE}{person.pk}/roles/give/"
    assert "Choose a role." in client.post(give, {}).text
    assert "Choose the school" in client.post(give, {"role": "governor"}).text
    client.post(give, {"role": "governor", "schools": [school.pk]})
    [held] = person.assignments.all()
    page = client.get(f"{PEOPLE}{person.pk}/").text
    assert "Governor" in page
    assert "gave a role" in page
    client.post(f"/accounts/roles/{held.pk}/end/", {})
    page = client.get(f"{PEOPLE}{person.pk}/").text
    assert "Ended" in page
    assert "ended a role" in page


def test_nothing_extra_can_be_posted_into_a_role(sign_in):
    client, person = sign_in(a_person(Role.ADMIN)), a_person(name="Kim")
    extra = {"user": 1, "id": 1, "ended_at": "2020-01-01", "is_active": "", "is_staff": "1"}
    client.post(f"{PEOPLE}{person.pk}/roles/give/", {"role": "trustee"} | extra)
    held = person.assignments.get()
    assert (held.user, held.ended_at) == (person, None)


def test_closing_and_opening_ask_first(sign_in):
    client, person = sign_in(a_person(Role.ADMIN)), a_person(name="Kim")
    close, reopen = f"{PEOPLE}{person.pk}/deactivate/", f"{PEOPLE}{person.pk}/reactivate/"
    assert "Close Kim's account?" in client.get(close).text
    assert User.objects.get(pk=person.pk).is_active
    client.post(close)
    assert not User.objects.get(pk=person.pk).is_active
    assert "closed already" in client.post(close, follow=True).text
    client.post(reopen)
    assert User.objects.get(pk=person.pk).is_active


def test_your_account_says_what_you_may_do_in_words(sign_in):
    the_trust()
    person = a_person(Role.HEADTEACHER, at=a_school("Elm Grove"))
    page = unescape(sign_in(person).get("/accounts/").text)
    assert DESCRIPTIONS[Role.HEADTEACHER] in page
    assert "Headteacher, Elm Grove" in page
    assert "See pupils by name" in page
    assert "No role today" in sign_in(a_person()).get("/accounts/").text


def test_forms_that_change_things_want_their_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        a_person(Role.ADMIN), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.post(f"{PEOPLE}1/deactivate/").status_code == 403


def test_the_person_page_costs_the_same_for_many_roles(sign_in, django_assert_max_num_queries):
    admin, person = a_person(Role.ADMIN), a_person(name="Kim")
    schools = [a_school(f"S{n}") for n in range(12)]
    give_role(actor=admin, person_id=person.pk, role=Role.SPECIALIST, schools=schools)
    client = sign_in(admin)
    with django_assert_max_num_queries(9):
        assert client.get(f"{PEOPLE}{person.pk}/").text.count("Specialist") >= 12
