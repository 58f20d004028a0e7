"""What a server does again and again beside answering: each thing in a thread of its own, so that nobody waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

Work = Callable[[Event], object]  # what is given is set once the server stops: long work looks at it


@contextmanager
def regularly(work: Work, every: float, name: str, *, at_once: bool = False) -> Iterator[None]:
    """Does something every so many seconds until the block ends, first after that time or at once. The work must not raise."""
    stop = Event()
    thread = Thread(target=_repeat, args=(work, stop, every, at_once), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _repeat(work: Work, stop: Event, every: float, at_once: bool) -> None:
    while not stop.wait(0 if at_once else every):
        at_once = False
        work(stop)
