"""whose hand wrote each answer; codes with which drafts change hands; papers that came in"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WAYS = sa.Enum("to_counter", "to_phone", name="direction", native_enum=False, length=40)


def upgrade() -> None:
    op.add_column("application", sa.Column("typed_by", sa.LargeBinary(), nullable=True))
    op.add_column("submitted_version", sa.Column("typed_by", sa.LargeBinary(), nullable=True))
    op.create_table(
        "hand_over_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("direction", WAYS, nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("born_digest", sa.String(length=64), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_hand_over_code_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_code")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_hand_over_code_code_digest")),
    )
    op.create_index("ix_hand_over_code_application", "hand_over_code", ["application_id", "direction"])
    op.create_index(op.f("ix_hand_over_code_created_at"), "hand_over_code", ["created_at"])
    op.create_table(
        "paper_intake",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_paper_intake_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_intake")),
    )
    op.create_index(op.f("ix_paper_intake_application_id"), "paper_intake", ["application_id"])
    op.create_index(
        "uq_paper_intake_open",
        "paper_intake",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("paper_intake")
    op.drop_table("hand_over_code")
    op.drop_column("submitted_version", "typed_by")
    op.drop_column("application", "typed_by")
