"""Every state of the widget, by name: what somebody does to get there."""

from collections.abc import Callable

from canned import asking, refusing
from desk import Desk
from played import problem, streamed, unanswered
from playwright.sync_api import expect

EMBEDDED = """<!doctype html><html lang=en><head><title>An intranet page</title>
<script type=module src=/widget/v1/aftercare-chat.js></script></head>
<body><main><h1>An intranet page</h1><p>Words of the page.</p>
<aftercare-chat api="" mode="{mode}" {more}></aftercare-chat></main></body></html>"""
NOT_KEPT = "The message seems to hold an NHS number, so it was not answered and not kept."


def embedded(mode: str = "inline", more: str = "") -> str:
    """Somebody's page with the widget on it."""
    return EMBEDDED.format(mode=mode, more=more)


def closed(desk: Desk) -> None:
    """A panel that nobody has opened."""
    desk.show(embedded("panel", desk.attributes))


def panel(desk: Desk) -> None:
    """A panel, open."""
    closed(desk)
    desk.button("Ask about section 117").click()


def first(desk: Desk) -> None:
    """The first panel, in a page."""
    desk.show(embedded("inline", desk.attributes))


def waiting(desk: Desk) -> None:
    """Asked, and not yet answered."""
    first(desk)
    desk.service.replies["message"] = unanswered
    desk.send()
    expect(desk.turn.locator(".working")).to_be_visible()


def answered(desk: Desk) -> None:
    """An answer."""
    first(desk)
    desk.ask()


def passage(desk: Desk) -> None:
    """A passage open in place."""
    answered(desk)
    desk.turn.locator(".marker").first.click()
    expect(desk.turn.locator(".passage mark")).to_be_visible()


def fixing(desk: Desk) -> None:
    """A chip being fixed, and what would change it open."""
    answered(desk)
    desk.turn.locator(".changes summary").click()
    expect(desk.turn.locator(".changes li")).to_be_visible()
    desk.turn.locator("button.change").first.click()


def question(desk: Desk) -> None:
    """One fact asked for, with why."""
    first(desk)
    desk.service.replies["message"] = streamed(asking())
    desk.ask()
    desk.turn.get_by_text("Why this is asked").click()


def refusal(desk: Desk) -> None:
    """A message that was not kept."""
    first(desk)
    desk.service.replies["message"] = streamed(refusing("personal_data", NOT_KEPT))
    desk.ask()


def error(desk: Desk) -> None:
    """Something went wrong."""
    first(desk)
    desk.service.replies["message"] = problem(503, "unavailable")
    desk.fails()


def record(desk: Desk) -> None:
    """The record for the case file."""
    answered(desk)
    desk.button("Record for the case file").click()
    expect(desk.turn.locator(".record")).to_be_visible()


def feedback(desk: Desk) -> None:
    """Why it did not help, and as at another day."""
    answered(desk)
    desk.button("No").click()
    desk.page.get_by_text("Ask as at another day").click()


STATES: dict[str, Callable[[Desk], None]] = {
    one.__name__: one
    for one in (closed, panel, first, waiting, answered, passage, fixing, question, refusal, error, record, feedback)
}
