"""A served app over the real documents."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.settings import Settings
from assistant.holdings import Holdings, open_holdings


@pytest.fixture(scope="session")
def holdings(home: Path) -> Holdings:
    """The real index of the real documents."""
    return open_holdings(home, Settings().area)


@pytest.fixture(scope="session")
def address(holdings: Holdings) -> Iterator[str]:
    """A running server."""
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client of the API."""
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        yield client


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    """A client of the pages."""
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture
def conversation(client: httpx.Client) -> str:
    """A conversation that has begun."""
    return str(client.post("/conversations").json()["id"])
