"""A desk over the real documents and a database of its own, where everybody needs a key."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from desks import Desks
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.keys import changing_keys, new_key
from api.settings import Settings
from api.store.opened import open_store
from assistant.holdings import Holdings
from tests.ingest.small_corpus import build_quickly, make_corpus


@pytest.fixture
def desks(holdings: Holdings, tmp_path: Path) -> Iterator[Desks]:
    """A server with a desk, keys for it, and its store; nothing has been asked yet."""
    settings = Settings(home=tmp_path, auth="keys", limit_key=0, limit_network=0)
    made = {name: new_key(role) for name, role in Desks.ROLES.items()}
    with changing_keys(settings.keys) as keys:
        keys.update({kept.id: kept for _, kept in made.values()})
    with closing(open_store(settings)) as store:
        app = create_app(settings, shelf_with(holdings), lambda: TODAY, store=store)
        with serving(app) as address:
            yield Desks(address, {name: key for name, (key, _) in made.items()}, {n: k.id for n, (_, k) in made.items()}, store)


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """A small corpus, indexed."""
    settings = Settings(home=tmp_path / "home", corpus=make_corpus(tmp_path / "corpus"), limit_network=0)
    build_quickly(settings.corpus, settings.home)
    return settings
