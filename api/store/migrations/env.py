"""Alembic runs this. The connection is given by `api/store/migrate.py`; a new migration is written beside the others.

    python -m api.store.migrations "what changes"

compares the tables of `api/store/tables.py` with an empty database brought up to date, and writes the difference.
"""

from alembic import context

from api.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
