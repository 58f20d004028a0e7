"""The widget as somebody sits before it."""

from dataclasses import dataclass, field
from typing import Any

from canned import QUESTION
from played import Played
from playwright.sync_api import Locator, Page, expect

IN_SHADOW = "(document.querySelector('aftercare-chat').shadowRoot)"
NAME = "e => e && (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent)"
FOCUSED = f"({NAME})({IN_SHADOW}.activeElement)"
HEARD = f"""() => {{
  const status = {IN_SHADOW}.querySelector('[role=status]');
  window.heard = [];
  new MutationObserver(() => window.heard.push(status.textContent)).observe(status, {{childList: true, characterData: true}});
}}"""
LISTENS = """names => {
  window.told = [];
  const chat = document.querySelector('aftercare-chat');
  for (const name of names) chat.addEventListener(name, event => window.told.push([name, event.detail]));
}"""


@dataclass
class Desk:
    """A page with the widget, what its service was asked, and every mistake that the browser reported.

    attributes  of the element, where a page is made for it
    """

    page: Page
    service: Played
    address: str
    attributes: str = ""
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> None:
        """Goes to a page that has the widget, and waits until it is there."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if "Content Security" in said.text else None)
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_function(f"{IN_SHADOW} && {IN_SHADOW}.querySelector('.chat')")

    def show(self, html: str, policy: str = "") -> None:
        """Opens somebody's page that embeds the widget, on our origin."""
        headers = {"Content-Type": "text/html"} | ({"Content-Security-Policy": policy} if policy else {})
        self.page.route(f"{self.address}/intranet", lambda route: route.fulfill(body=html, headers=headers))
        self.open("/intranet")

    @property
    def box(self) -> Locator:
        """Where a question is typed."""
        return self.page.get_by_label("Your question")

    @property
    def turn(self) -> Locator:
        """The last turn."""
        return self.page.locator("aftercare-chat .turn").last

    @property
    def status(self) -> Locator:
        """The one line that is read out."""
        return self.page.locator("aftercare-chat [role=status]")

    @property
    def focused(self) -> str:
        """What has the focus in the widget, by its name."""
        return str(self.page.evaluate(FOCUSED) or "").strip()

    def button(self, name: str) -> Locator:
        """A button of the widget."""
        return self.page.locator("aftercare-chat").get_by_role("button", name=name, exact=True)

    def send(self, question: str = QUESTION) -> None:
        """Types a question and asks it."""
        self.box.fill(question)
        self.button("Ask").click()

    def ask(self, question: str = QUESTION) -> Locator:
        """Asks, and waits for the answer."""
        before = self.page.locator("aftercare-chat .turn .actions").count()
        self.send(question)
        expect(self.page.locator("aftercare-chat .turn .actions")).to_have_count(before + 1)
        return self.turn

    def fails(self, question: str = QUESTION) -> str:
        """Asks, waits for what went wrong, and gives its words."""
        self.send(question)
        problem = self.turn.locator(".problem")
        expect(problem).to_be_visible()
        return problem.inner_text()

    def listen(self, *names: str) -> None:
        """Notes the widget's events from here on."""
        self.page.evaluate(LISTENS, list(names))

    @property
    def told(self) -> list[Any]:
        """The events that were noted, each a name and its detail."""
        return list(self.page.evaluate("window.told"))

    def hear(self) -> None:
        """Notes what is read out from here on."""
        self.page.evaluate(HEARD)

    @property
    def heard(self) -> list[str]:
        """What was read out."""
        return list(self.page.evaluate("window.heard"))
