"""Templates stay small, and hold nothing our content security policy would refuse."""

import re

from tests.architecture.code import ROOT, for_each

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "pdf" not in path.parts]
REFUSED = {
    "an inline style": r"\sstyle\s*=|<style",
    "an inline script": r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']",
    "unescaped text": r"\|\s*safe\b|autoescape off",
    "another site's file": r"src=\"https?://|<link[^>]*href=\"https?://",
}


@for_each(TEMPLATES)
def test_templates_stay_readable(path):
    assert len(path.read_text().splitlines()) <= 100, "move a part to partials/"


@for_each(PAGES)
def test_pages_hold_nothing_the_policy_refuses(path):
    text = path.read_text()
    for what, pattern in REFUSED.items():
        found = re.search(pattern, text)
        assert found is None, f"{what}: {found and found[0]}"
