"""talking in writing at a counter; fees that are paid together, and how money came over the counter"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | Sequence[str] | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _make_lines()
    _make_joined_payments()


def _make_lines() -> None:
    op.add_column(
        "counter_visit",
        sa.Column("is_talking", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "visit_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("speaker", sa.String(length=40), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["counter_visit.id"], name=op.f("fk_visit_line_visit_id_counter_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_line")),
    )
    op.create_index(op.f("ix_visit_line_visit_id"), "visit_line", ["visit_id"])


def _make_joined_payments() -> None:
    op.create_table(
        "joined_payment",
        sa.Column("joint_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["joint_id"], ["payment.id"], name=op.f("fk_joined_payment_joint_id_payment")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_joined_payment_payment_id_payment")
        ),
        sa.PrimaryKeyConstraint("joint_id", "payment_id", name=op.f("pk_joined_payment")),
    )
    op.create_index(op.f("ix_joined_payment_payment_id"), "joined_payment", ["payment_id"])
    op.add_column("payment_handling", sa.Column("means", sa.String(length=40), nullable=True))
    op.add_column("payment_handling", sa.Column("receipt_number", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("payment_handling", "receipt_number")
    op.drop_column("payment_handling", "means")
    op.drop_table("joined_payment")
    op.drop_table("visit_line")
    op.drop_column("counter_visit", "is_talking")
