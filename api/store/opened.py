"""The store that the settings choose. SQLAlchemy is imported by whoever opens it, and by nobody who asks one question."""

from datetime import UTC, datetime

from api.settings import Settings
from api.store.base import Store


def open_store(settings: Settings) -> Store:
    """The database, its tables up to date and what is too old deleted; StoreError or SettingsError, which say what to do."""
    from api.store.database import DatabaseStore  # noqa: PLC0415 - a quarter of a second
    from api.store.engine import url_of  # noqa: PLC0415

    settings.home.mkdir(parents=True, exist_ok=True)
    store = DatabaseStore(url_of(settings.database, settings.home), settings.home, settings.retention_days)
    store.tidy(datetime.now(UTC))
    return store
