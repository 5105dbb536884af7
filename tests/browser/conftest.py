import pytest
from playwright.sync_api import expect

from tests.browser.window import Window

PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def window(chromium, live_server, settings):
    """Open a window at a width. What it complained of and nobody expected fails the test."""
    settings.SITE_URL = live_server.url
    opened = []

    def at(width=1280, **how):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **how)
        context.set_default_timeout(PATIENCE_MS)
        opened.append(Window(context, live_server.url))
        return opened[-1]

    yield at
    troubles = [trouble for one in opened for trouble in one.troubles]
    for one in opened:
        one.context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def as_person(window):
    """A window in which this person has signed in."""

    def signed_in(person, width=1280, **how):
        opened = window(width, **how)
        opened.sign_in(person)
        return opened

    return signed_in
