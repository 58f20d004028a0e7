"""What a server does beside answering, once or again and again: each thing in a thread of its own, so that nobody waits for it.

No such thread is a daemon that runs on while Python ends: torn away inside a library's own code, it aborts the whole process.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, main_thread
from time import process_time, sleep, thread_time

TURN, REST, LONGEST = 0.03, 0.01, 0.3  # seconds: of work at once, between two looks at the others, and of giving way at most
IDLE = 0.1  # share of a processor below which nobody else works
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


def once(steps: Iterable[object], name: str) -> None:
    """Does steps one after the other, to their end or until the server stops: then no other step is begun.

    While others of the process work, as they do when somebody is answered, it works a tenth of the time: a server that has
    just started again answers a whole room at once.
    """
    Thread(target=_through, args=(steps,), name=name, daemon=False).start()


def _through(steps: Iterable[object]) -> None:
    begun = thread_time()
    for _ in steps:
        if not main_thread().is_alive():
            return
        if thread_time() - begun > TURN:
            _give_way()
            begun = thread_time()


def _give_way() -> None:
    """Waits until the process's other threads are idle, or for LONGEST."""
    before = _others()
    for _ in range(round(LONGEST / REST)):
        sleep(REST)
        if _others() - before < IDLE * REST:
            return
        before = _others()


def _others() -> float:
    """Seconds of a processor that all threads but this one have taken."""
    return process_time() - thread_time()
