"""The widget over the real service: the real index, the real rules, a database."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from desk import FOCUSED, IN_SHADOW
from playwright.sync_api import Locator, Page, expect

from api.app import create_app
from api.settings import Settings
from api.shelf import Opened, Shelf
from api.store.opened import open_store
from assistant.holdings import open_holdings
from tests.api.doors import TODAY, serving

ENTITLED = "Is he entitled? He was on section 37, still in hospital."


@pytest.fixture(scope="module")
def real(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server of everything."""
    kept = Settings(home=tmp_path_factory.mktemp("kept"), limit_network=0)
    holdings = open_holdings(home, kept.area)
    shelf = Shelf(lambda: "one", lambda: Opened(holdings, "one", 12, None))
    shelf.look()
    with closing(open_store(kept)) as store, serving(create_app(kept, shelf, lambda: TODAY, store=store)) as address:
        yield address


@pytest.fixture
def page(opened: Callable[..., Page], real: str) -> Page:
    """The page at `/`."""
    page = opened()
    page.goto(real)
    return page


def asked(page: Page, question: str) -> Locator:
    """The turn of a question, answered."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    return answered(page, 1)


def answered(page: Page, turns: int) -> Locator:
    """The last of so many answers."""
    expect(page.locator("aftercare-chat .turn .actions")).to_have_count(turns)
    return page.locator("aftercare-chat .turn").last


def test_a_question_is_asked_narrowed_down_checked_and_recorded(page: Page) -> None:
    """From the question to the record, and the same after a reload."""
    asked(page, ENTITLED).get_by_role("button", name="Section 37 hospital order").click()
    turn = answered(page, 2)
    expect(turn.locator(".status")).to_have_text("Decided by the rules")
    expect(turn.locator(".lead").first).to_contain_text("Yes. They are entitled")
    turn.locator(".marker").first.click()
    expect(turn.locator(".passage mark")).to_be_visible()
    expect(turn.locator(".passage .badge")).to_have_text(re.compile("Policy|Code of Practice"))
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED).startswith("Source 1")
    turn.locator(".changes summary").click()
    expect(turn.locator(".changes li").first).to_be_visible()
    turn.get_by_role("button", name="Record for the case file").click()
    expect(turn.locator(".sheet")).to_contain_text("Decision support, not a decision.")
    expect(turn.locator(".sheet")).to_contain_text("Section 37 hospital order")
    turn.get_by_role("button", name="Run it again").click()
    expect(turn.locator(".record")).to_contain_text("the result is the same")
    page.reload()
    expect(answered(page, 2)).to_contain_text("Section 37 hospital order")


def test_a_fact_is_taken_back(page: Page) -> None:
    """The answer is made again without it."""
    turn = asked(page, "Which council is responsible? On a section 3, lived in Hull before.")
    expect(turn.locator(".chip").filter(has_text="lived in Hull").first).to_be_visible()
    turn.get_by_role("button", name="Remove: In another council's area in England").click()
    expect(answered(page, 2)).not_to_contain_text("Hull City Council")


def test_feedback_is_kept_unless_it_identifies_somebody(page: Page) -> None:
    """The service says what to take out; then it is taken."""
    turn = asked(page, "Can we charge for a section 117 care home?")
    turn.locator(".feedback").get_by_role("button", name="No").click()
    turn.get_by_label("Wrong source").check()
    turn.get_by_label("Anything else").fill("see NHS number 943 476 5919")
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".feedback .problem")).to_contain_text("NHS number")
    turn.get_by_label("Anything else").fill("see 7.6")
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".feedback")).to_have_text("Thank you. That was noted.")


def test_every_stage_is_told_in_words(page: Page) -> None:
    """No step of a turn is shown by its own name."""
    page.evaluate(
        f"""() => {{
          window.stages = [];
          const note = () => window.stages.push({IN_SHADOW}.querySelector('.turn:last-child .working')?.textContent);
          new MutationObserver(note).observe({IN_SHADOW}, {{subtree: true, childList: true}});
        }}"""
    )
    asked(page, "Can we charge for a section 117 care home?")
    shown = {one for one in page.evaluate("window.stages") if one}
    assert shown <= {
        "Sending your question",
        "Checking for personal details",
        "Reading the case",
        "Finding the words",
        "Applying the rules",
        "Checking the words",
    }
    assert len(shown) > 2
