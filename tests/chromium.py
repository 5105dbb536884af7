"""Debian's Chromium, headless and silent towards the network, and the rules axe holds pages to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAM = Path("/usr/bin/chromium")
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
# Preloading, axe copies imported stylesheets into style elements, which our policy refuses.
BROKEN = """async runOnly => (await axe.run({runOnly, resultTypes: ["violations"], preload: false}))
    .violations.map(found => `${found.id}: ${found.nodes[0].html}`)"""


@contextmanager
def started() -> Iterator[Browser]:
    # Playwright keeps a loop in this thread, and Django would take our own calls for its calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=QUIETLY)
        yield browser
        browser.close()


def breaches(page: Page) -> list[str]:
    """What fails WCAG 2.2 A and AA on the page. axe is evaluated, so our policy stays in force."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return page.evaluate(BROKEN, RULES)


def fits(page: Page) -> bool:
    """Whether the page can be read without scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")
