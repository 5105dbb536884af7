"""The gallery in headless Chromium: our policy holds, charts draw, WCAG 2.2 A and AA are met."""

import pytest

from tests.chromium import breaches, fits

WIDTHS = [1280, 375, 320]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.look.urls"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


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
    page.locator(".chart-drawn .main-svg").nth(2).wait_for()
    page.wait_for_selector("text=Finished. >> nth=1")  # the running job was asked about and ended
    layers = page.locator(".chart-drawn").first.locator("svg.main-svg")
    tops = {layers.nth(at).bounding_box()["y"] for at in range(layers.count())}
    assert len(tops) == 1  # without its style sheet plotly stacks them one below the other
    assert page.said == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_fails_wcag_and_nothing_scrolls_sideways(visit, width):
    page = visit(width)
    page.locator(".chart-drawn .main-svg").nth(2).wait_for()
    assert breaches(page) == []
    assert fits(page)


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
