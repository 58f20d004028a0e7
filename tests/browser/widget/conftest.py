"""A page with the widget on it, over a service that is played."""

from collections.abc import Callable, Iterator

import pytest
from desk import Desk
from played import Played
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from api.settings import Settings
from api.shelf import Opened, Shelf
from ingest.errors import NoIndex
from tests.api.doors import TODAY, serving

SLOW = 60_000  # milliseconds; a busy machine is not a mistake
expect.set_options(timeout=SLOW)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server of the widget's file and the pages; what its API would say is played."""
    with serving(create_app(Settings(limit_network=0), Shelf(lambda: None, _nothing), lambda: TODAY)) as address:
        yield address


def _nothing() -> Opened:
    raise NoIndex("Nothing is served here")


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of its own with the settings given; all are closed afterwards."""
    contexts = []

    def open_page(**given: object) -> Page:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **given}))
        page = contexts[-1].new_page()
        page.set_default_timeout(SLOW)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def seated(opened: Callable[..., Page], address: str) -> Callable[..., Desk]:
    """Sits somebody before a page of its own, the service played; nothing is opened yet."""

    def seat(**given: object) -> Desk:
        page = opened(**given)
        return Desk(page, Played(page), address)

    return seat


@pytest.fixture
def desk(seated: Callable[..., Desk]) -> Desk:
    """The page at `/`, with the service played."""
    desk = seated()
    desk.open()
    return desk
