"""Exchanges to keep, as bare as a test of the desk wants them."""

from datetime import UTC, datetime, timedelta

from api.store.base import Exchange, Store
from assistant.model import Answer, Block, Citation, Status

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HERE = "nl-policy/7.6.3.p1"
FREE = {"table": "charging", "question": "Is it free?", "words": "Yes.", "outcome": "free", "row": "free", "facts_used": {}}


def exchange(n: int, status: Status = Status.ANSWERED, message: str = "who attends?", cited: str = HERE) -> Exchange:
    """The nth of the day, a minute after the one before it."""
    citation = Citation(1, cited.partition("/")[0], "Policy", cited, "Accommodation", "q", 0, 1, None, f"/paragraphs/{cited}")
    answer = Answer(
        f"answer{n:04}",
        "c",
        status,
        "It says so.",
        (Block.of("answer", "It says so.", 1),),
        (FREE,) if status is Status.DECIDED else (),
        citations=(citation,) if cited else (),
    )
    return Exchange(message, answer, NOW + timedelta(minutes=n), NOW.date())


def keep(store: Store, *exchanges: Exchange) -> None:
    """One conversation."""
    conversation = store.start()
    for turn, one in enumerate(exchanges, 1):
        store.add(conversation, one, turn)
