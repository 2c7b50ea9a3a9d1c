"""Looking up attachments."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.files.models import ScanState, StoredFile


def list_files_of(session: Session, subject_id: UUID, question_key: str | None = None) -> list[StoredFile]:
    """In the order they arrived, within each question; of one question where it is named."""
    found = select(StoredFile).where(_held_by(subject_id))
    if question_key is not None:
        found = found.where(StoredFile.question_key == question_key)
    return list(session.scalars(found.order_by(StoredFile.question_key, StoredFile.position, StoredFile.id)))


def list_ever_of(session: Session, subject_id: UUID) -> list[StoredFile]:
    """What was removed included."""
    return list(session.scalars(select(StoredFile).where(StoredFile.subject_id == subject_id)))


def get_file(session: Session, subject_id: UUID, file_id: UUID) -> StoredFile:
    """Also finds what was removed after filing. Raises NotFound, also for a file of another case."""
    file = get_ever(session, subject_id, file_id)
    if file.deleted_at and not file.filed_at:
        raise NotFound
    return file


def get_ever(session: Session, subject_id: UUID, file_id: UUID) -> StoredFile:
    """Also finds what has been removed. Raises NotFound, also for a file of another case."""
    file = session.get(StoredFile, file_id)
    if file is None or file.subject_id != subject_id:
        raise NotFound
    return file


def find_same_content(
    session: Session, subject_id: UUID, question_key: str, sha256: str
) -> StoredFile | None:
    wanted = and_(_held_by(subject_id), StoredFile.question_key == question_key, StoredFile.sha256 == sha256)
    return session.scalars(select(StoredFile).where(wanted)).first()


def count_files_of(session: Session, subject_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(StoredFile).where(_held_by(subject_id))) or 0


def bytes_of(session: Session, subject_id: UUID) -> int:
    """Bytes sent for this case, all its files together."""
    return session.scalar(select(func.sum(StoredFile.size_bytes)).where(_held_by(subject_id))) or 0


def last_position(session: Session, subject_id: UUID, question_key: str) -> int:
    """0 when there was none; a position is not given twice."""
    mine = and_(StoredFile.subject_id == subject_id, StoredFile.question_key == question_key)
    return session.scalar(select(func.max(StoredFile.position)).where(mine)) or 0


def list_waiting_for_scan(session: Session, most: int = 100) -> list[StoredFile]:
    """The longest waiting first."""
    waiting = and_(StoredFile.scan_state == ScanState.PENDING, _is_kept())
    found = select(StoredFile).where(waiting).order_by(StoredFile.received_at)
    return list(session.scalars(found.limit(most)))


def attachment_keys(session: Session) -> set[str]:
    """Keys of all attachments that must stay. Whoever sweeps adds what else the store keeps: decision notices."""
    columns = (StoredFile.copy_key, StoredFile.thumbnail_key, StoredFile.original_key)
    rows = session.execute(select(*columns).where(_is_kept()))
    return {key for row in rows for key in row if key}


def _held_by(subject_id: UUID) -> ColumnElement[bool]:
    return and_(StoredFile.subject_id == subject_id, StoredFile.deleted_at.is_(None))


def _is_kept() -> ColumnElement[bool]:
    return or_(StoredFile.deleted_at.is_(None), StoredFile.filed_at.is_not(None))
