"""What was said lately, so that a turn reads only what has been added since."""

from collections import OrderedDict
from threading import Lock

from api.store.base import Exchange

MOST = 256  # conversations


class Recent:
    """Exchanges by conversation; the one unused longest goes first. An exchange is never changed, so none is ever stale."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, conversation: str) -> tuple[Exchange, ...]:
        """What is remembered, from the first; () where nothing is."""
        with self._lock:
            return self._kept.get(conversation, ())

    def put(self, conversation: str, said: tuple[Exchange, ...]) -> None:
        """Remembers, in place of less."""
        with self._lock:
            if len(said) >= len(self._kept.get(conversation, ())):
                self._kept[conversation] = said
                self._kept.move_to_end(conversation)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Everything: conversations have been deleted."""
        with self._lock:
            self._kept.clear()
