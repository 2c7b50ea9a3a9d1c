"""Reading the town's values."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.municipality.effective import ConfirmedValue
from app.parameters.models import TownParameter


def count_confirmed(session: Session) -> int:
    """Only ever grows: nothing confirmed is changed or deleted."""
    return session.scalar(select(func.count()).where(TownParameter.confirmed_at.is_not(None))) or 0


def list_confirmed(session: Session) -> tuple[ConfirmedValue, ...]:
    """The first confirmed first."""
    rows = select(TownParameter).where(TownParameter.confirmed_at.is_not(None)).order_by(TownParameter.id)
    return tuple(
        ConfirmedValue(row.name, row.effective_from, row.value, row.source, row.confirmed_at)
        for row in session.scalars(rows)
        if row.confirmed_at
    )


def list_all(session: Session) -> list[TownParameter]:
    """The newest first."""
    return list(session.scalars(select(TownParameter).order_by(TownParameter.id.desc())))


def get_parameter(session: Session, parameter_id: UUID, *, to_change: bool = False) -> TownParameter:
    found = session.get(TownParameter, parameter_id, with_for_update=to_change or None)
    if found is None:
        raise NotFound
    return found
