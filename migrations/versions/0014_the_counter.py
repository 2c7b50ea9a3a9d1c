"""the counter: desks, visits and their screens"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _make_desks_and_visits()
    _make_what_belongs_to_visits()


def _make_desks_and_visits() -> None:
    op.create_table(
        "counter_desk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("current_visit_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_desk")),
        sa.UniqueConstraint("place", "key", name=op.f("uq_counter_desk_place_key")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_counter_desk_staff_id")),
    )
    op.create_table(
        "counter_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.LargeBinary(), nullable=True),
        sa.Column("told_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("identified_by", sa.String(length=40), nullable=True),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=True),
        sa.Column("event_answers", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("after_denial", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["counter_desk.id"], name=op.f("fk_counter_visit_desk_id_counter_desk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_visit")),
        sa.UniqueConstraint("number", name=op.f("uq_counter_visit_number")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_counter_visit_subject_id")),
    )
    op.create_index(op.f("ix_counter_visit_desk_id"), "counter_visit", ["desk_id"])
    op.create_index("ix_counter_visit_state", "counter_visit", ["state", "last_seen_at"])


def _make_what_belongs_to_visits() -> None:
    op.create_table(
        "visit_case",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["counter_visit.id"], name=op.f("fk_visit_case_visit_id_counter_visit")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_visit_case_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("visit_id", "application_id", name=op.f("pk_visit_case")),
    )
    op.create_index(op.f("ix_visit_case_application_id"), "visit_case", ["application_id"])
    op.create_table(
        "visit_stage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["counter_visit.id"], name=op.f("fk_visit_stage_visit_id_counter_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_stage")),
    )
    op.create_index(op.f("ix_visit_stage_visit_id"), "visit_stage", ["visit_id"])
    op.create_index("ix_visit_stage_place", "visit_stage", ["place", "began_at"])
    op.create_table(
        "visit_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_visit_code_digest")),
    )
    op.create_index(op.f("ix_visit_code_subject_id"), "visit_code", ["subject_id"])
    op.create_index(op.f("ix_visit_code_expires_at"), "visit_code", ["expires_at"])


def downgrade() -> None:
    for table in ("visit_code", "visit_stage", "visit_case", "counter_visit", "counter_desk"):
        op.drop_table(table)
