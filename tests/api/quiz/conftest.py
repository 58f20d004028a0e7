"""A server with quizzes."""

from collections.abc import Iterator

import pytest
from served import House, kept_house

from assistant.holdings import Holdings


@pytest.fixture(scope="session")
def quizhouse(holdings: Holdings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all tests, over a database of its own."""
    with kept_house(holdings, tmp_path_factory.mktemp("quizzes")) as found:
        yield found
