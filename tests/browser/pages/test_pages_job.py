"""The whole job with scripts switched off and no mouse."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from visitor import CASE, OPEN, Visitor

Opens = Callable[..., Visitor]
NAME = """() => {
  const one = document.activeElement;
  return one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.innerText || one.tagName;
}"""
MOST_TABS = 80


def _focused(page: Page) -> str:
    return " ".join(str(page.evaluate(NAME)).split())


def _tab_to(page: Page, name: str) -> list[str]:
    """Presses Tab until something of this name has the focus; what was passed on the way."""
    passed: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        passed.append(_focused(page))
        if passed[-1].startswith(name):
            return passed
    raise AssertionError(f"{name!r} is not reached by Tab; these are: {passed}")


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_case_is_asked_about_and_answered_by_keyboard_alone(visit: Opens) -> None:
    """In this order: skip link, the form, Ask; then in the answer the question, which is answered where it stands."""
    visitor = visit()
    page = visitor.page
    visitor.go("/ask")
    order = _tab_to(page, "Your question")
    assert order == ["Skip to the content", "117 Aftercare", "Ask", "The rules", "Your question"]
    page.keyboard.type(OPEN)
    assert _tab_to(page, "Ask")[-1].startswith("Ask as at another day")
    page.keyboard.press("Tab")
    assert _focused(page) == "Ask"
    _enter(page)
    expect(page.locator("form.question")).to_be_visible()
    order = _tab_to(page, "Why this is asked")
    assert order[-5:] == ["Yes", "No", "I don’t know", "in your own words", "Why this is asked"]


def test_a_footnote_is_followed_and_the_way_back_leads_to_it(visit: Opens) -> None:
    """The focus comes back to where it was: Tab goes on from that footnote."""
    visitor = visit()
    page = visitor.page
    visitor.ask()
    _tab_to(page, "Source 1")
    _enter(page)
    expect(page.locator("mark#cited")).to_be_visible()
    page.get_by_role("link", name="Back to the answer").first.focus()
    _enter(page)
    place = page.url.partition("#")[2]
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert _focused(page) == "Source 1"


def test_the_job_is_done_without_scripts(visit: Opens) -> None:
    """Asked, put right, the record read, a follow-up asked, and another case begun."""
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    visitor.ask(CASE)
    chip = page.locator("li.chip", has_text="In another council's area in England")
    chip.locator("summary").click()
    chip.get_by_role("combobox").select_option("north_lincolnshire")
    with page.expect_navigation():
        chip.get_by_role("button", name="Use this").click()
    expect(page.locator("article.answer")).to_contain_text("answered again after a correction")
    visitor.follow("Record for the case file")
    expect(page.locator("article.sheet")).to_contain_text("Decision support, not a decision.")
    visitor.follow("Back to the answer")
    visitor.send("and who pays for it?")
    expect(page.get_by_role("heading", name="Earlier in this conversation")).to_be_visible()
    visitor.follow("New case")
    assert page.url == f"{visitor.address}/ask"


def test_a_reload_asks_nothing_twice(visit: Opens) -> None:
    """Neither does going back and forth."""
    visitor = visit(java_script_enabled=False)
    visitor.ask(CASE)
    for _ in range(2):
        visitor.page.reload()
    assert visitor.page.get_by_role("heading", name="Earlier in this conversation").count() == 0


def test_a_button_pressed_twice_at_once_asks_once(visit: Opens) -> None:
    """A double press in a conversation makes one turn."""
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    visitor.ask(OPEN)
    page.locator("#question").fill("he is on a section 3")
    with page.expect_navigation():
        page.get_by_role("button", name="Ask", exact=True).dblclick(no_wait_after=True)
    expect(page.locator("article.answer .asked")).to_contain_text("he is on a section 3")
    page.reload()
    assert page.locator("details.earlier").count() == 1
