"""受付番号 and 文書番号: running numbers that are never given twice."""

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications.numbering_models import Counter


def next_number(session: Session, name: str, year: int) -> int:
    """Holds the counter's row until the commit, so numbers follow the order of arrival."""
    step = (
        update(Counter)
        .where(Counter.name == name, Counter.year == year)
        .values(last=Counter.last + 1)
        .returning(Counter.last)
        .execution_options(synchronize_session=False)
    )
    number = session.scalar(step)
    if number is None:
        _open_year(session, name, year)
        number = session.scalars(step).one()
    return number


def skip_numbers(session: Session, how_many: int) -> None:
    """Of every kind: after a restore, for numbers that were given out since the backup."""
    session.execute(update(Counter).values(last=Counter.last + how_many))


def _open_year(session: Session, name: str, year: int) -> None:
    """The first of a year makes the row; a rival that was faster is welcome."""
    try:
        with session.begin_nested():
            session.execute(insert(Counter).values(name=name, year=year, last=0))
    except IntegrityError:
        return
