"""Practice, the certificate and the trainer's figures in a browser: light and wide, dark and narrow, by keyboard."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe import violations
from narrow import UNFOLD, too_wide
from playwright.sync_api import Browser, Page, ViewportSize, expect

from api.app import create_app
from api.quiz.codes import new_id, person_of
from api.quiz.model import Session, Terms
from api.quiz.room import Asked
from api.settings import Settings
from api.store.opened import open_store
from api.web.quiz.door import COOKIE, Quizzes
from assistant.holdings import open_holdings
from eval.quiz.make import Request
from tests.api.doors import TODAY, serving, shelf_with

WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)
WAITS = 120_000  # milliseconds; a busy machine is not a mistake


@dataclass
class Place:
    """A server, and a quiz of three that four have finished; the first, who passed, by their cookie."""

    address: str
    session: Session
    token: str


@pytest.fixture(scope="module")
def place(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One for all tests."""
    settings = Settings(home=tmp_path_factory.mktemp("takeaway"), limit_network=0)
    store = open_store(settings)
    app = create_app(settings, shelf_with(open_holdings(home, settings.area)), lambda: TODAY, store=store)
    quizzes: Quizzes = app.state.quizzes
    session = quizzes.room.share(Request(3, kinds=("outcome",)), 7, Terms(), "anyone", 1)
    with serving(app) as address:
        yield Place(address, session, finished(quizzes, session))
    store.close()


def finished(quizzes: Quizzes, session: Session) -> str:
    """Four learners' answers, the first one's all right; the cookie of that one."""
    tokens = [new_id() for _ in range(4)]
    paper = quizzes.room.store.paper(session.id, 1)
    assert paper
    for who, token in enumerate(tokens):
        learner = quizzes.room.join(session.code, f"learner {who}", person_of(token))
        quizzes.room.begin(session, learner, 0)
        for n, item in enumerate(paper.items, 1):
            wrong = next(place for place in range(len(item.options)) if place not in item.right)
            quizzes.room.answer(session, learner, Asked(n, item.id, (wrong,) if n <= who else item.right))
        quizzes.room.finish(session, learner)
    return tokens[0]


@dataclass
class Visitor:
    """Somebody before a browser."""

    page: Page
    place: Place

    def go(self, path: str) -> None:
        """Opens a page."""
        self.page.goto(f"{self.place.address}{path}")

    def press(self, name: str) -> None:
        """Presses a button; the page that comes is there when it returns."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def visitor(chromium: Browser, place: Place) -> Iterator[Visitor]:
    """The learner who passed, without scripts of ours being needed."""
    context = chromium.new_context(viewport=WIDE, locale="en-GB")
    context.add_cookies([{"name": COOKIE, "value": place.token, "url": f"{place.address}/quiz/"}])
    page = context.new_page()
    page.set_default_timeout(WAITS)
    yield Visitor(page, place)
    context.close()


def _question(visitor: Visitor) -> None:
    visitor.go("/quiz/practice/")


def _nothing_chosen(visitor: Visitor) -> None:
    visitor.go("/quiz/practice/")
    visitor.press("Answer")


def _told(visitor: Visitor) -> None:
    visitor.go("/quiz/practice/")
    visitor.page.locator("input[name='choice']").first.check()
    visitor.press("Answer")
    expect(visitor.page.get_by_role("link", name="Next question")).to_be_visible()


def _next(visitor: Visitor) -> None:
    _told(visitor)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Next question").click()


def _finished(visitor: Visitor) -> None:
    visitor.go(f"/quiz/play/{visitor.place.session.code}")
    expect(visitor.page.get_by_label("Name on the certificate")).to_be_visible()


def _too_long(visitor: Visitor) -> None:
    visitor.go(f"/quiz/play/{visitor.place.session.code}/certificate")
    visitor.page.locator("#name").evaluate("one => { one.removeAttribute('maxlength'); one.value = 'x'.repeat(81) }")
    visitor.press("Save the certificate (PDF)")


def _figures(by: str) -> Callable[[Visitor], None]:
    def opens(visitor: Visitor) -> None:
        visitor.go(f"/quiz/statistics/?by={by}")
        expect(visitor.page.locator("table.figures tbody tr").first).to_be_visible()

    return opens


STATES: Mapping[str, Callable[[Visitor], None]] = {
    "a question": _question,
    "nothing chosen": _nothing_chosen,
    "told": _told,
    "the next question": _next,
    "the end of a quiz": _finished,
    "a name too long": _too_long,
    "questions": _figures("questions"),
    "rows": _figures("rows"),
    "paragraphs": _figures("paragraphs"),
}


@pytest.mark.parametrize("state", STATES)
def test_no_state_breaks_a_rule(visitor: Visitor, state: str) -> None:
    """WCAG 2.2 AA and best practice, light and wide, then dark and narrow with everything unfolded; nothing is too wide."""
    STATES[state](visitor)
    assert violations(visitor.page) == []
    visitor.page.evaluate(UNFOLD)
    visitor.page.set_viewport_size(NARROW)
    visitor.page.emulate_media(color_scheme="dark")
    assert violations(visitor.page) == []
    assert too_wide(visitor.page) <= 0


def test_practice_is_done_by_keyboard_alone(visitor: Visitor) -> None:
    """An option by the space bar, the answer by the enter key, and on to the next question."""
    visitor.go("/quiz/practice/")
    first = visitor.page.locator("input[name='choice']").first
    first.focus()
    visitor.page.keyboard.press("Space")
    visitor.page.get_by_role("button", name="Answer", exact=True).focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("link", name="Next question").focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", name="Practice")).to_be_visible()


def test_the_certificate_is_saved_as_a_file(visitor: Visitor) -> None:
    """And the page stays where it was."""
    _finished(visitor)
    visitor.page.get_by_label("Name on the certificate").fill("Ada Nobody")
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("button", name="Save the certificate (PDF)").click()
    assert saved.value.suggested_filename == "certificate.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
