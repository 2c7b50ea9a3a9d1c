"""Whoever owns the database can do anything; these are the two steps it takes to change the past."""

from sqlalchemy import Connection, text


def as_owner(connection: Connection) -> Connection:
    """With what keeps the entries as they are taken away."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays"))
        return connection
    for deed in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS audit_entry_stays_on_{deed}"))
    return connection
