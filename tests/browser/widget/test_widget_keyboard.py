"""The whole job by keyboard alone, in the order that is written here; what is read out; where the focus goes."""

from collections.abc import Callable

from canned import ANSWER, QUESTION, asking
from desk import Desk
from played import streamed, unanswered
from playwright.sync_api import Route, expect
from states import STATES

ORDER_OF_AN_ANSWER = [
    "Source 1: 7.7 Ordinary residence",
    "In another council's area in England “lived in Hull”",
    "Remove: In another council's area in England",
    "Section 3 “section 3”",
    "Remove: Section 3",
    "They are 18 or over taken as so",
    "Source 1: 7.7 Ordinary residence",
    "Source 2: 7.7 Ordinary residence",
    "What would change this",
    "1 more to know",
    "Record for the case file",
    "Copy answer",
    "Yes",
    "No",
    "Your question",
    "Ask",
    "Ask as at another day",
]


def tabbed(desk: Desk, until: str, most: int = 40) -> list[str]:
    """What has the focus, one press of Tab after another, up to a name."""
    names: list[str] = []
    while len(names) < most and until not in names:
        desk.page.keyboard.press("Tab")
        names.append(desk.focused)
    return names


def test_the_whole_job_by_keyboard(seated: Callable[..., Desk]) -> None:
    """Open, ask, read the passage, come back, fix a fact, take the record, say that it helped, close."""
    desk = seated()
    STATES["closed"](desk)
    keys = desk.page.keyboard
    assert tabbed(desk, "Ask about section 117") == ["Ask about section 117"]
    keys.press("Enter")
    assert desk.focused == "Your question"
    keys.type(QUESTION)
    keys.press("Enter")
    expect(desk.turn.locator(".actions")).to_be_visible()
    assert desk.focused == "Decided by the rules"
    tabbed(desk, "Source 1: 7.7 Ordinary residence")
    keys.press("Enter")
    expect(desk.turn.locator(".passage mark")).to_be_visible()
    assert tabbed(desk, "Open the whole section (new tab)") == ["Back to the answer", "Open the whole section (new tab)"]
    keys.press("Escape")
    assert desk.focused == "Source 1: 7.7 Ordinary residence"
    tabbed(desk, "In another council's area in England “lived in Hull”")
    keys.press("Enter")
    assert desk.focused == "In North Lincolnshire"
    keys.press("Enter")
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.focused == "Decided by the rules"
    tabbed(desk, "Record for the case file")
    keys.press("Enter")
    expect(desk.turn.locator(".record")).to_be_visible()
    assert tabbed(desk, "Close the record") == ["Copy", "Print", "Download", "Run it again", "Close the record"]
    keys.press("Escape")
    assert desk.focused == "Record for the case file"
    tabbed(desk, "Yes")
    keys.press("Enter")
    expect(desk.turn.locator(".feedback")).to_have_text("Thank you. That was noted.")
    keys.press("Escape")
    assert desk.focused == "Ask about section 117"


def test_the_order_of_an_answer(desk: Desk) -> None:
    """From its heading to the box."""
    desk.ask()
    assert tabbed(desk, "Ask as at another day") == ORDER_OF_AN_ANSWER


def test_a_question_is_answered_by_keyboard(desk: Desk) -> None:
    """The focus goes on to the new answer."""
    desk.service.replies["message"] = streamed(asking())
    desk.ask()
    assert desk.focused == "One thing more is needed"
    assert tabbed(desk, "I don’t know")[-3:] == ["Section 37 hospital order", "Section 37 guardianship order", "I don’t know"]
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.focused == "Decided by the rules"


def test_a_new_line_is_not_a_question(desk: Desk) -> None:
    """Shift and Enter begin a line; Enter asks."""
    desk.box.press_sequentially("one")
    desk.page.keyboard.press("Shift+Enter")
    desk.page.keyboard.type("two")
    expect(desk.box).to_have_value("one\ntwo")


def test_at_most_four_texts_are_read_out(desk: Desk) -> None:
    """Accepted, searching, ready with its sources; the transcript itself is not a live region."""
    desk.hear()
    desk.ask()
    assert desk.heard == ["Question sent.", "Searching the documents.", "Answer ready, with 2 sources."]
    assert desk.page.locator("aftercare-chat [aria-live], aftercare-chat [role=log], aftercare-chat [role=alert]").count() == 0


def test_the_focus_is_left_alone_where_somebody_went_on(seated: Callable[..., Desk]) -> None:
    """Out of our form, or typing the next question: the answer does not take it."""
    desk = seated()
    STATES["first"](desk)
    held: list[Route] = []
    desk.service.replies["message"] = held.append
    desk.send()
    desk.page.evaluate("() => { const other = document.createElement('button'); document.body.append(other); other.focus(); }")
    streamed(ANSWER)(_first(desk, held))
    expect(desk.turn.locator(".actions")).to_be_visible()
    assert desk.page.evaluate("document.activeElement.tagName") == "BUTTON"
    desk.send()
    desk.box.press_sequentially("the next")
    streamed({**ANSWER, "id": "answer-2"})(_first(desk, held))
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.focused == "Your question"


def _first(desk: Desk, held: list[Route]) -> Route:
    while not held:
        desk.page.wait_for_timeout(20)
    return held.pop()


def test_stopping_leaves_the_focus_in_the_box(desk: Desk) -> None:
    """Where the question is again."""
    desk.service.replies["message"] = unanswered
    desk.box.fill(QUESTION)
    desk.page.keyboard.press("Enter")
    expect(desk.button("Stop")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.box).to_have_value(QUESTION)
    assert desk.focused == "Your question"


def test_a_new_case_begins_at_the_box(desk: Desk) -> None:
    """Nothing of the one before is left, on screen or with the service."""
    desk.ask()
    desk.service.heard.clear()
    desk.button("New case").click()
    expect(desk.page.locator("aftercare-chat .turn")).to_have_count(0)
    expect(desk.page.get_by_text("What it answers")).to_be_visible()
    assert desk.focused == "Your question"
    desk.ask()
    assert len(desk.service.requests("start")) == 1
