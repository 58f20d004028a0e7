"""The tables of the database. What is here and what the migrations make is the same: a test compares them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Dialect, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

REVISION = "0002"  # the newest migration


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is given back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Marked as UTC."""
        found: datetime | None = value
        return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started", Instant, nullable=False),
    Index("conversations_by_age", "started"),
)

# One turn each: what staff said, the answer, and the salt that binds both to the audit. Deleted with its conversation.
exchanges = Table(
    "exchanges",
    metadata,
    Column("conversation", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("answer", String(64), nullable=False, unique=True),
    Column("salt", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("as_at", Date, nullable=False),
    Column("message", Text, nullable=False),
    Column("given", Text, nullable=False),  # JSON
    Column("corrected", Boolean, nullable=False),
    Column("body", Text, nullable=False),  # the answer as JSON
)

feedback = Table(
    "feedback",
    metadata,
    Column("answer", String(64), ForeignKey("exchanges.answer", ondelete="CASCADE"), primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    Column("comment", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# The chain; rows are added and never changed.
audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("answer", String(64), nullable=False, unique=True),
    Column("previous", String(64), nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("kind", String(16), nullable=False, server_default="answer"),
    Index("audit_by_kind", "kind", "seq"),
)
