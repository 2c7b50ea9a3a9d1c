"""Looking up what is still on its way."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.files.models import Upload, UploadChunk


def find_upload(session: Session, subject_id: UUID, question_key: str, sha256: str) -> Upload | None:
    mine = and_(Upload.subject_id == subject_id, Upload.question_key == question_key)
    return session.scalars(select(Upload).where(mine, Upload.sha256 == sha256)).first()


def get_upload(session: Session, subject_id: UUID, question_key: str, upload_id: UUID) -> Upload:
    """Raises NotFound, also for that of another case or question."""
    upload = session.get(Upload, upload_id)
    if upload is None or (upload.subject_id, upload.question_key) != (subject_id, question_key):
        raise NotFound
    return upload


def list_uploads_of(session: Session, subject_id: UUID) -> Sequence[Upload]:
    """The longest untouched first."""
    mine = select(Upload).where(Upload.subject_id == subject_id)
    return session.scalars(mine.order_by(Upload.touched_at, Upload.id)).all()


def list_chunks(session: Session, upload_id: UUID) -> Sequence[UploadChunk]:
    """In their order."""
    mine = select(UploadChunk).where(UploadChunk.upload_id == upload_id)
    return session.scalars(mine.order_by(UploadChunk.position)).all()


def find_chunk(session: Session, upload_id: UUID, position: int) -> UploadChunk | None:
    return session.get(UploadChunk, (upload_id, position))


def delete_uploads(session: Session, ids: Sequence[UUID]) -> None:
    """With their chunks; the sweep deletes the bytes."""
    session.execute(delete(UploadChunk).where(UploadChunk.upload_id.in_(ids)))
    session.execute(delete(Upload).where(Upload.id.in_(ids)))


def delete_untouched(session: Session, before: datetime) -> None:
    abandoned = select(Upload.id).where(Upload.touched_at < before)
    delete_uploads(session, session.scalars(abandoned).all())


def chunk_keys(session: Session) -> set[str]:
    """Keys of all pieces that must stay."""
    return set(session.scalars(select(UploadChunk.store_key)))
