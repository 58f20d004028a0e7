"""Quizzes before a real browser: a server with hand-made quizzes on it, and people before it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from api.settings import Settings
from assistant.holdings import open_holdings
from tests.api.quiz.served import House, kept_house

SLOW = 120_000  # milliseconds; a busy machine is not a mistake
expect.set_options(timeout=SLOW)
Opens = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def rooms(home: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running server, over a database of its own."""
    holdings = open_holdings(home, Settings().area)
    with kept_house(holdings, tmp_path_factory.mktemp("rooms")) as found:
        yield found


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Opens]:
    """Browsers of their own, with the settings given; all are closed afterwards."""
    contexts: list[BrowserContext] = []

    def another(**given: object) -> BrowserContext:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given}))
        contexts[-1].set_default_timeout(SLOW)
        return contexts[-1]

    yield another
    for context in contexts:
        context.close()
