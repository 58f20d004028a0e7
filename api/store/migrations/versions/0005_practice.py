"""Practice: each row as one browser's holder has practised it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "quiz_practice",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("table", sa.String(64), primary_key=True),
        sa.Column("row", sa.String(64), primary_key=True),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("right", sa.Integer, nullable=False),
    )
    op.create_index("quiz_practice_by_day", "quiz_practice", ["due"])


def downgrade() -> None:
    """Takes the table away."""
    op.drop_table("quiz_practice")
