"""Filters of leads that somebody keeps under a name."""

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "lead_filter",
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_lead_filter_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_lead_filter_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_filter")),
        sa.UniqueConstraint(
            "store_id", "staff_id", "name", name=op.f("uq_lead_filter_store_id_staff_id_name")
        ),
    )
    op.create_index(op.f("ix_lead_filter_staff_id"), "lead_filter", ["staff_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_lead_filter_staff_id"), table_name="lead_filter")
    op.drop_table("lead_filter")
