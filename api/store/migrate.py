"""The database's tables as this version has them: made where there are none, brought up to date where they are older."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from api.store.engine import alone, is_sqlite
from api.store.tables import REVISION
from ingest.errors import IngestError

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 8_118  # PostgreSQL's name for the lock of whoever migrates


class StoreError(IngestError):
    """The database cannot be used; says what to do."""


def migrate(engine: Engine) -> None:
    """Brings the tables up to date. StoreError where the database cannot be reached, or a newer version has made it."""
    with as_store_error(engine), _migrating(engine) as connection:
        if revision_of(connection) != REVISION:
            _upgrade(connection)


@contextmanager
def as_store_error(engine: Engine) -> Iterator[None]:
    """A database that cannot be used is a StoreError that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"The database cannot be used ({why(error)}). {what_to_do(engine)}") from None


def revision_of(connection: Connection) -> str | None:
    """The newest migration that the database has, or None where it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def check_revision(connection: Connection) -> None:
    """StoreError where the tables are not those of this version."""
    found = revision_of(connection)
    if found != REVISION:
        raise StoreError(
            f"The database has migration {found or 'none'}; this version of Aftercare reads {REVISION}. "
            f"`aftercare serve` brings an older one up to date"
        )


def what_to_do(engine: Engine) -> str:
    """The next step for whoever runs this, by the kind of database."""
    if is_sqlite(engine.url):
        return f"Look at {engine.url.database}: may it be written to, and is there room on the disk?"
    return "Does PostgreSQL run, and is AFTERCARE_DATABASE right?"


def why(error: SQLAlchemyError) -> str:
    """The kind of an error; its own words may hold what was to be kept."""
    return type(getattr(error, "orig", None) or error).__name__


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    with alone(engine.url), engine.begin() as connection:
        if not is_sqlite(engine.url):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a third of a second, and needed once
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise StoreError(
            f"The database was made by a newer version of Aftercare (it has migration {revision_of(connection)}; this version "
            f"knows {REVISION}). Install that version, or choose another database with AFTERCARE_DATABASE"
        ) from None
