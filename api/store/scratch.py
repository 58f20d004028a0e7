"""The tables in memory, until the process ends: what tests and trials keep quizzes in."""

from collections.abc import Callable
from threading import RLock
from typing import TypeVar

from sqlalchemy import Connection, StaticPool, create_engine, event

from api.store.tables import metadata

T = TypeVar("T")


class Scratch:
    """A SQLite database in memory, for one at a time."""

    def __init__(self) -> None:
        self._engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        event.listen(self._engine, "connect", lambda connection, record: connection.execute("PRAGMA foreign_keys=ON"))
        metadata.create_all(self._engine)
        self._lock = RLock()

    def write(self, work: Callable[[Connection], T]) -> T:
        """What the work gives back; nothing of it is kept where it fails."""
        with self._lock, self._engine.begin() as connection:
            return work(connection)

    read = write
