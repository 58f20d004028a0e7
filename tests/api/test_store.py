"""Conversations and feedback in memory."""

from datetime import UTC, datetime

import pytest

from api.problems import UnknownAnswer, UnknownConversation
from api.store.base import Exchange, Feedback
from api.store.memory import MemoryStore
from assistant.model import Answer, Status

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _exchange(name: str) -> Exchange:
    return Exchange("who pays?", Answer(name, "c", Status.ANSWERED, "They do."), NOW)


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
    store.add(store.start(), _exchange("a"))
    store.put(Feedback("a", True, (), "", NOW))
    assert store.feedback("a") == Feedback("a", True, (), "", NOW)
    store.start()
    assert store.feedback("a") is None
    with pytest.raises(UnknownAnswer):
        store.put(Feedback("a", True, (), "", NOW))


def test_feedback_said_again_counts_once() -> None:
    """The last one."""
    store = MemoryStore(1)
    store.add(store.start(), _exchange("a"))
    store.put(Feedback("a", True, (), "", NOW))
    store.put(Feedback("a", False, (), "old", NOW))
    assert store.feedback("a") == Feedback("a", False, (), "old", NOW)
