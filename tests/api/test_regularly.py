"""What is done again and again is done until the block ends, and then no more."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from api import regularly as at_work
from api.regularly import IDLE, LONGEST, REST, TURN, once, regularly

ROOT = Path(__file__).parents[2]

SOON, NEVER, WITHIN = 0.001, 3600.0, 30  # seconds


class Counting:
    """Counts how often it was done; `enough` is set after so many times."""

    def __init__(self, enough: int) -> None:
        self.times, self.wanted, self.enough, self.stops = 0, enough, Event(), list[Event]()

    def __call__(self, stop: Event) -> None:
        self.times += 1
        self.stops.append(stop)
        if self.times >= self.wanted:
            self.enough.set()


def test_it_is_done_again_and_again_until_the_block_ends() -> None:
    """What it is given says that it is to stop."""
    work = Counting(3)
    with regularly(work, SOON, "counting"):
        assert work.enough.wait(WITHIN)
    assert work.stops[-1].is_set()


def test_it_is_done_at_once_where_that_is_wanted() -> None:
    """And else only after the time."""
    first, later = Counting(1), Counting(1)
    with regularly(first, NEVER, "first", at_once=True), regularly(later, NEVER, "later"):
        assert first.enough.wait(WITHIN)
    assert (first.times, later.times) == (1, 0)


def test_what_is_done_once_is_done_to_its_end() -> None:
    """All steps, in their order."""
    done, ended = list[int](), Event()

    def steps() -> Iterator[None]:
        for step in range(3):
            done.append(step)
            yield
        ended.set()

    once(steps(), "steps")
    assert ended.wait(WITHIN)
    assert done == [0, 1, 2]


@pytest.mark.parametrize(
    ("share", "rests"),
    [(0.0, 1), (IDLE / 2, 1), (1.0, round(LONGEST / REST))],
    ids=["nobody works", "hardly anybody", "a whole room is answered"],
)
def test_what_is_done_once_gives_way_to_whoever_is_answered(share: float, rests: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each turn of work it looks whether others work; while they do it waits, but never for good."""
    worked, waited, ended = [0.0], list[float](), Event()
    monkeypatch.setattr(at_work, "thread_time", lambda: worked[0])
    monkeypatch.setattr(at_work, "process_time", lambda: worked[0] + share * sum(waited))
    monkeypatch.setattr(at_work, "sleep", waited.append)

    def steps() -> Iterator[None]:
        for _ in range(3):
            worked[0] += 2 * TURN
            yield
        worked[0] += TURN / 2  # too little to give way after
        yield
        ended.set()

    once(steps(), "steps")
    assert ended.wait(WITHIN)
    assert len(waited) == 3 * rests


def test_a_process_that_ends_finishes_the_step_and_begins_no_other() -> None:
    """An hour of steps does not keep it, and no thread is torn away in the middle of one: the exit code is 0."""
    program = """if True:
        import time
        from api.regularly import once

        def steps():
            for step in range(36_000):
                print("begun", flush=True)
                time.sleep(0.1)
                print("done", flush=True)
                yield

        once(steps(), "steps")
        time.sleep(0.25)
    """
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    begun = ended.stdout.split()
    assert begun == ["begun", "done"] * (len(begun) // 2) != []
