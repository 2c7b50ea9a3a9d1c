"""the second factor of staff, and places where a secret was told rightly"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SCOPES = (
    *("staff_password", "staff_code", "staff_recovery", "staff_place"),
    *("receipt", "pin", "contact_code", "mandate_code"),
)


def upgrade() -> None:
    op.add_column("staff_account", sa.Column("planned_on", sa.Date(), nullable=True))
    op.add_column("staff_account", sa.Column("planned_roles", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("staff_account", sa.Column("planned_sections", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "second_factor",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_staff_id"), "recovery_code", ["staff_id"])
    op.create_table(
        "known_browser",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", "staff_id", name=op.f("pk_known_browser")),
    )
    op.create_index(op.f("ix_known_browser_staff_id"), "known_browser", ["staff_id"])
    op.create_index(op.f("ix_known_browser_seen_at"), "known_browser", ["seen_at"])
    op.create_table(
        "staff_identity",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject_digest", sa.String(length=64), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_identity")),
        sa.UniqueConstraint("issuer", "subject_digest", name=op.f("uq_staff_identity_issuer_subject_digest")),
    )
    op.create_table(
        "known_place",
        sa.Column("scope", sa.Enum(*SCOPES, name="scope", native_enum=False, length=40), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("address_digest", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key_digest", "address_digest", name=op.f("pk_known_place")),
    )
    op.create_index(op.f("ix_known_place_seen_at"), "known_place", ["seen_at"])


def downgrade() -> None:
    for table in ("known_place", "staff_identity", "known_browser", "recovery_code", "second_factor"):
        op.drop_table(table)
    with op.batch_alter_table("staff_account", schema=None) as batch_op:
        for column in ("planned_sections", "planned_roles", "planned_on"):
            batch_op.drop_column(column)
