"""Every sealed value of the database as it lies there: for changing keys, and for nothing else."""

from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, LargeBinary, select, type_coerce, update
from sqlalchemy.orm import Session

from app.database import Base, EncryptedJson

SealedColumn: TypeAlias = Column[Any]
_AT_ONCE = 200


@dataclass(frozen=True)
class SealedValue:
    """`row` is the primary key, whatever its type."""

    row: UUID | str
    sealed: bytes


def sealed_columns() -> list[SealedColumn]:
    """Of every table that is known; found by type, so that none can be forgotten."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedJson)
    ]


def list_sealed(session: Session, column: SealedColumn, after: UUID | str | None) -> list[SealedValue]:
    """In the order of the primary key, some at a time; NULLs are left out."""
    (key,) = column.table.primary_key.columns
    found = select(key, type_coerce(column, LargeBinary)).where(column.is_not(None)).order_by(key)
    if after is not None:
        found = found.where(key > after)
    return [SealedValue(row, sealed) for row, sealed in session.execute(found.limit(_AT_ONCE))]


def replace_sealed(session: Session, column: SealedColumn, value: SealedValue, renewed: bytes) -> None:
    """Only where nobody has written meanwhile: what is written now is under the first key anyway."""
    (key,) = column.table.primary_key.columns
    is_unchanged = type_coerce(column, LargeBinary) == value.sealed
    # The column's own type would seal it once more.
    changed = {column.name: type_coerce(renewed, LargeBinary)}
    session.execute(update(column.table).where(key == value.row, is_unchanged).values(changed))
