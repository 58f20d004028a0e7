"""The store that the settings choose. SQLAlchemy is imported by whoever opens it, and by nobody who asks one question."""

# ruff: noqa: PLC0415 - a quarter of a second
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.settings import Settings
from api.store.base import Store

if TYPE_CHECKING:
    from api.store.reader import DatabaseReader


def open_store(settings: Settings) -> Store:
    """The database, its tables up to date and what is too old deleted; StoreError or SettingsError, which say what to do."""
    from api.store.database import DatabaseStore
    from api.store.engine import url_of

    settings.home.mkdir(parents=True, exist_ok=True)
    store = DatabaseStore(url_of(settings.database, settings.home), settings.home, settings.retention_days)
    store.tidy(datetime.now(UTC))
    return store


def kept_in(settings: Settings) -> str:
    """Where conversations are kept, for people, without a password; with the version of SQLite where it is that."""
    from api.store.engine import is_sqlite, url_of

    url = url_of(settings.database, settings.home)
    if not is_sqlite(url):
        return url.difference_update_query(["password"]).render_as_string(hide_password=True)
    return f"{url.database} (SQLite {sqlite3.sqlite_version}; one writes at a time)"


def read_store(settings: Settings) -> "DatabaseReader | None":
    """The database as it is, to look at; None where there is none yet. StoreError where it cannot be read."""
    from api.store.engine import is_sqlite, url_of
    from api.store.heads import heads_file
    from api.store.migrate import StoreError, check_revision
    from api.store.reader import DatabaseReader

    url = url_of(settings.database, settings.home)
    if is_sqlite(url) and not settings.home.joinpath(str(url.database)).exists():
        if heads_file(url, settings.home).exists():
            raise StoreError(f"{url.database}: the database is gone, and its file of heads is not. Bring back a copy of it")
        return None
    reader = DatabaseReader(url, settings.home)
    reader.look(check_revision)
    return reader
