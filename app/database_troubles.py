"""A failure of the database → what it was: two that met, a full disk, or a database that is away."""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Trouble(StrEnum):
    """Why a statement or a commit failed without anybody having made a mistake."""

    COLLISION = "collision"
    FULL = "full"
    GONE = "gone"


# PostgreSQL: serialization failure, deadlock, lock not available; disk full.
_BY_STATE = {
    "40001": Trouble.COLLISION,
    "40P01": Trouble.COLLISION,
    "55P03": Trouble.COLLISION,
    "53100": Trouble.FULL,
}
# What SQLite says of a disk without room depends on which of its files it wanted to grow.
_BY_NAME = {
    "SQLITE_BUSY": Trouble.COLLISION,
    "SQLITE_BUSY_SNAPSHOT": Trouble.COLLISION,
    "SQLITE_LOCKED": Trouble.COLLISION,
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_IOERR_WRITE": Trouble.FULL,
    "SQLITE_IOERR_SHMSIZE": Trouble.FULL,
}


def trouble_of(failure: DBAPIError | PoolTimeout) -> Trouble | None:
    """None for what is a mistake of ours."""
    if isinstance(failure, PoolTimeout):
        return Trouble.GONE
    named = _BY_STATE.get(getattr(failure.orig, "sqlstate", None) or "")
    named = named or _BY_NAME.get(getattr(failure.orig, "sqlite_errorname", None) or "")
    is_gone = failure.connection_invalidated or isinstance(failure, OperationalError)
    return named or (Trouble.GONE if is_gone else None)
