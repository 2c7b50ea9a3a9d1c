"""the end of the audit chain, locked and read in one statement"""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """
            CREATE OR REPLACE FUNCTION audit_chain_end() RETURNS TABLE (sequence bigint, hash varchar)
            LANGUAGE sql VOLATILE AS $$
                SELECT pg_advisory_xact_lock(1835099247);
                SELECT e.sequence, e.hash FROM audit_entry AS e ORDER BY e.sequence DESC LIMIT 1;
            $$
            """
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_chain_end()")
