"""Orders that came in below the floor or the purchase cost, until the manager has said why."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "ix_sales_order_store_id_unexplained"
ONLY = sa.text("unexplained")


def upgrade() -> None:
    """Go forward; orders that are in already were not held against anything, and are not asked about now."""
    op.add_column("sales_order", sa.Column("floor", sa.BigInteger(), nullable=True))
    op.add_column(
        "sales_order", sa.Column("unexplained", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(INDEX, "sales_order", ["store_id"], sqlite_where=ONLY, postgresql_where=ONLY)


def downgrade() -> None:
    """Go back."""
    op.drop_index(INDEX, table_name="sales_order")
    with op.batch_alter_table("sales_order") as table:
        table.drop_column("unexplained")
        table.drop_column("floor")
