"""Each role opens every kind of page it can reach by a link, as wide as a desk and as a phone."""

import re

import pytest
from django.urls import Resolver404, resolve

from accounts.roles import Role
from tests.browser.trust import a_small_trust
from tests.chromium import breaches, fits

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DESK, PHONE, SMALLEST = 1280, 375, 320
EVERYBODY = {"account-detail", "account_change_password"}
A_SCHOOL = {"school-list", "school-overview", "school-data"}
REST = A_SCHOOL | {"level-detail", "statement-detail", "record-detail", "visit-list"}
AT_LEAST = {
    Role.EXECUTIVE: REST
    | {"trust-page", "decision-list", "judgement-start", "collection-list"}
    | {"moderation-plan", "moderation-detail", "moderation-result", "return-compare"}
    | {"register-list", "coverage-map", "person-detail"}
    | {"scenario-detail", "scenario-change", "scenario-propose", "scenario-compare"},
    Role.TRUSTEE: A_SCHOOL | {"trust-page", "decision-list", "decision-detail", "level-detail"},
    Role.IMPROVEMENT_LEAD: REST
    | {"trust-page", "return-list", "return-detail", "visit-log"}
    | {"moderation-list", "sample-judge"}
    | {"register-list", "coverage-map", "import-list", "import-detail", "conflict-declare"},
    Role.HEADTEACHER: REST
    | {"register-list", "person-detail"}
    | {"asked-list", "submission-receipt", "report-list", "visit-detail"},
    Role.SCHOOL_STAFF: A_SCHOOL | {"section-list", "profile-own"},
    Role.GOVERNOR: A_SCHOOL | {"level-detail"},
    Role.SPECIALIST: A_SCHOOL
    | {"sample-list", "sample-judge", "profile-own", "claim-add", "claim-edit"}
    | {"release-offer", "conflict-declare"},
    Role.ADMIN: {"person-list", "person-detail", "invitation-new", "collection-open"},
}
NOT_A_PAGE = re.compile(r"^/$|\.csv$|/file/$|^/administration/")


def route_of(path):
    try:
        return resolve(path.partition("?")[0]).url_name
    except Resolver404:
        return None


def links_on(window):
    """Addresses of our own pages, in the order they are met."""
    found = window.page.eval_on_selector_all(
        "a[href]", "all => all.map(one => new URL(one.getAttribute('href'), location.href).href)"
    )
    ours = [link.removeprefix(window.root) for link in found if link.startswith(window.root)]
    pages = [link.partition("#")[0] for link in ours]
    return [page for page in pages if not NOT_A_PAGE.search(page.partition("?")[0])]


def wrong_with(window):
    wide = [] if fits(window.page) else ["the page scrolls sideways"]
    width = window.page.viewport_size["width"]
    return [f"{window.path} at {width}: {said}" for said in wide + breaches(window.page)]


def narrow(window, width):
    """Until the page has heard of it: tables that now scroll are opened to the keyboard."""
    window.page.set_viewport_size({"width": width, "height": 900})
    window.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def look(window, path):
    """What is wrong with a page, opened on a desk, then made narrow, then as small as it gets."""
    window.page.set_viewport_size({"width": DESK, "height": 900})
    window.open(path)
    window.waits_for_charts()
    found = wrong_with(window)
    narrow(window, PHONE)
    found += wrong_with(window)
    narrow(window, SMALLEST)
    if not fits(window.page):
        found.append(f"{path} scrolls sideways at {SMALLEST}")
    return found


@pytest.mark.parametrize("role", Role)
def test_everything_a_role_can_reach_is_fine(role, as_person):
    trust = a_small_trust()
    window = as_person(trust.people[role])
    waiting, seen = [window.path, f"/schools/{trust.elm.urn}/dashboards/overview/"], {}
    found = []
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        if route is None or route in seen:
            continue
        seen[route] = path
        found += look(window, path)
        waiting += links_on(window)
    print(f"\n{role.label}: {len(seen)} kinds of page", *seen.values(), sep="\n  ")  # noqa: T201
    assert not found, "\n".join(found)
    assert AT_LEAST[role] | EVERYBODY <= set(seen)
