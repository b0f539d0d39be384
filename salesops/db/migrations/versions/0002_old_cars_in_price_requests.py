"""What an old car is worth and what it is taken for, in a price request."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = ("trade_in_appraised", "trade_in_given")


def upgrade() -> None:
    """Go forward; what was asked before had no old car in it."""
    for name in COLUMNS:
        op.add_column("price_request", sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("price_request") as table:
        for name in reversed(COLUMNS):
            table.drop_column(name)
