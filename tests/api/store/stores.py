"""Answers to keep, and the stores that the same tests are run over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import URL, text

from api.store.base import Exchange, Store
from api.store.database import DatabaseStore
from api.store.engine import url_of, writing
from api.store.memory import MemoryStore
from api.store.tables import metadata
from assistant.model import Answer, Ask, Block, Citation, Fact, Status, Versions
from tests.api.store import postgres

NOW = datetime(2026, 3, 2, 9, 30, 15, 250_000, tzinfo=UTC)
DAY = date(2026, 3, 2)
WORDS = "lad on our ward, was a 3"  # staff's own words
Open = Callable[[], Store]


def exchange(name: str, message: str = WORDS) -> Exchange:
    """A message and a whole answer."""
    used = {"section": {"value": "3", "label": "section 3", "said": "was a 3", "turn": 1, "follows_from": []}}
    decision = {"table": "entitlement", "outcome": "yes", "words": "Yes.", "facts_used": used, "facts": {"section": "3"}}
    answer = Answer(
        name,
        "c",
        Status.DECIDED,
        f"Yes. You said: {WORDS}",
        (Block.of("answer", "Yes.", 1),),
        (decision,),
        Ask("section", "Which?", "", ("3", "2")),
        (Citation(1, "d", "D", "d/1", "H", "q", 0, 1, None, "/paragraphs/d/1"),),
        (),
        (Fact("section", "3", "was a 3", 1), Fact("detentions", [{"section": "3", "start": None}], "was a 3", 1)),
        Versions("c1", "r1", "a1"),
        {"read": 1.25},
    )
    return Exchange(message, answer, NOW, DAY, {"section": "3"})


def bare(name: str) -> Exchange:
    """A message and an answer with nothing in it but its id."""
    return replace(exchange(name), answer=Answer(name, "c", Status.ANSWERED, "They do."))


@contextmanager
def opened(kind: str, folder: Path, days: int = 30) -> Iterator[Store]:
    """A store of this kind, empty."""
    store: Store
    match kind:
        case "memory":
            store = MemoryStore(days=days)
        case "sqlite":
            store = DatabaseStore(url_of("", folder), folder, days)
        case "postgres":
            store = DatabaseStore(url_at("postgres", folder), folder, days)
    try:
        yield store
    finally:
        store.close()


def url_at(kind: str, folder: Path) -> URL:
    """The address of a database of this kind, empty."""
    if kind == "sqlite":
        return url_of("", folder)
    url = url_of(postgres.address(), folder)
    _empty(url)
    return url


def databases() -> list[str]:
    """The databases at hand."""
    return ["sqlite", *(["postgres"] if postgres.at_hand() else [])]


def kinds() -> list[str]:
    """The stores at hand."""
    return ["memory", *databases()]


def _empty(url: URL) -> None:
    engine = writing(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()
