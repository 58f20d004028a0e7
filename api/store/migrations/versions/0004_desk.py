"""What the policy owner's desk keeps: an exchange in one line, groups of questions, choices, and scenarios on their way."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables. Exchanges that are there already get their line when the store is opened."""
    _lines()
    _groups()
    op.create_table(
        "trials",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("answer", sa.String(64), nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("made_by", sa.String(64), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("confirmed_by", sa.String(64), nullable=False),
        sa.Column("confirmed_at", INSTANT),
    )


def _answer() -> "sa.Column[str]":
    return sa.Column("answer", sa.String(64), sa.ForeignKey("exchanges.answer", ondelete="CASCADE"), primary_key=True)


def _lines() -> None:
    op.create_table(
        "summaries",
        _answer(),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("helpful", sa.Boolean),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("sorted", sa.Boolean, nullable=False),
    )
    op.create_index("summaries_by_time", "summaries", ["at", "answer"])
    op.create_index("summaries_by_status", "summaries", ["status", "at", "answer"])
    op.create_index("summaries_by_rating", "summaries", ["helpful", "at", "answer"])
    op.create_index("summaries_repeated", "summaries", ["again", "answer"])
    op.create_index("summaries_to_sort", "summaries", ["sorted", "at"])
    op.create_index("summaries_by_conversation", "summaries", ["conversation", "turn"])
    op.create_table(
        "marks",
        _answer(),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("value", sa.String(200), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("marks_by_value", "marks", ["kind", "value", "at", "answer"])


def _groups() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("named_by", sa.String(64), nullable=False),
        sa.Column("centre", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "grouped",
        _answer(),
        sa.Column("group", sa.String(64), sa.ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
        sa.Column("near", sa.Float, nullable=False),
    )
    op.create_index("grouped_by_group", "grouped", ["group", "near"])
    op.create_table(
        "choices",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("group", sa.String(64), sa.ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
        sa.Column("choice", sa.String(32), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("choices_by_group", "choices", ["group", "at"])


def downgrade() -> None:
    """Not offered: what an owner has decided is not thrown away."""
    raise CommandError("The tables are not taken away, because the owner's choices are in them. Bring back a copy instead")
