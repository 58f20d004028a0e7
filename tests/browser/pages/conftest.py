"""The pages over the real documents, and every state that somebody can meet, made once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from visitor import SLOW, Visitor

from api.app import create_app
from api.settings import Settings
from assistant.holdings import open_holdings
from tests.api.doors import TODAY, serving, shelf_with

Opens = Callable[..., Visitor]


@pytest.fixture(scope="session")
def served(home: Path) -> Iterator[str]:
    """A running server."""
    settings = Settings(limit_network=0)  # all tests are one network
    with serving(create_app(settings, shelf_with(open_holdings(home, settings.area)), lambda: TODAY)) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, served: str) -> Iterator[Opens]:
    """Somebody before a browser of their own, with the settings given; all are closed afterwards."""
    contexts = []

    def opens(**given: object) -> Visitor:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given}))
        page: Page = contexts[-1].new_page()
        page.set_default_timeout(SLOW)
        return Visitor(page, served)

    yield opens
    for context in contexts:
        context.close()
