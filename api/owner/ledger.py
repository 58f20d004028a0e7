"""Where the desk reads what was kept, and keeps what an owner decides: the database, and no other store."""

from collections.abc import Callable
from typing import Protocol, TypeVar, runtime_checkable

from sqlalchemy import Connection

from api.problems import Unavailable
from api.store.base import Store

T = TypeVar("T")


@runtime_checkable
class Ledger(Protocol):
    """A database; `DatabaseStore` is one. Both methods raise Unavailable where it cannot be used."""

    def read(self, work: Callable[[Connection], T]) -> T:
        """What the work finds; it can change nothing."""

    def write(self, work: Callable[[Connection], T]) -> T:
        """What the work gives back, once all of it is kept; where it raises, nothing is."""


def ledger_of(store: Store) -> Ledger:
    """The database of a store; raises Unavailable for a store in memory, which forgets."""
    if not isinstance(store, Ledger):
        raise Unavailable("The desk reads a database, and this server keeps nothing in one. Start it by `aftercare serve`")
    return store
