"""What the service asks of its database: that a commit is on the disk, and that nobody can change the past."""

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.audit.models import AuditEntry
from app.database import Database
from app.jobs.queue import SCHEMA
from app.settings import Misconfigured

KEPT = AuditEntry.__tablename__
# What `synchronous` may be, by SQLite's numbers: FULL and EXTRA wait for the disk at every commit.
_WAITS_FOR_THE_DISK = {2, 3}
_NO_OWNER = (
    "the role of DATABASE_URL could change the audit trail: let the service in as a role of its own, "
    "and give it its rights by `python -m app migrate --role NAME` as the owner of the tables"
)


def grant(database_url: str, role: str) -> None:
    """As the owner of the tables: what the service needs, and of the audit trail reading and adding only.

    To be done again after every migration, for it may bring tables. Raises Misconfigured for a role that is not there.
    """
    if database_url.startswith("sqlite"):
        raise Misconfigured("SQLite knows no roles: --role is for PostgreSQL")
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.begin() as connection:
        if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            raise Misconfigured(f"there is no role {role}: CREATE ROLE {role} LOGIN PASSWORD '…'")
        quoted = connection.dialect.identifier_preparer.quote(role)
        for right in _rights(quoted):
            connection.execute(text(right))


def _rights(role: str) -> tuple[str, ...]:
    schemas = f"public, {SCHEMA}"
    return (
        f"GRANT USAGE ON SCHEMA {schemas} TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schemas} TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schemas} TO {role}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schemas} TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON {KEPT} FROM {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
    )


def refuse_unsafe(database: Database, *, production: bool) -> None:
    """Raises Misconfigured in production, where a receipt is a promise."""
    if production and (faults := faults_of(database)):
        raise Misconfigured("\n".join(faults))


def faults_of(database: Database) -> list[str]:
    """One sentence each. Asks a migrated database."""
    with database.read() as session:
        connection = session.connection()
        if database.is_sqlite:
            waits = connection.scalar(text("PRAGMA synchronous")) in _WAITS_FOR_THE_DISK
            return [] if waits else ["SQLite does not wait for the disk: synchronous must be FULL"]
        return [*_lost_by_a_crash(connection), *([_NO_OWNER] if _can_change_the_past(connection) else [])]


def _lost_by_a_crash(connection: Connection) -> list[str]:
    wanted = ("fsync", "full_page_writes", "synchronous_commit")
    return [
        f"a crash of the database server would lose what people were given a receipt for: {name} is off"
        for name in wanted
        if connection.scalar(text(f"SHOW {name}")) == "off"
    ]


def _can_change_the_past(connection: Connection) -> bool:
    """By a right of its own, or because it may act as the owner, who can give itself any."""
    asked = (
        "SELECT has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER') OR pg_has_role(relowner, 'MEMBER')"
        " FROM pg_class WHERE oid = to_regclass(:kept)"
    )
    return bool(connection.scalar(text(asked), {"kept": KEPT}))
