"""What is too old is deleted while the server runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol

from api.regularly import regularly

LOG = logging.getLogger("aftercare")
EVERY = 3_600.0  # seconds


class Tidied(Protocol):
    """What keeps things for a time."""

    def tidy(self, now: datetime) -> int:
        """Deletes what is too old; how many."""


@contextmanager
def tidying(store: Tidied, every: float = EVERY, *, at_once: bool = False) -> Iterator[None]:
    """Deletes what is too old every so many seconds, in a thread of its own; the first time after that, or at once."""
    with regularly(lambda stop: _tidy(store), every, "tidying", at_once=at_once):
        yield


def _tidy(store: Tidied) -> None:
    try:
        store.tidy(datetime.now(UTC))
    except Exception as error:
        LOG.error("what is too old could not be deleted: %s", type(error).__name__)
