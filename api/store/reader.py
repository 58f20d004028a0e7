"""What is kept in a database, read; nothing here can change it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Select, func, select, true
from sqlalchemy.exc import SQLAlchemyError

from api.problems import Unavailable, UnknownAnswer, UnknownConversation
from api.store.base import ANSWER, Act, ActKind, Exchange, Feedback, Head, Kept, Sealed, Unreadable
from api.store.engine import reading
from api.store.heads import heads_file, read_heads
from api.store.migrate import as_store_error, what_to_do, why
from api.store.recent import Recent
from api.store.rows import act_of, exchange_of, feedback_of, kept_of, sealed_of
from api.store.tables import audit, conversations, exchanges, feedback

T = TypeVar("T")
BATCH = 500  # records read at once


class DatabaseReader:
    """The reading half of a Store, and an Audit.

    url   the database's address
    home  folder for what is kept beside it
    """

    def __init__(self, url: URL, home: Path) -> None:
        self.heads_file = heads_file(url, home)
        self._reads, self._recent = reading(url), Recent()

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order; only what has been added since is read."""
        said = self._read(lambda connection: self._said(connection, conversation))
        self._recent.put(conversation, said)
        return said

    def feedback(self, answer: str) -> Feedback | None:
        """What was said of an answer, if anything."""
        row = self._first(select(feedback).where(feedback.c.answer == answer))
        return feedback_of(row) if row else None

    def sealed(self, answer: str) -> Sealed:
        """The record of an answer."""
        row = self._first(select(audit).where(audit.c.answer == answer, audit.c.kind == ANSWER))
        if row is None:
            raise UnknownAnswer
        return sealed_of(row)

    def acts(self, kind: ActKind) -> Sequence[Act]:
        """Every act of a kind, in order."""
        wanted = select(audit).where(audit.c.kind == kind).order_by(audit.c.seq)
        return self._read(lambda connection: [act_of(row) for row in connection.execute(wanted)])

    def last_act(self) -> int:
        """The place of the newest act."""
        row = self._first(select(func.max(audit.c.seq)).where(audit.c.kind.in_(list(ActKind))))
        return row[0] or 0

    def newest(self, most: int, before: int | None = None) -> Sequence[Sealed]:
        """The last records before a place."""
        end = audit.c.seq < before if before is not None else true()
        last = select(audit).where(end).order_by(audit.c.seq.desc()).limit(most)
        return self._read(lambda connection: [sealed_of(row) for row in connection.execute(last)][::-1])

    def records(self) -> Iterator[Sealed]:
        """Every record, in order."""
        return map(sealed_of, self._rows(select(audit).order_by(audit.c.seq)))

    def heads(self, *, end: bool = False) -> Mapping[int, str]:
        """The file of heads."""
        return read_heads(self.heads_file, end=end)

    def kept(self, answer: str) -> Kept | None:
        """The exchange of an answer, in its place."""
        row = self._first(select(exchanges).where(exchanges.c.answer == answer))
        return kept_of(row) if row else None

    def all_kept(self) -> Iterator[Kept | Unreadable]:
        """Every exchange, by conversation."""
        rows = self._rows(select(exchanges).order_by(exchanges.c.conversation, exchanges.c.turn))
        return (_kept_or_not(row) for row in rows)

    def read(self, work: Callable[[Connection], T]) -> T:
        """What the work finds; raises Unavailable where the database cannot be read."""
        return self._read(work)

    def look(self, check: Callable[[Connection], None]) -> None:
        """Looks the database over; StoreError where it cannot be read."""
        with as_store_error(self._reads), self._reads.begin() as connection:
            check(connection)

    def close(self) -> None:
        """Lets the database go."""
        self._reads.dispose()

    def _said(self, connection: Connection, conversation: str) -> tuple[Exchange, ...]:
        known = self._recent.get(conversation)
        if last_turn(connection, conversation) == len(known):
            return known
        mine = exchanges.c.conversation == conversation
        more = select(exchanges).where(mine, exchanges.c.turn > len(known)).order_by(exchanges.c.turn)
        return (*known, *map(exchange_of, connection.execute(more)))

    def _first(self, query: Select[Any]) -> Any:
        return self._read(lambda connection: connection.execute(query).first())

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        """Every row, some at a time, all as they stood at one moment."""
        with self._reads.connect().execution_options(yield_per=BATCH) as connection:
            yield from connection.execute(query)

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._reads.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise self._unavailable(error) from None

    def _unavailable(self, error: SQLAlchemyError) -> Unavailable:
        return Unavailable(f"What is asked and answered cannot be kept at the moment ({why(error)}). {what_to_do(self._reads)}")


def _kept_or_not(row: Any) -> Kept | Unreadable:
    try:
        return kept_of(row)
    except (ValueError, TypeError):  # changed by hand, so that it is no answer any more
        return Unreadable(str(row.answer))


def last_turn(connection: Connection, conversation: str) -> int:
    """How many turns have been taken; raises UnknownConversation where there is no such conversation."""
    last = select(func.max(exchanges.c.turn)).where(exchanges.c.conversation == conversations.c.id).scalar_subquery()
    row = connection.execute(select(last).where(conversations.c.id == conversation)).first()
    if row is None:
        raise UnknownConversation
    return row[0] or 0


def head(connection: Connection) -> Head | None:
    """The end of the chain."""
    row = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    return Head(row.seq, row.hash) if row else None
