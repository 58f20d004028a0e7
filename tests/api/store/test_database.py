"""What only the database does: SQLite by its file, migrations, one writer, and what happens when it cannot."""

import multiprocessing
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from stores import WORDS, bare, exchange

from api.problems import ActNotAsSealed, Unavailable
from api.settings import Settings, SettingsError
from api.store.base import Act, ActKind
from api.store.database import DatabaseStore
from api.store.engine import FILE, reading, url_of, writing
from api.store.migrate import MIGRATIONS, StoreError, migrate
from api.store.opened import open_store
from api.store.seal import faults
from api.store.tables import REVISION, conversations, metadata
from api.store.writer import Writer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DatabaseStore]:
    """A new database."""
    store = DatabaseStore(url_of("", tmp_path), tmp_path, 30)
    yield store
    store.close()


def test_the_migrations_make_the_tables_that_are_written_down(tmp_path: Path) -> None:
    """Nothing to add, nothing to take away; and the newest migration is the one that is named."""
    engine = writing(url_of("", tmp_path))
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION
    engine.dispose()


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    """Conversations, answers and the chain."""
    for n in (1, 2):
        store = open_store(Settings(home=tmp_path))
        conversation = store.start() if n == 1 else conversation  # noqa: F821 - of the first time
        store.add(conversation, exchange(str(n)), n)
        assert [one.answer.id for one in store.exchanges(conversation)] == ["1", "2"][:n]
        assert list(faults(store.records(), store.heads())) == []
        store.close()


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """Nothing in it is changed."""
    DatabaseStore(url_of("", tmp_path), tmp_path, 30).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version of Aftercare.*9999.*AFTERCARE_DATABASE"):
        DatabaseStore(url_of("", tmp_path), tmp_path, 30)


def test_a_file_that_is_no_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """By name."""
    (tmp_path / FILE).write_bytes(b"no database" * 1_000)
    with pytest.raises(StoreError, match=r"DatabaseError.*aftercare\.db"):
        DatabaseStore(url_of("", tmp_path), tmp_path, 30)


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql+asyncpg://x/y"])
def test_any_other_address_is_refused(address: str, tmp_path: Path) -> None:
    """With how to write one."""
    with pytest.raises(SettingsError, match=r"AFTERCARE_DATABASE: .*postgresql://user@host/name"):
        url_of(address, tmp_path)


def test_a_postgresql_address_may_be_written_as_everybody_writes_it(tmp_path: Path) -> None:
    """The driver is ours to choose."""
    assert url_of("postgres://u@h/n", tmp_path).drivername == "postgresql+psycopg"


def test_postgresql_that_cannot_be_reached_is_said_to_be_so(tmp_path: Path) -> None:
    """Without the password."""
    with pytest.raises(StoreError, match=r"Does PostgreSQL run") as caught:
        DatabaseStore(url_of("postgresql://u:hidden@127.0.0.1:1/n", tmp_path), tmp_path, 30)
    assert "hidden" not in str(caught.value)


def test_a_reader_can_change_nothing(store: DatabaseStore, tmp_path: Path) -> None:
    """query_only."""
    engine = reading(url_of("", tmp_path))
    with pytest.raises(OperationalError, match="readonly"), engine.begin() as connection:
        connection.execute(insert(conversations).values(id="x", started=datetime.now(UTC)))
    engine.dispose()


def test_the_writer_keeps_a_log_and_waits_for_the_disk(tmp_path: Path) -> None:
    """WAL and FULL: a commit that was told is on the disk."""
    engine = writing(url_of("", tmp_path))
    with engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    engine.dispose()
    assert pragmas == ["wal", 2]


def test_jobs_that_come_together_are_committed_together_and_one_that_fails_takes_no_other_with_it(tmp_path: Path) -> None:
    """Fewer commits than jobs; the failure reaches whoever asked."""
    engine = writing(url_of("", tmp_path))
    migrate(engine)
    commits: list[int] = []
    writer = Writer(engine, lambda told: commits.append(len(told)))

    def keep(name: str) -> None:
        writer.do(lambda connection: connection.execute(insert(conversations).values(id=name, started=datetime.now(UTC))))

    with ThreadPoolExecutor(16) as pool:
        done = [pool.submit(keep, str(n % 60)) for n in range(120)]
    failed = [one.exception() for one in done if one.exception()]
    writer.close()
    assert len(failed) == 60
    assert all(isinstance(one, IntegrityError) for one in failed)
    assert len(commits) < 120
    with engine.connect() as connection:
        assert len(connection.execute(select(conversations)).all()) == 60
    engine.dispose()


