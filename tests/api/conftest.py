"""A served app over the real documents."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.settings import Settings
from assistant.library import Library, open_library


@pytest.fixture(scope="session")
def library(home: Path) -> Library:
    """The real index of the real documents."""
    return open_library(home, Settings().area)


@pytest.fixture(scope="session")
def address(library: Library) -> Iterator[str]:
    """A running server."""
    with serving(create_app(Settings(), shelf_with(library), lambda: TODAY)) as address:
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
