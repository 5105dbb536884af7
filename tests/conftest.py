import time

import pytest
from django.core.cache import caches
from django.db import connection, connections

from accounts.sessions import BEGAN, SEEN
from tests import chromium as browsers
from tests.databases import copy_the_migrated


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what is the same on every database: rules, files, how the code is laid out",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    asked = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asked)])
    items[:] = asked


def _asks_a_database(item):
    """The corpus does, but what it is about is the reading of files."""
    if item.get_closest_marker("corpus"):
        return False
    return bool(item.get_closest_marker("django_db")) or "db" in item.fixturenames


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, request, tmp_path_factory):
    """A browser asks for several things at once, which SQLite answers only from a file."""
    is_browsing = any(item.get_closest_marker("browser") for item in request.session.items)
    if is_browsing and connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        connections.settings["default"]["TEST"]["NAME"] = str(name)
    if connection.vendor == "sqlite":
        connections.settings["default"]["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            copy_the_migrated()


@pytest.fixture(scope="session")
def chromium():
    if not browsers.PROGRAM.exists():
        pytest.skip("Chromium is not installed")
    with browsers.started() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nobody_has_tried_to_sign_in_or_read_a_page_before():
    for name in ("default", "pages"):
        caches[name].clear()


@pytest.fixture
def sign_in(client):
    """Sign a person in and hand back the client."""

    def signed_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[BEGAN] = session[SEEN] = int(time.time())
        session.save()
        return client

    return signed_in
