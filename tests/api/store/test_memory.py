"""What only the store in memory does."""

import pytest
from stores import bare

from api.problems import UnknownAnswer, UnknownConversation
from api.store.base import Feedback
from api.store.memory import MemoryStore


def test_the_conversation_unused_longest_goes_first() -> None:
    """Reading one keeps it."""
    store = MemoryStore(2)
    first, second = store.start(), store.start()
    store.exchanges(first)
    store.start()
    assert store.exchanges(first) == ()
    with pytest.raises(UnknownConversation):
        store.exchanges(second)


def test_feedback_goes_with_its_conversation() -> None:
    """An answer that is no longer kept takes no feedback."""
    store = MemoryStore(1)
    exchange = bare("a")
    store.add(store.start(), exchange, 1)
    store.put(Feedback("a", True, (), "", exchange.at))
    assert store.feedback("a") == Feedback("a", True, (), "", exchange.at)
    store.start()
    assert store.feedback("a") is None
    with pytest.raises(UnknownAnswer):
        store.put(Feedback("a", True, (), "", exchange.at))
