"""A served app over the real documents."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.settings import Settings
from api.store.opened import open_store
from assistant.holdings import Holdings, open_holdings


@pytest.fixture(scope="session")
def holdings(home: Path) -> Holdings:
    """The real index of the real documents."""
    return open_holdings(home, Settings().area)


@pytest.fixture(scope="session")
def address(holdings: Holdings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server over a database of its own."""
    kept = Settings(home=tmp_path_factory.mktemp("kept"), limit_network=0)  # all tests are one network
    with (
        closing(open_store(kept)) as store,
        serving(create_app(kept, shelf_with(holdings), lambda: TODAY, store=store)) as address,
    ):
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
