"""Looking up mandates."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.mandates.kinds import MandateKind
from app.mandates.lifecycle import ENDED, WAITING, MandateState
from app.mandates.models import Mandate

LIVING = tuple(state for state in MandateState if state not in ENDED)


def find_mandate(session: Session, mandate_id: UUID) -> Mandate | None:
    return session.get(Mandate, mandate_id)


def lock_mandate(session: Session, mandate_id: UUID) -> Mandate | None:
    """As it is now: whoever revokes it meanwhile waits until this transaction has ended."""
    locked = select(Mandate).where(Mandate.id == mandate_id).with_for_update(read=True)
    return session.scalar(locked.execution_options(populate_existing=True))


def get_granted(session: Session, mandate_id: UUID, digest: str) -> Mandate:
    """That this person has given, or is asked for. Raises NotFound for anybody else's."""
    return _only(session, and_(Mandate.id == mandate_id, Mandate.grantor_digest == digest))


def get_held(session: Session, mandate_id: UUID, proxy_id: UUID) -> Mandate:
    """That this account has been given. Raises NotFound for anybody else's."""
    return _only(session, and_(Mandate.id == mandate_id, Mandate.proxy_id == proxy_id))


def get_of_sections(session: Session, mandate_id: UUID, sections: Collection[str]) -> Mandate:
    """Raises NotFound for one that concerns other sections only, as for one that never was."""
    found = session.get(Mandate, mandate_id)
    if found is None or not set(found.sections) & set(sections):
        raise NotFound
    return found


def _only(session: Session, which: ColumnElement[bool]) -> Mandate:
    found = session.scalars(select(Mandate).where(which)).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_granted(session: Session, digest: str) -> list[Mandate]:
    """What a person has given or is asked for, the newest first; 親権 is nothing that a child gave."""
    theirs = and_(Mandate.grantor_digest == digest, Mandate.kind != MandateKind.PARENT)
    return list(session.scalars(select(Mandate).where(theirs).order_by(Mandate.begun_at.desc()).limit(100)))


def list_held(session: Session, proxy_id: UUID) -> list[Mandate]:
    """What an account has been given or has asked for, the newest first; children are asked of the register."""
    theirs = and_(Mandate.proxy_id == proxy_id, Mandate.kind != MandateKind.PARENT)
    return list(session.scalars(select(Mandate).where(theirs).order_by(Mandate.begun_at.desc()).limit(100)))


def find_parental(session: Session, proxy_id: UUID, digest: str) -> Mandate | None:
    wanted = and_(
        Mandate.proxy_id == proxy_id,
        Mandate.grantor_digest == digest,
        Mandate.kind == MandateKind.PARENT,
        Mandate.state == MandateState.APPROVED,
    )
    return session.scalars(select(Mandate).where(wanted).limit(1)).first()


def find_by_code(session: Session, code_hash: str, now: datetime) -> Mandate | None:
    open_to = and_(
        Mandate.code_hash == code_hash, Mandate.code_until > now, Mandate.state == MandateState.OFFERED
    )
    return session.scalars(select(Mandate).where(open_to).with_for_update()).one_or_none()


def list_named(session: Session, folded: str, limit: int = 200) -> list[Mandate]:
    """By the folded name of the person, the newest first; all of them where no name is given."""
    named = Mandate.name_folded.startswith(folded, autoescape=True)
    chosen = select(Mandate).where(named, Mandate.kind != MandateKind.PARENT)
    return list(session.scalars(chosen.order_by(Mandate.begun_at.desc()).limit(limit)))


def list_run_out(session: Session, today: date, now: datetime) -> list[Mandate]:
    """Past their last day, or never taken while their code held."""
    past = and_(Mandate.state.in_(LIVING), Mandate.until < today, Mandate.kind != MandateKind.PARENT)
    untaken = and_(Mandate.state == MandateState.OFFERED, Mandate.code_until < now)
    return list(session.scalars(select(Mandate).where(or_(past, untaken)).limit(500)))


def list_living_of_persons(session: Session) -> list[Mandate]:
    """Those that could be used, of people whom the register knows."""
    living = and_(Mandate.state.in_(LIVING), Mandate.person_key.is_not(None))
    return list(session.scalars(select(Mandate).where(living)))


def list_living_of(session: Session, digest: str) -> list[Mandate]:
    living = and_(Mandate.state.in_(LIVING), Mandate.grantor_digest == digest)
    return list(session.scalars(select(Mandate).where(living)))


def claim(session: Session, digest: str, account_id: UUID) -> None:
    """From now on what was filed for this person is on the pages of this account."""
    theirs = and_(
        Mandate.grantor_digest == digest, or_(Mandate.grantor_id.is_(None), Mandate.grantor_id != account_id)
    )
    session.execute(update(Mandate).where(theirs).values(grantor_id=account_id))


def delete_untaken(session: Session, before: datetime) -> None:
    """What ended before anybody had taken it has no case, and is of no use to anybody."""
    untaken = and_(Mandate.proxy_id.is_(None), Mandate.state.not_in(WAITING), Mandate.ended_at < before)
    session.execute(delete(Mandate).where(untaken))
