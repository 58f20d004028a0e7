"""What a server made ready is left out of later collections."""

import gc
from weakref import ref

import pytest

from assistant.lasting import set_apart


class _Ring:
    """Something that holds itself, so that only a collection can throw it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> object:
    """Nothing is left set apart for other tests."""
    yield
    gc.unfreeze()


def test_what_is_there_is_left_out_of_collections() -> None:
    """A collection no longer sees it."""
    ring = _Ring()
    set_apart()
    assert gc.get_freeze_count() > 0
    assert not any(one is ring for one in gc.get_objects())


def test_what_nobody_holds_any_more_goes_when_the_next_is_set_apart() -> None:
    """An old rulebook does not stay for ever beside the new one."""
    ring = _Ring()
    set_apart()
    gone = ref(ring)
    del ring
    gc.collect()
    assert gone() is not None
    set_apart()
    assert gone() is None
