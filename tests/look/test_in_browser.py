"""The gallery in headless Chromium: our policy holds, charts draw, WCAG 2.2 A and AA are met."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIETLY = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = [1280, 375, 320]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.look.urls"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def chromium():
    # Playwright keeps a loop in this thread, and Django would take our own calls for its calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)


@pytest.fixture
def visit(chromium, live_server):
    """Open the gallery at a width; what the console said is kept on the page."""
    opened = []

    def at(width, **how):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **how)
        opened.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{live_server.url}/gallery/")
        return page

    yield at
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_are_drawn_under_our_policy_without_a_word_on_the_console(visit, width):
    page = visit(width)
    page.wait_for_function("document.querySelectorAll('.chart-drawn .main-svg').length >= 3")
    page.wait_for_selector("text=Finished. >> nth=1")  # the running job was asked about and ended
    layers = page.locator(".chart-drawn").first.locator("svg.main-svg")
    tops = {layers.nth(at).bounding_box()["y"] for at in range(layers.count())}
    assert len(tops) == 1  # without its style sheet plotly stacks them one below the other
    assert page.said == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_fails_wcag_and_nothing_scrolls_sideways(visit, width):
    page = visit(width, bypass_csp=True)
    page.wait_for_function("document.querySelectorAll('.chart-drawn .main-svg').length >= 3")
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_still_pictures_and_the_tables_are_there(visit):
    page = visit(1280, java_script_enabled=False)
    assert page.locator(".chart-still svg").first.is_visible()
    assert not page.locator(".chart-drawn").first.is_visible()
    page.locator("text=Show as table").first.click()
    assert page.locator(".chart table").first.is_visible()


def test_the_reader_of_a_form_with_errors_starts_at_the_list_of_them(visit):
    page = visit(1280)
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("text=Say when the visit was. >> nth=0").click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-date"


def test_the_account_menu_opens_and_closes_from_the_keyboard(visit):
    page = visit(1280)
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("text=Sign out").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("text=Sign out").is_visible()
