"""What owners decide joins the audit's chain: each record says what kind it is."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the kind; every record there is, is an answer's."""
    op.add_column("audit", sa.Column("kind", sa.String(16), nullable=False, server_default="answer"))
    op.create_index("audit_by_kind", "audit", ["kind", "seq"])


def downgrade() -> None:
    """Not offered: what owners decided would be taken for answers."""
    raise CommandError("The audit's records keep their kind. Bring back a copy of the database instead")
