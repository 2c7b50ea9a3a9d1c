"""codes with which people say whether somebody may act for them"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = sa.Enum("email", "phone", name="contactkind", native_enum=False, length=40)


def upgrade() -> None:
    op.create_table(
        "approval_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("target", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("born_digest", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mandate_id"],
            ["mandate.id"],
            name=op.f("fk_approval_code_mandate_id_mandate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_code")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_approval_code_code_digest")),
    )
    op.create_index(op.f("ix_approval_code_mandate_id"), "approval_code", ["mandate_id"])
    op.create_index(op.f("ix_approval_code_created_at"), "approval_code", ["created_at"])


def downgrade() -> None:
    op.drop_table("approval_code")
