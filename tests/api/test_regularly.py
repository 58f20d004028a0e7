"""What is done again and again is done until the block ends, and then no more."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from api.regularly import once, regularly

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
