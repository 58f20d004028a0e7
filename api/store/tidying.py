"""What is too old is deleted while the server runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Protocol

LOG = logging.getLogger("aftercare")
EVERY = 3_600.0  # seconds


class Tidied(Protocol):
    """What keeps things for a time."""

    def tidy(self, now: datetime) -> int:
        """Deletes what is too old; how many."""


@contextmanager
def tidying(store: Tidied, every: float = EVERY, *, at_once: bool = False) -> Iterator[None]:
    """Deletes what is too old every so many seconds, in a thread of its own; the first time after that, or at once."""
    stop = Event()
    thread = Thread(target=_tidy, args=(store, stop, every, at_once), name="tidying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _tidy(store: Tidied, stop: Event, every: float, at_once: bool) -> None:
    while not stop.wait(0 if at_once else every):
        at_once = False
        try:
            store.tidy(datetime.now(UTC))
        except Exception as error:
            LOG.error("what is too old could not be deleted: %s", type(error).__name__)
