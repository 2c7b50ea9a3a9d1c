"""mandates: who may act for whom"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "mandate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("grantor_digest", sa.String(length=64), nullable=False),
        sa.Column("grantor_id", sa.Uuid(), nullable=True),
        sa.Column("person_key", sa.LargeBinary(), nullable=True),
        sa.Column("grantor_name", sa.LargeBinary(), nullable=False),
        sa.Column("grantor_email", sa.LargeBinary(), nullable=True),
        sa.Column("name_folded", sa.String(length=200), nullable=False),
        sa.Column("proxy_id", sa.Uuid(), nullable=True),
        sa.Column("proxy_name", sa.LargeBinary(), nullable=False),
        sa.Column("proxy_email", sa.LargeBinary(), nullable=True),
        sa.Column("office_name", sa.LargeBinary(), nullable=True),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("deeds", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("proof", sa.String(length=40), nullable=True),
        sa.Column("proof_note", sa.LargeBinary(), nullable=True),
        sa.Column("registered_by", sa.Uuid(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_mandate_code_hash")),
    )
    op.create_index("ix_mandate_grantor", "mandate", ["grantor_id"])
    op.create_index("ix_mandate_grantor_digest", "mandate", ["grantor_digest"])
    op.create_index("ix_mandate_proxy", "mandate", ["proxy_id"])
    op.create_index(op.f("ix_mandate_name_folded"), "mandate", ["name_folded"])


def downgrade() -> None:
    op.drop_table("mandate")
