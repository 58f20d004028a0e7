"""What is kept of practice: by the hash of what a browser holds, row by row, when each comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fsrs import Card
from sqlalchemy import Connection, Row, delete, insert, select, update

from api.store.base import Tables
from api.store.tables import quiz_practice as practice

KEPT = timedelta(days=400)  # after the day that a row was to come back; no browser holds its cookie longer


@dataclass(frozen=True, slots=True)
class Practised:
    """A row as one learner has practised it. `card`: what FSRS knows of it; `right` of `answered`."""

    row: tuple[str, str]
    topic: str
    card: Card
    answered: int
    right: int


Review = Callable[[Practised | None], Practised | None]


class PracticeStore:
    """Practice in the database."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def practised(self, person: str) -> Sequence[Practised]:
        """Every row that somebody has practised."""
        found = select(practice).where(practice.c.person == person)
        return [_of(row) for row in self._tables.read(lambda connection: connection.execute(found).all())]

    def review(self, person: str, row: tuple[str, str], reviewed: Review) -> Practised | None:
        """Keeps what the review makes of a row as it is then; None where that is nothing."""
        return self._tables.write(lambda connection: _review(connection, person, row, reviewed))

    def forget(self, person: str) -> None:
        """Everything that somebody has practised."""
        self._tables.write(lambda connection: connection.execute(delete(practice).where(practice.c.person == person)))

    def tidy(self, now: datetime) -> int:
        """Deletes what nobody has come back to; how many rows."""
        old = delete(practice).where(practice.c.due < now - KEPT)
        return self._tables.write(lambda connection: connection.execute(old).rowcount)


def _review(connection: Connection, person: str, row: tuple[str, str], reviewed: Review) -> Practised | None:
    mine = (practice.c.person == person) & (practice.c.table == row[0]) & (practice.c.row == row[1])
    found = connection.execute(select(practice).where(mine)).first()
    now = reviewed(_of(found) if found else None)
    if now is None:
        return None
    if found:
        connection.execute(update(practice).where(mine).values(**_values(now)))
    else:
        connection.execute(insert(practice).values(person=person, table=row[0], row=row[1], **_values(now)))
    return now


def _values(one: Practised) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "card": one.card.to_json(),
        "due": one.card.due,
        "answered": one.answered,
        "right": one.right,
    }


def _of(row: Row[Any]) -> Practised:
    return Practised((row.table, row.row), row.topic, Card.from_json(row.card), row.answered, row.right)
