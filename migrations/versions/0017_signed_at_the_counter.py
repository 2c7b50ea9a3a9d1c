"""signed at the counter: what was read, signed and seen there; what could not be sent"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | Sequence[str] | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("counter_visit", sa.Column("read_print", sa.String(length=64), nullable=True))
    op.add_column("counter_visit", sa.Column("pointed", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("counter_visit", sa.Column("put_off", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("counter_visit", sa.Column("collected", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("counter_visit", sa.Column("papers_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("counter_visit", sa.Column("second_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("visit_case", sa.Column("refused", sa.String(length=40), nullable=True))
    _make_what_is_kept_with_cases()


def _make_what_is_kept_with_cases() -> None:
    op.create_table(
        "seen_paper",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_seen_paper_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "question_key", name=op.f("pk_seen_paper")),
    )
    op.create_table(
        "hand_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("drawing", sa.LargeBinary(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("visit_number", sa.String(length=20), nullable=False),
        sa.Column("identified_by", sa.String(length=20), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("seal", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_hand_signature_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["submitted_version.id"],
            name=op.f("fk_hand_signature_version_id_submitted_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_signature")),
        sa.UniqueConstraint("version_id", name=op.f("uq_hand_signature_version_id")),
    )
    op.create_index(op.f("ix_hand_signature_application_id"), "hand_signature", ["application_id"])


def downgrade() -> None:
    op.drop_table("hand_signature")
    op.drop_table("seen_paper")
    op.drop_column("visit_case", "refused")
    for name in ("second_at", "papers_at", "collected", "put_off", "pointed", "read_print"):
        op.drop_column("counter_visit", name)