def test_after_it_is_closed_nothing_is_taken(store: DatabaseStore) -> None:
    """Whoever asks is told, and does not wait for ever."""
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.start()


def test_what_cannot_be_kept_is_a_problem_that_says_what_to_do(store: DatabaseStore, tmp_path: Path) -> None:
    """And holds nothing of what was to be kept."""
    conversation = store.start()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TABLE audit")
    with pytest.raises(Unavailable, match=r"cannot be kept.*aftercare\.db") as caught:
        store.add(conversation, exchange("a"), 1)
    assert WORDS not in str(caught.value)
    assert store.exchanges(conversation) == ()


def test_what_is_deleted_is_gone_from_the_files(store: DatabaseStore, tmp_path: Path) -> None:
    """From the database and from its log."""
    store.add(store.start(), exchange("a"), 1)
    assert WORDS.encode() in _bytes(tmp_path)
    assert store.tidy(datetime.now(UTC) + timedelta(days=31)) == 1
    assert WORDS.encode() not in _bytes(tmp_path)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def _keep(folder: Path, conversation: str, name: str, many: int) -> None:
    """A process that keeps turns of its own and tries for those of a shared conversation."""
    store = DatabaseStore(url_of("", folder), folder, 30)
    for n in range(many):
        store.add(store.start(), bare(f"{name}-{n}"), 1)
        store.exchanges(conversation)
    store.close()


def test_processes_that_write_at_once_lose_nothing_and_make_one_chain(store: DatabaseStore, tmp_path: Path) -> None:
    """A terminal beside the server: the lock on a file keeps their writes apart."""
    shared = store.start()
    processes = [
        multiprocessing.get_context("spawn").Process(target=_keep, args=(tmp_path, shared, str(n), 40)) for n in (1, 2)
    ]
    for process in processes:
        process.start()
    for n in range(40):
        store.add(store.start(), bare(f"0-{n}"), 1)
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    records = list(store.records())
    assert {one.answer for one in records} == {f"{name}-{n}" for name in range(3) for n in range(40)}
    assert list(faults(records, store.heads())) == []
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_another_processs_turn_is_read_with_the_next(store: DatabaseStore, tmp_path: Path) -> None:
    """What is remembered is only what cannot change."""
    conversation = store.start()
    store.add(conversation, bare("a"), 1)
    assert len(store.exchanges(conversation)) == 1
    other = DatabaseStore(url_of("", tmp_path), tmp_path, 30)
    other.add(conversation, bare("b"), 2)
    other.close()
    assert [one.answer.id for one in store.exchanges(conversation)] == ["a", "b"]


def test_a_chain_that_is_longer_than_was_noted_is_noted_at_the_next_start(store: DatabaseStore, tmp_path: Path) -> None:
    """Whoever was killed between the commit and the note has lost nothing."""
    store.add(store.start(), bare("a"), 1)
    store.close()
    store.heads_file.unlink()
    again = DatabaseStore(url_of("", tmp_path), tmp_path, 30)
    assert again.heads() == {1: again.sealed("a").hash}
    again.close()


def test_sql_is_never_in_the_way_of_its_parameters(store: DatabaseStore) -> None:
    """Ids and words with quotes are words."""
    name = "x'); DROP TABLE audit; --"
    store.add(store.start(), bare(name), 1)
    assert store.sealed(name).answer == name
    with store._reads.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit")).scalar() == 1


def test_an_act_that_was_changed_by_hand_is_told_with_what_to_do(store: DatabaseStore, tmp_path: Path) -> None:
    """Nobody can tell what holds now, so nothing is taken to."""
    store.act(Act(ActKind.SWITCH, "api", "paused", "k1", "why", datetime.now(UTC)))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE audit SET record = 'nothing'")
    with pytest.raises(ActNotAsSealed, match=r"Record 1 of the audit has been changed .*aftercare audit verify"):
        store.acts(ActKind.SWITCH)
