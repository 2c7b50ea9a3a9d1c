"""what staff do about payments, and which doubts about an attempt were raised already"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    kinds = ("received", "waived", "no_problem", "difference_settled", "refunded", "not_received")
    op.create_table(
        "payment_handling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum(*kinds, name="handling", native_enum=False, length=40), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_handling_payment_id_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_handling")),
    )
    with op.batch_alter_table("payment_handling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_handling_payment_id"), ["payment_id"], unique=False)
    with op.batch_alter_table("checkout_attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doubts", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("checkout_attempt", schema=None) as batch_op:
        batch_op.drop_column("doubts")
    with op.batch_alter_table("payment_handling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_handling_payment_id"))
    op.drop_table("payment_handling")
