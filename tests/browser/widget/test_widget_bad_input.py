"""What can go wrong: each has a plain message and a way on, nothing typed is lost, nothing executes."""

from collections.abc import Callable

import pytest
from canned import COUNCIL, QUESTION, answer
from desk import Desk
from played import STAGES, Reply, as_json, begun, event, exchange, problem, raw, streamed, unanswered, unreachable
from playwright.sync_api import expect

PATIENCE = 3  # seconds
IMPATIENT = f"""<!doctype html><html lang=en><title>x</title><main><h1>x</h1>
<script type=module src=/widget/v1/aftercare-chat.js></script><aftercare-chat patience="{PATIENCE}"></aftercare-chat></main>"""
UNKNOWN = problem(404, "unknown-conversation", "There is no conversation with this id")
KEPT = "Nothing you typed is lost."
HALF = begun(*STAGES[:4])
SAID = as_json({"id": "conversation-1", "exchanges": [exchange(QUESTION, answer())]})
MARKUP = '<img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload="window.ran=1">${window.ran=1}&amp;'
REFUSALS: list[tuple[str, Reply, str]] = [
    ("down", unreachable, "The service cannot be reached."),
    ("401", problem(401, "key-wanted"), "You are not signed in, or not allowed here."),
    ("403", problem(403, "role-wanted"), "You are not signed in, or not allowed here."),
    ("409", problem(409, "conversation-full"), "This conversation is full. Start a new case"),
    ("413", problem(413, "body-too-large"), "That is too long to send."),
    ("422", problem(422, "invalid", "body.as_at: Input should be a valid date"), "The question could not be read."),
    ("422-long", problem(422, "message-too-long", "It is 3,000 characters long."), "It is 3,000 characters long."),
    ("429", problem(429, "too-many", **{"Retry-After": "17"}), "Try again in 17 seconds."),
    ("429-bare", problem(429, "too-many"), "Try again in a moment."),
    ("500", problem(500, "error"), "Something went wrong on our side."),
    ("502", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"), "Something went wrong on our side."),
    ("503", problem(503, "unavailable", "run aftercare ingest"), "Answers are not available at the moment."),
    ("paused", problem(503, "paused", "Ask the office until Monday."), "Ask the office until Monday."),
    (
        "topic",
        raw(HALF + event("error", {"status": 503, "type": "urn:aftercare:problem:paused", "detail": "Ask the office."})),
        "Ask the office.",
    ),
    ("stream", raw(HALF + event("error", {"status": 503})), "Answers are not available at the moment."),
]


@pytest.fixture
def impatient(seated: Callable[..., Desk]) -> Desk:
    """A widget that does not wait long."""
    desk = seated()
    desk.show(IMPATIENT)
    return desk


@pytest.mark.parametrize(("reply", "words"), [one[1:] for one in REFUSALS], ids=[one[0] for one in REFUSALS])
def test_a_refusal_is_told_plainly_and_tried_again(desk: Desk, reply: Reply, words: str) -> None:
    """The question is back in the box; trying again sends it once more, and the answer takes the place of the message."""
    desk.listen("error")
    desk.service.replies["message"] = [reply, streamed(answer())]
    said = desk.fails()
    assert words in said
    assert said.endswith(KEPT)
    expect(desk.box).to_have_value(QUESTION)
    expect(desk.status).to_contain_text(words)
    assert [name for name, _ in desk.told] == ["error"]
    desk.button("Try again").click()
    expect(desk.turn).to_contain_text(COUNCIL)
    expect(desk.box).to_have_value("")
    assert [one.body["message"] for one in desk.service.requests("message")] == [QUESTION, QUESTION]
    assert desk.errors == []


def test_a_service_that_is_down_from_the_start_is_tried_again(desk: Desk) -> None:
    """Not even a conversation could be begun."""
    desk.service.replies["start"] = unreachable
    assert "The service cannot be reached." in desk.fails()
    desk.service.replies["start"] = as_json({"id": "conversation-1"}, 201)
    desk.button("Try again").click()
    expect(desk.turn).to_contain_text(COUNCIL)


def test_what_was_typed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    """The next question stays in the box; the one that failed is still in its turn."""
    held = []
    desk.service.replies["message"] = [held.append, streamed(answer())]
    desk.send()
    desk.box.fill("and the ICB?")
    desk.page.wait_for_timeout(100)
    problem(503, "unavailable")(held[0])
    expect(desk.turn.locator(".problem")).to_be_visible()
    expect(desk.box).to_have_value("and the ICB?")
    desk.button("Try again").click()
    expect(desk.turn).to_contain_text(COUNCIL)
    expect(desk.box).to_have_value("and the ICB?")


@pytest.mark.parametrize(
    "stream",
    [
        HALF,
        HALF + "event: done\ndata: {not json\n\n",
        HALF + event("done", {"surprise": True}),
        HALF + "event: done\nda",
        "<html>a proxy's own page</html>",
        begun() + "data: null\n\n: a remark\n\nid: 7\n\n",
    ],
    ids=["cut", "malformed", "not-an-answer", "half-an-event", "html", "strange"],
)
def test_a_stream_that_breaks_is_polled(impatient: Desk, stream: str) -> None:
    """The turn is finished and kept by the service even if nobody listens: it is fetched."""
    impatient.service.replies["message"] = raw(stream)
    impatient.service.replies["transcript"] = [as_json({"id": "c", "exchanges": []}), SAID]
    expect(impatient.ask()).to_contain_text(COUNCIL)
    assert len(impatient.service.requests("message")) == 1


def test_a_proxy_that_lets_nothing_through_is_polled_past(impatient: Desk) -> None:
    """Not even the beginning of the stream comes; the answer is there all the same."""
    impatient.service.replies["message"] = unanswered
    impatient.service.replies["transcript"] = [as_json({"id": "c", "exchanges": []}), SAID]
    expect(impatient.ask()).to_contain_text(COUNCIL)


def test_a_service_that_restarts_while_it_answers_is_waited_for(impatient: Desk) -> None:
    """It cannot be reached, then it says that it is not ready, then it has the answer."""
    impatient.service.replies["message"] = raw(HALF)
    impatient.service.replies["transcript"] = [unreachable, unreachable, problem(503, "unavailable"), SAID]
    expect(impatient.ask()).to_contain_text(COUNCIL)


def test_a_turn_that_was_lost_in_a_restart_is_told(impatient: Desk) -> None:
    """After a while it will not come any more; it can be asked again."""
    impatient.service.replies["message"] = [raw(HALF), streamed(answer())]
    assert "The answer did not arrive." in impatient.fails()
    expect(impatient.box).to_have_value(QUESTION)
    impatient.button("Try again").click()
    expect(impatient.turn).to_contain_text(COUNCIL)


def test_a_slow_service_can_be_stopped(desk: Desk) -> None:
    """Esc stops waiting; the question is back in the box, and can be asked again."""
    desk.service.replies["message"] = [unanswered, streamed(answer())]
    desk.send()
    expect(desk.button("Stop")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.status).to_have_text("Stopped. Your question is back in the box.")
    expect(desk.box).to_have_value(QUESTION)
    desk.button("Ask").click()
    expect(desk.turn).to_contain_text(COUNCIL)


def test_the_button_stops_too(desk: Desk) -> None:
    """And asks again afterwards."""
    desk.service.replies["message"] = [unanswered, streamed(answer())]
    desk.send()
    desk.button("Stop").click()
    expect(desk.button("Ask")).to_be_visible()
    expect(desk.box).to_have_value(QUESTION)


def test_a_correction_that_fails_is_tried_again(desk: Desk) -> None:
    """The same correction goes again."""
    desk.service.replies["correct"] = [problem(503, "unavailable"), as_json(answer(id="answer-2"))]
    desk.ask()
    desk.button("Remove: Section 3").click()
    expect(desk.turn.locator(".problem")).to_contain_text("not available at the moment")
    desk.button("Try again").click()
    expect(desk.turn).to_contain_text(COUNCIL)
    assert [one.body for one in desk.service.requests("correct")] == [{"section": None}] * 2


def test_a_conversation_that_is_no_longer_kept_goes_on_in_a_new_one(desk: Desk) -> None:
    """With what was understood; staff need not say it again."""
    desk.ask()
    desk.service.replies["start"] = as_json({"id": "conversation-2"}, 201)
    desk.service.replies["message"] = [UNKNOWN, streamed(answer(id="answer-2"))]
    desk.ask("And the ICB?")
    last = desk.service.requests("message")[-1]
    assert last.path == "/conversations/conversation-2/messages"
    assert last.body["facts"] == {"lived_before": "elsewhere_england", "section": "3"}


def test_a_reload_shows_the_conversation_again(desk: Desk) -> None:
    """Only its id is kept, for this tab."""
    desk.ask()
    desk.service.replies["transcript"] = SAID
    desk.page.reload()
    expect(desk.turn).to_contain_text(COUNCIL)
    assert desk.page.evaluate("Object.values(sessionStorage)") == ["conversation-1"]
    assert desk.page.evaluate("localStorage.length") == 0


def test_a_reload_after_the_conversation_was_dropped_begins_anew(desk: Desk) -> None:
    """The first panel is there, and nothing is said to be wrong."""
    desk.ask()
    desk.service.replies["transcript"] = UNKNOWN
    desk.page.reload()
    expect(desk.page.get_by_text("What it answers")).to_be_visible()


def test_two_tabs_on_one_conversation_see_each_other(desk: Desk) -> None:
    """What the other tab asked is shown, as such, when this one is looked at again; nothing twice."""
    desk.ask()
    other = exchange("What of the ICB?", answer(id="answer-other", text="x"))
    said = {"id": "c", "exchanges": [exchange(QUESTION, answer()), other]}
    desk.service.replies["transcript"] = as_json(said)
    looked = "document.dispatchEvent(new Event('visibilitychange'))"
    desk.page.evaluate(looked)
    expect(desk.turn).to_contain_text("Asked in another tab")
    expect(desk.turn).to_contain_text("What of the ICB?")
    desk.page.evaluate(looked)
    desk.page.wait_for_timeout(200)
    assert desk.page.locator("aftercare-chat .turn").count() == 2


def test_the_other_tabs_answer_is_not_taken_for_ours(impatient: Desk) -> None:
    """A broken stream is polled for the question that was asked here."""
    other = exchange("What of the ICB?", answer(id="answer-other", blocks=[]))
    impatient.service.replies["message"] = raw(HALF)
    both = {"id": "c", "exchanges": [exchange(QUESTION, answer()), other]}
    impatient.service.replies["transcript"] = [as_json({"id": "c", "exchanges": [other]}), as_json(both)]
    expect(impatient.ask()).to_contain_text(COUNCIL)


def test_two_thousand_characters_of_markup_are_words(desk: Desk) -> None:
    """A paste is sent whole and shown as it was typed, by us and in the answer; nothing in it runs."""
    paste = (MARKUP * 30)[:2000]
    blocks = [{"kind": kind, "runs": [{"text": MARKUP, "citations": [1]}]} for kind in ("answer", "note", "quote", "item")]
    case = [{"fact": "section", "value": MARKUP, "said": MARKUP, "turn": 1}]
    notices = [{"kind": MARKUP, "id": "x", "text": MARKUP, "citations": []}]
    desk.service.replies["message"] = streamed(answer(blocks=blocks, case=case, notices=notices, status=MARKUP))
    turn = desk.ask(paste)
    expect(turn.locator(".asked-words")).to_have_text(paste)
    turn.locator(".marker").first.click()
    assert desk.service.requests("message")[0].body["message"] == paste
    assert turn.locator("img, script, svg").count() == 0
    assert desk.page.evaluate("window.ran") is None
    assert desk.errors == []


def test_too_much_is_counted_and_not_cut(desk: Desk) -> None:
    """Nothing typed is lost: it is not sent, and how much is too much is told."""
    desk.box.fill("x" * 2003)
    desk.button("Ask").click()
    expect(desk.status).to_have_text("3 characters too many")
    expect(desk.box).to_have_value("x" * 2003)
    assert desk.service.requests("message") == []


def test_nothing_is_not_sent(desk: Desk) -> None:
    """A press on Ask without a question says what to do."""
    desk.button("Ask").click()
    expect(desk.status).to_have_text("Type a question first.")
    assert desk.service.requests("message") == []


def test_pressing_twice_asks_once(desk: Desk) -> None:
    """Enter, and Enter again."""
    desk.service.replies["message"] = unanswered
    desk.box.fill(QUESTION)
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    expect(desk.button("Stop")).to_be_visible()
    assert len(desk.service.requests("message")) <= 1


def test_what_the_service_adds_later_does_not_break_it(desk: Desk) -> None:
    """A status, a notice and a layer that this widget does not know."""
    notices = [{"kind": "news", "id": "x", "text": "Something new.", "citations": []}]
    desk.service.replies["message"] = streamed(answer(status="brand_new", notices=notices))
    expect(desk.ask()).to_contain_text("Something new.")
    assert desk.errors == []
