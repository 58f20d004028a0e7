"""Conversations, feedback and audit in a database: SQLite in a file, or PostgreSQL by its address."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from sqlalchemy import URL, Connection, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from api.problems import Unavailable, UnknownAnswer, UnknownConversation
from api.store.base import UNUSED, Exchange, Feedback, Sealed, TurnTaken
from api.store.engine import alone, is_sqlite, reading, writing
from api.store.heads import heads_file, note_head, read_heads
from api.store.ids import new_id
from api.store.migrate import migrate, what_to_do, why
from api.store.recent import Recent
from api.store.rows import exchange_of, exchange_row, feedback_of, feedback_row, sealed_of
from api.store.seal import sealed
from api.store.tables import audit, conversations, exchanges, feedback
from api.store.turns import Turns
from api.store.writer import Writer

LOG = logging.getLogger("aftercare")
T = TypeVar("T")
BATCH = 500  # records read at once


class DatabaseStore:
    """A Store over a database; StoreError where it cannot be used.

    url   its address
    home  folder for what is kept beside it
    days  how long a conversation is kept from its beginning
    """

    def __init__(self, url: URL, home: Path, days: int) -> None:
        self.days, self._heads = timedelta(days=days), heads_file(url, home)
        self._writes, self._reads = writing(url), reading(url)
        migrate(self._writes)
        self._recent, self._turns = Recent(), Turns()
        self._noted: Sealed | None = None
        self._note_head()  # whoever stopped last may have been killed before it could
        self._writer = Writer(self._writes, self._note_head)

    def start(self) -> str:
        """A new conversation."""
        conversation = new_id()
        self._write(lambda connection: connection.execute(insert(conversations).values(id=conversation, started=_now())))
        return conversation

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order."""
        said = self._read(lambda connection: self._said(connection, conversation))
        self._recent.put(conversation, said)
        return said

    def taking_a_turn(self, conversation: str) -> AbstractContextManager[None]:
        """One turn at a time; another process's turn is noticed by `add`."""
        return self._turns.taking(conversation)

    def add(self, conversation: str, exchange: Exchange, turn: int) -> None:
        """The exchange and its record, in one transaction."""
        self._write(lambda connection: _add(connection, conversation, exchange, turn))

    def put(self, feedback: Feedback) -> None:
        """Keeps what was said of an answer."""
        self._write(lambda connection: _put(connection, feedback))

    def feedback(self, answer: str) -> Feedback | None:
        """What was said of an answer, if anything."""
        row = self._read(lambda connection: connection.execute(select(feedback).where(feedback.c.answer == answer)).first())
        return feedback_of(row) if row else None

    def sealed(self, answer: str) -> Sealed:
        """The record of an answer."""
        row = self._read(lambda connection: connection.execute(select(audit).where(audit.c.answer == answer)).first())
        if row is None:
            raise UnknownAnswer
        return sealed_of(row)

    def records(self) -> Iterator[Sealed]:
        """Every record, some hundreds at a time."""
        after = 0
        while found := self._read(lambda connection, after=after: _records(connection, after)):  # type: ignore[misc]
            yield from found
            after = found[-1].seq

    def heads(self) -> Mapping[int, str]:
        """The file of heads."""
        return read_heads(self._heads)

    def exchange(self, answer: str) -> tuple[str, int] | None:
        """Where an answer was given."""
        where = select(exchanges.c.conversation, exchanges.c.turn).where(exchanges.c.answer == answer)
        row = self._read(lambda connection: connection.execute(where).first())
        return (row.conversation, row.turn) if row else None

    def tidy(self, now: datetime) -> int:
        """Deletes what is too old, from the file as well."""
        gone = self._write(lambda connection: _delete(connection, now - self.days, now - UNUSED))
        if gone:
            self._recent.forget()
            self._truncate()
        return gone

    def close(self) -> None:
        """Finishes what is being kept."""
        self._writer.close()
        with alone(self._writes.url):
            self._reads.dispose()
            self._writes.dispose()

    def _said(self, connection: Connection, conversation: str) -> tuple[Exchange, ...]:
        known = self._recent.get(conversation)
        _find(connection, conversation)
        mine = exchanges.c.conversation == conversation
        more = select(exchanges).where(mine, exchanges.c.turn > len(known)).order_by(exchanges.c.turn)
        return (*known, *map(exchange_of, connection.execute(more)))

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._reads.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise self._unavailable(error) from None

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            return self._writer.do(work)
        except SQLAlchemyError as error:
            raise self._unavailable(error) from None

    def _unavailable(self, error: SQLAlchemyError) -> Unavailable:
        return Unavailable(
            f"What is asked and answered cannot be kept at the moment ({why(error)}). {what_to_do(self._writes)}"
        )

    def _note_head(self) -> None:
        """Notes the last record outside the database, where there is a new one. What is kept is kept even if that fails."""
        try:
            with self._reads.begin() as connection:
                last = _last(connection)
            if last and last != self._noted:
                note_head(self._heads, last)
                self._noted = last
        except (OSError, SQLAlchemyError) as error:
            LOG.error("the audit's last record could not be noted outside the database: %s", type(error).__name__)

    def _truncate(self) -> None:
        """The write-ahead log holds what was deleted until it is written over: empty it."""
        if is_sqlite(self._writes.url):
            with alone(self._writes.url), closing(self._writes.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _now() -> datetime:
    return datetime.now(UTC)


def _find(connection: Connection, conversation: str) -> None:
    if connection.execute(select(conversations.c.id).where(conversations.c.id == conversation)).first() is None:
        raise UnknownConversation


def _add(connection: Connection, conversation: str, exchange: Exchange, turn: int) -> None:
    _find(connection, conversation)
    taken = select(exchanges.c.turn).where(exchanges.c.conversation == conversation, exchanges.c.turn >= turn)
    if connection.execute(taken).first():
        raise TurnTaken
    salt = token_hex()
    record = sealed(exchange, conversation, turn, salt, _last(connection))
    place = {"conversation": conversation, "turn": turn, "salt": salt}
    connection.execute(insert(exchanges).values(**place, **exchange_row(exchange)))
    connection.execute(insert(audit).values(**asdict(record)))


def _put(connection: Connection, given: Feedback) -> None:
    if connection.execute(select(exchanges.c.answer).where(exchanges.c.answer == given.answer)).first() is None:
        raise UnknownAnswer
    connection.execute(delete(feedback).where(feedback.c.answer == given.answer))
    connection.execute(insert(feedback).values(**feedback_row(given)))


def _last(connection: Connection) -> Sealed | None:
    row = connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(1)).first()
    return sealed_of(row) if row else None


def _records(connection: Connection, after: int) -> Sequence[Sealed]:
    rows = connection.execute(select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(BATCH))
    return [sealed_of(row) for row in rows]


def _delete(connection: Connection, before: datetime, unused_before: datetime) -> int:
    said = select(exchanges.c.turn).where(exchanges.c.conversation == conversations.c.id).exists()
    old = conversations.c.started < before
    unused = (conversations.c.started < unused_before) & ~said
    return connection.execute(delete(conversations).where(old | unused)).rowcount
