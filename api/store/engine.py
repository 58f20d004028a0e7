"""Connections to the database: one that writes, and others that can only read.

SQLite from 3.7.0 to 3.51.2 can lose committed rows when two connections write or checkpoint at the same instant. So a write
here is one at a time whatever the version: one connection in a process, and a lock on a file between processes.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from api.settings import SettingsError

FILE = "aftercare.db"
WAIT = 30  # seconds for another process's write
SCHEMES = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def url_of(database: str, home: Path) -> URL:
    """The database's address; a SQLite file under the home folder where none is chosen. SettingsError for any other kind."""
    try:
        url = make_url(database or URL.create("sqlite", database=str(home.absolute() / FILE)))
    except ArgumentError:
        raise SettingsError(_not_an_address("it is no address")) from None
    driver = SCHEMES.get(url.drivername, url.drivername)
    if driver not in SCHEMES.values():
        raise SettingsError(_not_an_address("only SQLite and PostgreSQL are supported"))
    if driver.startswith("sqlite") and url.database in (None, "", ":memory:"):
        raise SettingsError(_not_an_address("a SQLite address names a file"))
    return url.set(drivername=driver)


def _not_an_address(why: str) -> str:
    wanted = "sqlite:////folder/aftercare.db or postgresql://user@host/name; leave it empty for a file under AFTERCARE_HOME"
    return f"AFTERCARE_DATABASE: {why}. Write {wanted}"


def writing(url: URL) -> Engine:
    """The engine of the one writing connection."""
    return _engine(url, _Kind("BEGIN IMMEDIATE", _sqlite_writes, {}), pool_size=1, max_overflow=0)


def reading(url: URL) -> Engine:
    """The engine of connections that can change nothing."""
    read_only = {"options": "-c default_transaction_read_only=on"}
    return _engine(url, _Kind("BEGIN", _sqlite_reads, read_only), pool_size=8, max_overflow=32)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of connection: how it begins and is made ready with SQLite, and what it says to PostgreSQL."""

    begin: str
    prepare: Callable[[sqlite3.Connection], None]
    postgres: Mapping[str, str]


def _engine(url: URL, kind: _Kind, **pool: int) -> Engine:
    if not is_sqlite(url):
        return _postgres(url, kind, **pool)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT, "check_same_thread": False}, **pool)
    event.listen(engine, "connect", lambda connection, record: kind.prepare(connection))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(kind.begin))
    return engine


def _postgres(url: URL, kind: _Kind, **pool: int) -> Engine:
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=dict(kind.postgres), **pool)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise SettingsError(
            "AFTERCARE_DATABASE: PostgreSQL needs one package more: pip install 'aftercare[postgres]'"
        ) from None


def is_sqlite(url: URL) -> bool:
    """Whether it is a SQLite file."""
    return url.drivername.startswith("sqlite")


def _sqlite_writes(connection: sqlite3.Connection) -> None:
    """Every commit on the disk before it is told; what is deleted is overwritten."""
    connection.isolation_level = None  # we say when it begins, not the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_reads(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """While it is held, no other process writes to this SQLite file. PostgreSQL sees to that itself."""
    if not is_sqlite(url):
        yield
        return
    with Path(f"{url.database}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
