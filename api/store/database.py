"""Conversations, feedback and audit in a database: SQLite in a file, or PostgreSQL by its address."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from api.problems import UnknownAnswer
from api.store.base import UNUSED, Act, Exchange, Feedback, Head, Kept, Sealed, TurnTaken
from api.store.engine import alone, is_sqlite, writing
from api.store.heads import note_head
from api.store.ids import new_id
from api.store.migrate import as_store_error, migrate
from api.store.reader import DatabaseReader, head, last_turn
from api.store.rows import exchange_row, feedback_row
from api.store.seal import sealed, sealed_act
from api.store.summing import add_summary, note_rating, sum_up_earlier
from api.store.tables import audit, conversations, exchanges, feedback
from api.store.turns import Turns
from api.store.writer import Writer

LOG = logging.getLogger("aftercare")
T = TypeVar("T")


class DatabaseStore(DatabaseReader):
    """A Store over a database; StoreError where it cannot be used.

    url   its address
    home  folder for what is kept beside it
    days  how long a conversation is kept from its beginning
    """

    def __init__(self, url: URL, home: Path, days: int) -> None:
        self._writes = writing(url)
        migrate(self._writes)
        with as_store_error(self._writes):
            sum_up_earlier(self._writes)
        super().__init__(url, home)
        self.days, self._turns = timedelta(days=days), Turns()
        if last := self._read(head):
            self._note_head([last])  # whoever stopped last may have been killed before it could
        self._writer = Writer(self._writes, self._note_head)

    def start(self) -> str:
        """A new conversation."""
        conversation = new_id()
        begun = insert(conversations).values(id=conversation, started=datetime.now(UTC))
        self._write(lambda connection: connection.execute(begun))
        return conversation

    def taking_a_turn(self, conversation: str) -> AbstractContextManager[None]:
        """One turn at a time; another process's turn is noticed by `add`."""
        return self._turns.taking(conversation)

    def add(self, conversation: str, exchange: Exchange, turn: int) -> None:
        """The exchange and its record, in one transaction."""
        kept = Kept(conversation, turn, token_hex(), exchange)
        self._write(lambda connection: _add(connection, kept))

    def put(self, feedback: Feedback) -> None:
        """Keeps what was said of an answer."""
        self._write(lambda connection: _put(connection, feedback))

    def act(self, act: Act) -> None:
        """An owner's act, as a record of the chain."""
        self._write(lambda connection: _seal(connection, act))

    def tidy(self, now: datetime) -> int:
        """Deletes what is too old, from the file as well."""
        gone = self._write(lambda connection: _delete(connection, now - self.days, now - UNUSED))
        if gone:
            self._recent.forget()
            self._truncate()
        return gone

    @property
    def tables(self) -> "DatabaseStore":
        """Itself."""
        return self

    def write(self, work: Callable[[Connection], T]) -> T:
        """What the work gives back, once it is committed; raises Unavailable where it cannot be."""
        return self._write(work)

    def close(self) -> None:
        """Finishes what is being kept."""
        self._writer.close()
        with alone(self._writes.url):
            super().close()
            self._writes.dispose()

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            return self._writer.do(work)
        except SQLAlchemyError as error:
            raise self._unavailable(error) from None

    def _note_head(self, told: Sequence[Any]) -> None:
        """Notes the last record of a commit outside the database. What is kept is kept even if that fails."""
        try:
            if records := [one for one in told if isinstance(one, Head)]:
                note_head(self.heads_file, records[-1])
        except OSError as error:
            LOG.error("the audit's last record could not be noted outside the database: %s", type(error).__name__)

    def _truncate(self) -> None:
        """The write-ahead log holds what was deleted until it is written over: empty it."""
        if is_sqlite(self._writes.url):
            with alone(self._writes.url), closing(self._writes.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _add(connection: Connection, kept: Kept) -> Head:
    if last_turn(connection, kept.conversation) >= kept.turn:
        raise TurnTaken
    record = sealed(kept, head(connection))
    place = {"conversation": kept.conversation, "turn": kept.turn, "salt": kept.salt}
    connection.execute(insert(exchanges).values(**place, **exchange_row(kept.exchange)))
    add_summary(connection, kept)
    return _chained(connection, record)


def _seal(connection: Connection, act: Act) -> Head:
    return _chained(connection, sealed_act(act, head(connection)))


def _chained(connection: Connection, record: Sealed) -> Head:
    connection.execute(insert(audit).values(**asdict(record)))
    return Head(record.seq, record.hash)


def _put(connection: Connection, given: Feedback) -> None:
    if connection.execute(select(exchanges.c.answer).where(exchanges.c.answer == given.answer)).first() is None:
        raise UnknownAnswer
    connection.execute(delete(feedback).where(feedback.c.answer == given.answer))
    connection.execute(insert(feedback).values(**feedback_row(given)))
    note_rating(connection, given)


def _delete(connection: Connection, before: datetime, unused_before: datetime) -> int:
    said = select(exchanges.c.turn).where(exchanges.c.conversation == conversations.c.id).exists()
    old = conversations.c.started < before
    unused = (conversations.c.started < unused_before) & ~said
    return connection.execute(delete(conversations).where(old | unused)).rowcount
