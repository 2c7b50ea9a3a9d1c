"""values of the town, which two people confirm"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DECIDED = "OLD.confirmed_at IS NOT NULL OR OLD.rejected_at IS NOT NULL"
CHANGED = (
    "NEW.name <> OLD.name OR NEW.effective_from <> OLD.effective_from OR NEW.source <> OLD.source"
    " OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at"
)
WORDS = "a value of the town stays as it is"


def upgrade() -> None:
    op.create_table(
        "town_parameter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejected_by", sa.Uuid(), nullable=True),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> proposed_by", name=op.f("ck_town_parameter_two_people")
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR rejected_at IS NULL", name=op.f("ck_town_parameter_one_end")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_parameter")),
    )
    is_open = sa.text("confirmed_at IS NULL AND rejected_at IS NULL")
    op.create_index(
        "uq_town_parameter_open",
        "town_parameter",
        ["name", "effective_from"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    keep()


def keep() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"""
            CREATE OR REPLACE FUNCTION town_parameter_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP = 'UPDATE' THEN
                    IF NOT ({DECIDED} OR {CHANGED} OR NEW.value::text <> OLD.value::text) THEN RETURN NEW; END IF;
                END IF;
                RAISE EXCEPTION '{WORDS}';
            END $$
            """
        )
        op.execute(
            """
            CREATE TRIGGER town_parameter_stays BEFORE UPDATE OR DELETE ON town_parameter
            FOR EACH ROW EXECUTE FUNCTION town_parameter_stays()
            """
        )
        return
    op.execute(
        f"""
        CREATE TRIGGER town_parameter_stays_on_update BEFORE UPDATE ON town_parameter
        WHEN {DECIDED} OR {CHANGED} OR NEW.value <> OLD.value
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """
    )
    op.execute(
        f"""
        CREATE TRIGGER town_parameter_stays_on_delete BEFORE DELETE ON town_parameter
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """
    )


def downgrade() -> None:
    op.drop_table("town_parameter")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION town_parameter_stays()")
