"""What must hold of a database whichever it is: SQLite, and PostgreSQL where its programs are installed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Connection, event, insert, text
from sqlalchemy.exc import DBAPIError, OperationalError
from stores import bare, databases, exchange, url_at

from api.problems import Unavailable
from api.settings import Settings
from api.store.database import DatabaseStore
from api.store.engine import is_sqlite, reading, writing
from api.store.migrate import migrate
from api.store.opened import kept_in, read_store
from api.store.seal import faults
from api.store.tables import conversations, metadata


@pytest.fixture(params=databases())
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of each kind."""
    return url_at(request.param, tmp_path)


@pytest.fixture
def store(url: URL, tmp_path: Path) -> Iterator[DatabaseStore]:
    """A store over it."""
    store = DatabaseStore(url, tmp_path, 30)
    yield store
    store.close()


def test_sqlite_is_always_tried() -> None:
    """PostgreSQL where it can be had."""
    assert databases()[0] == "sqlite"


def test_the_migrations_make_the_tables_that_are_written_down(url: URL) -> None:
    """Nothing to add, nothing to take away; and running them again changes nothing."""
    engine = writing(url)
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_reader_can_change_nothing(store: DatabaseStore, url: URL) -> None:
    """The database itself refuses."""
    engine = reading(url)
    with pytest.raises(DBAPIError, match=r"read-?only"), engine.begin() as connection:
        connection.execute(insert(conversations).values(id="x", started=datetime.now(UTC)))
    engine.dispose()


def test_two_that_write_to_one_database_make_one_chain(store: DatabaseStore, url: URL, tmp_path: Path) -> None:
    """As two workers of a server do: each record is bound to the one before it, whoever wrote that."""
    with closing(DatabaseStore(url, tmp_path, 30)) as other:

        def keep(n: int) -> None:
            one = (store, other)[n % 2]
            one.add(one.start(), exchange(str(n)), 1)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(keep, range(24)))
        assert [one.seq for one in other.records()] == list(range(1, 25))
        assert list(faults(store.records(), store.heads())) == []


def test_what_could_not_be_committed_is_not_noted_as_kept(store: DatabaseStore) -> None:
    """The chain is whole when the next is kept: no record is missed that never was."""
    conversation = store.start()

    def lost(connection: Connection) -> None:
        raise OperationalError("COMMIT", {}, Exception("the connection is lost"))

    event.listen(store._writes, "commit", lost)
    with pytest.raises(Unavailable):
        store.add(conversation, bare("a"), 1)
    event.remove(store._writes, "commit", lost)
    store.start()
    assert store.heads() == {}
    store.add(conversation, bare("b"), 1)
    assert list(faults(store.records(), store.heads())) == []


def test_a_database_that_was_away_is_written_to_again(store: DatabaseStore, url: URL) -> None:
    """PostgreSQL restarted, or the file's connections closed: the next question is kept."""
    store.add(store.start(), bare("a"), 1)
    _cut(store, url)
    store.add(store.start(), bare("b"), 1)
    assert list(faults(store.records(), store.heads())) == []


def _cut(store: DatabaseStore, url: URL) -> None:
    if is_sqlite(url):
        store._writes.dispose()
        return
    engine = writing(url)
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
    engine.dispose()


def test_it_can_be_looked_at_by_another_process(store: DatabaseStore, url: URL, tmp_path: Path) -> None:
    """As `aftercare audit verify` does."""
    store.add(store.start(), exchange("a"), 1)
    reader = read_store(Settings(home=tmp_path, database=url.render_as_string(hide_password=False)))
    assert reader is not None
    with closing(reader):
        assert list(faults(reader.records(), reader.heads())) == []
        assert [one.answer for one in reader.records()] == ["a"]


@pytest.mark.parametrize("address", ["postgresql://u:hidden@h/n", "postgresql://u@h/n?password=hidden"])
def test_no_password_is_shown(address: str, tmp_path: Path) -> None:
    """Wherever in the address it stands."""
    said = kept_in(Settings(home=tmp_path, database=address))
    assert "hidden" not in said
    assert "h/n" in said
