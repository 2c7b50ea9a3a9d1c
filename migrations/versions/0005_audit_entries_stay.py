"""audit entries stay as they were written"""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """
            CREATE OR REPLACE FUNCTION audit_entry_stays() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'an audit entry stays as it is'; END $$
            """
        )
        op.execute(
            """
            CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
            FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()
            """
        )
        return
    for deed in ("update", "delete"):
        op.execute(
            f"""
            CREATE TRIGGER audit_entry_stays_on_{deed} BEFORE {deed} ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'an audit entry stays as it is'); END
            """
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_stays ON audit_entry")
        op.execute("DROP FUNCTION audit_entry_stays()")
        return
    for deed in ("update", "delete"):
        op.execute(f"DROP TRIGGER audit_entry_stays_on_{deed}")
