"""What a database holds, counted."""

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.applications.queries import list_document_keys
from app.database import Base
from app.files.queries import attachment_keys


@dataclass(frozen=True)
class Contents:
    """`rows` by table; `keys` of the files that rows know; `revision` of the tables themselves."""

    server: str
    revision: str
    rows: dict[str, int]
    keys: frozenset[str]


def look_into(session: Session, server: str) -> Contents:
    """As this session's transaction sees it."""
    tables = sorted(Base.metadata.tables.items())
    rows = {name: session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables}
    keys = attachment_keys(session) | list_document_keys(session)
    return Contents(server, revision_of(session), rows, frozenset(keys))


def revision_of(session: Session) -> str:
    return session.scalar(text("SELECT version_num FROM alembic_version")) or ""
