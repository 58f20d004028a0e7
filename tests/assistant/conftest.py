"""The holdings over the real index, and a way to ask it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.conversation import answer
from assistant.holdings import Holdings, open_holdings
from assistant.model import Answer, Turn

TODAY = date(2026, 11, 21)
AREA = "North Lincolnshire"


@pytest.fixture(scope="session")
def holdings(home: Path) -> Holdings:
    """The real corpus, opened."""
    return open_holdings(home, AREA)


@pytest.fixture(scope="session")
def turn(holdings: Holdings) -> Callable[..., Turn]:
    """Makes a turn over the real corpus."""

    def make(message: str, as_at: date = TODAY, shown: frozenset[str] = frozenset()) -> Turn:
        return Turn(message, "a-conversation", as_at, holdings, shown)

    return make


@pytest.fixture(scope="session")
def ask(turn: Callable[..., Turn]) -> Callable[..., Answer]:
    """Asks the real corpus."""
    return lambda message, **given: answer(turn(message, **given))
