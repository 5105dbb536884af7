"""Every door is locked, every lock is named, and the grid of roles and doors is complete."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.roles import TRUST_WIDE_ONLY
from tests.architecture.code import RANK
from tests.architecture.grid import GRID, OWN, OWN_ARGUMENTS, PUBLIC, REACHES_THE_TRUST, ROLES
from tests.architecture.routes import routes
from tests.architecture.scene import ARGUMENTS, Scene

ROUTES = routes()
LOCKED = [route for route in ROUTES if getattr(route.view, "needs", None)]
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name or route.path)
each_door = pytest.mark.parametrize("door", GRID, ids=str)


@pytest.fixture
def scene(db):
    return Scene()


def knock(client, door, path, person):
    """The answer this person gets at a door, with whatever it changed undone."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with transaction.atomic():
        answer = getattr(client, door.method)(path)
        if answer.streaming:
            list(answer)  # read to its end, so that the file is closed
        transaction.set_rollback(True)
    return answer.status_code


@each_route
def test_every_view_says_what_it_needs(route):
    if route.name in PUBLIC:
        assert route.view.login_required is False
    else:
        assert getattr(route.view, "login_required", True), "only the public list is open"
        assert hasattr(route.view, "needs"), "no @needs"
        assert (route.view.needs is None) == (route.name in OWN), "say so in OWN"


@each_route
def test_routes_live_under_their_room(route):
    room = route.view.__module__.partition(".")[0]
    if room in RANK and ":" in route.name:
        assert route.name.startswith(f"{room}:")
        home = route.name == f"{room}:home" and route.path == ""
        assert home or re.match(rf"{room}/|schools/<int:urn>/{room}/", route.path)
        assert home or re.fullmatch(r"[a-z]+(-[a-z]+)+", route.name.partition(":")[2])


def test_the_grid_covers_every_locked_door_and_no_other():
    drawn, real = {door.route for door in GRID}, {route.name for route in LOCKED}
    assert sorted(real - drawn) == [], "add a line to tests/architecture/grid.py"
    assert sorted(drawn - real) == [], "there is no such route any more"


@each_door
def test_each_role_gets_what_the_grid_says_and_nobody_else_finds_anything(scene, client, door):
    path = reverse(door.route, args=ARGUMENTS[door.arguments](scene))
    strangers_are_sent_to_sign_in(client, path)
    given = {role: knock(client, door, path, scene.person(role)) for role in ROLES}
    assert given == dict(zip(ROLES, door.statuses, strict=True))
    if door.arguments:
        at_another_school_there_is_nothing_there(scene, client, door, path)


def strangers_are_sent_to_sign_in(client, path):
    for method in (client.get, client.post):
        answer = method(path)
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer.url.startswith(reverse("account_login"))


def at_another_school_there_is_nothing_there(scene, client, door, path):
    reaching = [who for what, who in REACHES_THE_TRUST.items() if door.route.startswith(what)]
    far = TRUST_WIDE_ONLY.union(*reaching)
    for role, here in zip(ROLES, door.statuses, strict=True):
        if role and role not in far:
            elsewhere = knock(client, door, path, scene.person(role, elsewhere=True))
            assert elsewhere == (403 if here == 403 else 404), role


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OWN))
def test_a_persons_own_pages_are_not_a_strangers(client, name):
    assert client.get(reverse(name, args=OWN_ARGUMENTS.get(name))).url.startswith(
        reverse("account_login")
    )


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_enter_the_administration_site(scene, client, role):
    client.force_login(
        scene.person(role), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    entered = client.get(reverse("admin:index")).status_code == 200
    assert entered == (role == "admin")
