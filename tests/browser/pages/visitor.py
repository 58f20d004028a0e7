"""Somebody before the pages, and the states they can bring them into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from narrow import UNFOLD, too_wide
from playwright.sync_api import Page, expect

SLOW = 120_000  # milliseconds; a busy machine is not a mistake
CASE = "Patient on section 3, lived in Hull before. Which council is responsible?"
OPEN = "is my patient entitled to s117?"
LIST = "She is on guardianship. Is she entitled to section 117?"
PASTED = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> who pays? " * 12


@dataclass
class Visitor:
    """A page and the address of the server."""

    page: Page
    address: str

    def go(self, path: str) -> None:
        """Opens a page of ours."""
        self.page.goto(f"{self.address}{path}")

    def send(self, question: str) -> None:
        """Types a question into the form as it stands, and sends it."""
        self.page.locator("#question").fill(question)
        self.press("Ask")

    def ask(self, question: str = CASE) -> None:
        """Asks about a new case, and waits for the answer."""
        self.go("/ask")
        self.send(question)
        expect(self.page.locator("article.answer")).to_be_visible()

    def press(self, name: str) -> None:
        """Presses the first button of this name; the page that comes is there when it returns."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follows the first link of this name."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def unfold(self) -> None:
        """Opens everything that can be opened."""
        self.page.evaluate(UNFOLD)

    @property
    def too_wide(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return too_wide(self.page)


def _first(visitor: Visitor) -> None:
    visitor.go("/ask")


def _nothing(visitor: Visitor) -> None:
    visitor.go("/ask")
    visitor.send("   ")


def _person(visitor: Visitor) -> None:
    visitor.go("/ask")
    visitor.send("is 943 476 5919 entitled?")


def _pasted(visitor: Visitor) -> None:
    visitor.ask(PASTED)


def _decided(visitor: Visitor) -> None:
    visitor.ask()


def _question(visitor: Visitor) -> None:
    visitor.ask(OPEN)


def _answered_question(visitor: Visitor) -> None:
    visitor.ask(OPEN)
    visitor.press("Yes")


def _outside(visitor: Visitor) -> None:
    visitor.ask("what is the dose of lorazepam?")


def _not_helpful(visitor: Visitor) -> None:
    visitor.ask()
    visitor.press("No")


def _comment_refused(visitor: Visitor) -> None:
    _not_helpful(visitor)
    visitor.page.get_by_label("Anything else").fill("ask 943 476 5919")
    visitor.press("Send")


def _passage(visitor: Visitor) -> None:
    visitor.ask()
    visitor.follow("Source 1")


def _record(visitor: Visitor) -> None:
    visitor.ask()
    visitor.follow("Record for the case file")


def _again(visitor: Visitor) -> None:
    _record(visitor)
    visitor.follow("Run it again")


def _document(visitor: Visitor) -> None:
    visitor.go("/documents/leaflet")


def _gone(visitor: Visitor) -> None:
    visitor.go("/ask/gone")


STATES: Mapping[str, Callable[[Visitor], None]] = {
    "first": _first,
    "nothing typed": _nothing,
    "a person named": _person,
    "markup pasted": _pasted,
    "decided": _decided,
    "a question": _question,
    "a question answered": _answered_question,
    "outside": _outside,
    "not helpful": _not_helpful,
    "a comment refused": _comment_refused,
    "a passage": _passage,
    "a document": _document,
    "a record": _record,
    "run again": _again,
    "gone": _gone,
}
