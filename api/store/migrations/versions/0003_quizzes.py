"""Quizzes that are shared: sessions, their questions, learners by nickname, attempts and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "quiz_sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("pass_mark", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("made", INSTANT, nullable=False),
        sa.Column("closes", INSTANT, nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("since", INSTANT),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("quiz_sessions_by_age", "quiz_sessions", ["made"])
    op.create_table(
        "quiz_papers",
        sa.Column("session", sa.String(64), sa.ForeignKey("quiz_sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "quiz_learners",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("session", sa.String(64), sa.ForeignKey("quiz_sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("nickname", sa.String(80), nullable=False),
        sa.Column("folded", sa.String(80), nullable=False),
        sa.Column("joined", INSTANT, nullable=False),
        sa.Column("extra", sa.Integer, nullable=False),
        sa.UniqueConstraint("session", "person", name="quiz_learners_once"),
        sa.UniqueConstraint("session", "folded", name="quiz_learners_named_once"),
    )
    op.create_index("quiz_learners_by_person", "quiz_learners", ["person"])
    op.create_table(
        "quiz_attempts",
        sa.Column("learner", sa.String(64), sa.ForeignKey("quiz_learners.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("began", INSTANT, nullable=False),
        sa.Column("due", INSTANT),
        sa.Column("finished", INSTANT),
    )
    op.create_table(
        "quiz_answers",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("attempt", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("session", sa.String(64), sa.ForeignKey("quiz_sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("table", sa.String(64), nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("paragraphs", sa.Text, nullable=False),
        sa.Column("chosen", sa.Text, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["learner", "attempt"], ["quiz_attempts.learner", "quiz_attempts.number"], ondelete="CASCADE"),
    )
    op.create_index("quiz_answers_by_session", "quiz_answers", ["session", "place"])


def downgrade() -> None:
    """Takes the tables away."""
    for name in ("quiz_answers", "quiz_attempts", "quiz_learners", "quiz_papers", "quiz_sessions"):
        op.drop_table(name)
