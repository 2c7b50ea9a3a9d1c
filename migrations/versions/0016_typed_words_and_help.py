"""what was typed and is no answer yet; a clerk who sees the page of somebody on the telephone"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


ENDED_BY = sa.Enum("owner", "staff", name="endedby", native_enum=False, length=40)


def upgrade() -> None:
    op.add_column("application", sa.Column("unread", sa.LargeBinary(), nullable=True))
    op.create_table(
        "help_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", ENDED_BY, nullable=True),
        sa.Column("typed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_help_call_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_call")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_help_call_code_digest")),
    )
    op.create_index(op.f("ix_help_call_application_id"), "help_call", ["application_id"])
    op.create_index(op.f("ix_help_call_opened_at"), "help_call", ["opened_at"])


def downgrade() -> None:
    op.drop_table("help_call")
    op.drop_column("application", "unread")
