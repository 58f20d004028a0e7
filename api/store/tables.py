"""The tables of the database. What is here and what the migrations make is the same: a test compares them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

REVISION = "0005"  # the newest migration


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

# A quiz that is shared. `stage`, `place`, `since`: where a live one is; `version` counts its steps.
quiz_sessions = Table(
    "quiz_sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("owner", String(64), nullable=False),  # the id of the key that made it
    Column("mode", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("request", Text, nullable=False),  # JSON: what fresh variants are made by
    Column("pass_mark", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),  # 0: no limit
    Column("made", Instant, nullable=False),
    Column("closes", Instant, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("place", Integer, nullable=False),
    Column("since", Instant),
    Column("version", Integer, nullable=False),
    Index("quiz_sessions_by_age", "made"),
)

# The questions of every first, second ... attempt in a session.
quiz_papers = Table(
    "quiz_papers",
    metadata,
    Column("session", String(64), ForeignKey("quiz_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seed", Integer, nullable=False),
    Column("body", Text, nullable=False),  # the quiz as JSON
)

# Somebody in a session, by a nickname. `person`: the hash of what their browser holds; both go with the days of retention.
quiz_learners = Table(
    "quiz_learners",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("session", String(64), ForeignKey("quiz_sessions.id", ondelete="CASCADE"), nullable=False),
    Column("person", String(64), nullable=False),
    Column("nickname", String(80), nullable=False),
    Column("folded", String(80), nullable=False),  # what makes two nicknames one
    Column("joined", Instant, nullable=False),
    Column("extra", Integer, nullable=False),  # more time, in per cent
    UniqueConstraint("session", "person", name="quiz_learners_once"),
    UniqueConstraint("session", "folded", name="quiz_learners_named_once"),
    Index("quiz_learners_by_person", "person"),
)

quiz_attempts = Table(
    "quiz_attempts",
    metadata,
    Column("learner", String(64), ForeignKey("quiz_learners.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("began", Instant, nullable=False),
    Column("due", Instant),  # none: no limit
    Column("finished", Instant),
)

# One answer to each question of an attempt; the first stands. One that came too late is kept and does not count.
quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column("learner", String(64), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),  # from 1
    Column("session", String(64), ForeignKey("quiz_sessions.id", ondelete="CASCADE"), nullable=False),
    Column("item", String(64), nullable=False),
    Column("table", String(64), nullable=False),
    Column("rows", Text, nullable=False),  # JSON
    Column("kind", String(32), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("seed", String(64), nullable=False),
    Column("paragraphs", Text, nullable=False),  # JSON
    Column("chosen", Text, nullable=False),  # JSON: places of options, from 0
    Column("right", Boolean, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["learner", "attempt"], ["quiz_attempts.learner", "quiz_attempts.number"], ondelete="CASCADE"),
    Index("quiz_answers_by_session", "session", "place"),
)

# A row of the rules as one browser's holder has practised it; `person`: the hash of what it holds. Tied to no session.
quiz_practice = Table(
    "quiz_practice",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("table", String(64), primary_key=True),
    Column("row", String(64), primary_key=True),
    Column("topic", String(64), nullable=False),
    Column("card", Text, nullable=False),  # JSON, as FSRS writes it
    Column("due", Instant, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Index("quiz_practice_by_day", "due"),
)
