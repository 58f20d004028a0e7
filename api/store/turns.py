"""One turn at a time in each conversation."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from weakref import WeakValueDictionary


class Turns:
    """A lock for each conversation in which somebody takes or waits for a turn, and for no other."""

    def __init__(self) -> None:
        self._held: WeakValueDictionary[str, _Turn] = WeakValueDictionary()
        self._guard = Lock()

    @contextmanager
    def taking(self, conversation: str) -> Iterator[None]:
        """Waits until nobody else takes a turn in this conversation."""
        with self._guard:
            turn = self._held.setdefault(conversation, _Turn())
        with turn.lock:
            yield


class _Turn:
    """A lock that is forgotten when nobody holds or wants it."""

    __slots__ = ("__weakref__", "lock")

    def __init__(self) -> None:
        self.lock = Lock()
