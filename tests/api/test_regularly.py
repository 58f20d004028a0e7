"""What is done again and again is done until the block ends, and then no more."""

from threading import Event

from api.regularly import regularly

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
