"""The library over the real index, and a way to ask it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.conversation import answer
from assistant.library import Library, open_library
from assistant.model import Answer, Turn

TODAY = date(2026, 11, 21)
AREA = "North Lincolnshire"


@pytest.fixture(scope="session")
def library(home: Path) -> Library:
    """The real corpus, opened."""
    return open_library(home, AREA)


@pytest.fixture(scope="session")
def turn(library: Library) -> Callable[..., Turn]:
    """Makes a turn over the real corpus."""

    def make(message: str, as_at: date = TODAY, shown: frozenset[str] = frozenset()) -> Turn:
        return Turn(message, "a-conversation", as_at, library, shown)

    return make


@pytest.fixture(scope="session")
def ask(turn: Callable[..., Turn]) -> Callable[..., Answer]:
    """Asks the real corpus."""
    return lambda message, **given: answer(turn(message, **given))
