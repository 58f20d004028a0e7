"""A conversation as plain text, to keep."""

from collections.abc import Iterator, Sequence
from datetime import date

from api.headed import headed_text
from api.record import DISCLAIMER, day_in_words
from api.store.base import Exchange


def transcript(said: Sequence[Exchange], today: date) -> str:
    """Every question with its answer, in order."""
    head = f"Section 117 aftercare: a conversation, exported {day_in_words(today.isoformat())}. {DISCLAIMER}"
    return "\n\n".join([head, *(line for exchange in said for line in _lines(exchange))]) + "\n"


def _lines(exchange: Exchange) -> Iterator[str]:
    answer = exchange.answer
    asked = exchange.message or "(a message that was not kept)"
    again = ", answered again after a correction" if exchange.corrected else ""
    yield "-" * 60
    yield f"You asked, as at {day_in_words(exchange.as_at.isoformat())}{again}:\n{asked}"
    yield headed_text(answer)
    if answer.citations:
        sources = (f"[{one.n}] {one.title}: {one.heading or one.paragraph} ({one.url})" for one in answer.citations)
        yield "\n".join(["Sources", *sources])
    yield from (f"Note: {notice.text}" for notice in answer.notices)
    yield f"Answer id: {answer.id}"
