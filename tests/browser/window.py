"""A browser window as a person uses it: what it shows is read, what it complains of is kept."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User

PASSWORD = "long enough 123"  # what tests.world gives everybody
EXPECTED = "the server responded with a status of"  # Chromium repeats what `answers` keeps already


class Window:
    """Nothing may go wrong unseen: `troubles` has to be empty when the test ends."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.context, self.root = context, root
        self.troubles: list[str] = []
        self.presses = self.fields = 0  # what a person would have done by hand
        self.watch(context.new_page())
        context.on("page", self.watch)

    def watch(self, page: Page) -> None:
        self.page = page
        page.on("console", lambda said: self._note(f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("requestfailed", lambda asked: self._failed(asked.url, asked.failure or ""))
        page.on("response", lambda answer: self._answered(answer.url, answer.status))

    def _note(self, trouble: str) -> None:
        if EXPECTED not in trouble:
            self.troubles.append(f"{self.path}: {trouble}")

    def _failed(self, url: str, why: str) -> None:
        if "ERR_ABORTED" not in why:  # leaving a page, or a download
            self._note(f"failed: {url} {why}")

    def _answered(self, url: str, status: int) -> None:
        if status >= 400:
            self._note(f"{status}: {url}")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.root)

    def open(self, path: str, *, status: int = 200) -> None:
        answer = self.page.goto(self.root + path)
        assert answer is not None
        assert answer.status == status, f"{answer.status} at {path}"
        if status >= 400:
            self.expected(status)

    def expected(self, status: int) -> None:
        """This refusal is what the test is about."""
        assert self.troubles, f"no {status} came"
        assert f" {status}: " in self.troubles.pop()

    def sign_in(self, person: User, password: str = PASSWORD) -> None:
        self.open("/sign-in/")
        self.fill("E-mail", person.email)
        self.fill("Password", password)
        self.press("Sign in")

    def fill(self, label: str, value: str) -> None:
        self.fields += 1
        self.field(label).fill(value)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label).first

    def choose(self, label: str, option: str) -> None:
        self.fields += 1
        self.page.get_by_role("combobox", name=label).first.select_option(label=option)

    def press(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("link", name=name).first.click()

    def waits_for_charts(self) -> None:
        expect(self.page.locator(".chart-drawn:not(:has(.main-svg))")).to_have_count(0)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text, use_inner_text=True)

    def does_not_see(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text, use_inner_text=True)

    def card(self, heading: str) -> Locator:
        """The card with this heading."""
        return self.page.locator("section, details").filter(
            has=self.page.get_by_role("heading", name=heading)
        )

    def row(self, text: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=text)

    def upload(self, label: str, name: str, content: bytes) -> None:
        self.fields += 1
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.field(label).set_input_files(file)

    def links(self, navigation: str) -> list[tuple[str, str]]:
        """The words and addresses of a navigation by its name."""
        found = self.page.get_by_role("navigation", name=navigation).get_by_role("link")
        return [(link.inner_text(), link.get_attribute("href") or "") for link in found.all()]

    def focused(self) -> str:
        return self.page.evaluate("(one => one.name || one.innerText)(document.activeElement)")

    def press_keys(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.page.keyboard.press(key)
