"""A file comes in, in two steps: `prepare` works outside any transaction, `attach` only writes a row."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.files import queries, refusals
from app.files.images import sanitise
from app.files.kinds import MEGABYTE, FileKind, FileLimits, check_size, kind_of
from app.files.models import ScanState, StoredFile
from app.files.names import cleaned_name, default_name
from app.files.refusals import FileRefused, FileTooLarge
from app.files.store import FileStore
from app.files.virus_scan import Finding, VirusScan

_STATE_AFTER = {
    Finding.CLEAN: ScanState.CLEAN,
    Finding.INFECTED: ScanState.INFECTED,
    Finding.UNAVAILABLE: ScanState.PENDING,
}


@dataclass(frozen=True)
class IncomingFile:
    """As the browser sent it: `name` and `declared_type` are the sender's claims and decide nothing.

    `keep_original`: the procedure needs the original, place and time in it included, and said so.
    """

    name: str
    content: bytes | BinaryIO
    declared_type: str = ""
    keep_original: bool = False


@dataclass(frozen=True)
class PreparedFile:
    """Checked, scanned, sanitised and stored, but nobody's yet: what is never attached, the sweep removes."""

    name: str
    kind: FileKind
    size_bytes: int
    sha256: str
    width: int | None
    height: int | None
    pages: int | None
    scan_state: ScanState
    copy_key: str
    thumbnail_key: str | None
    original_key: str | None
    limits: FileLimits


def prepare(upload: IncomingFile, limits: FileLimits, store: FileStore, scan: VirusScan) -> PreparedFile:
    """Takes seconds. Raises FileRefused, FileTooLarge; Unavailable when the store does not answer."""
    content = _read(upload.content, limits)
    check_size(len(content), limits)
    kind = kind_of(content, limits)
    verdict = scan.scan(content)
    if verdict.finding is Finding.INFECTED:
        raise FileRefused(refusals.INFECTED)
    made = sanitise(kind, content, limits)
    return PreparedFile(
        name=cleaned_name(upload.name, kind),
        kind=kind,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=made.width,
        height=made.height,
        pages=made.pages,
        scan_state=_STATE_AFTER[verdict.finding],
        copy_key=store.put(made.copy),
        thumbnail_key=store.put(made.thumbnail) if made.thumbnail else None,
        original_key=store.put(content) if upload.keep_original else None,
        limits=limits,
    )


def attach(
    session: Session,
    prepared: PreparedFile,
    *,
    subject_id: UUID,
    question_key: str,
    by: UUID | None,
    now: datetime,
) -> StoredFile:
    """The file as part of the case; the one already there when its content was sent before.

    Raises FileRefused when the case has no room for another file, FileTooLarge when not for its bytes.
    """
    if same := queries.find_same_content(session, subject_id, question_key, prepared.sha256):
        return same
    _check_room(session, subject_id, prepared)
    file = _row_of(prepared, queries.last_position(session, subject_id, question_key) + 1)
    file.subject_id, file.question_key = subject_id, question_key
    file.received_at, file.received_by = now, by
    file.scanned_at = None if file.scan_state is ScanState.PENDING else now
    try:
        with session.begin_nested():
            session.add(file)
    except IntegrityError:
        # Another request attached the same content between our look and our write.
        same = queries.find_same_content(session, subject_id, question_key, prepared.sha256)
        if same is None:
            raise
        return same
    return file


def remove(session: Session, file: StoredFile, *, by: UUID | None, now: datetime) -> None:
    """Out of the case. What was filed stays as it was filed; of the rest the sweep deletes the bytes."""
    if file.deleted_at is not None:
        return
    file.deleted_at, file.deleted_by = now, by
    if file.filed_at is None:
        file.display_name = ""
    session.flush()


def mark_filed(session: Session, subject_id: UUID, *, now: datetime) -> None:
    """The files of the case have become part of what was submitted: their bytes are kept from now on."""
    for file in queries.list_files_of(session, subject_id):
        file.filed_at = file.filed_at or now


def discard_all(session: Session, subject_id: UUID) -> None:
    """For a case that is itself removed: no row is left, and the sweep deletes the bytes."""
    for file in queries.list_ever_of(session, subject_id):
        session.delete(file)


def _read(content: bytes | BinaryIO, limits: FileLimits) -> bytes:
    """Never more than one byte over the limit, however long the stream is."""
    return content if isinstance(content, bytes) else content.read(limits.file_bytes + 1)


def _check_room(session: Session, subject_id: UUID, prepared: PreparedFile) -> None:
    limits = prepared.limits
    if queries.count_files_of(session, subject_id) >= limits.case_files:
        raise FileRefused(refusals.too_many(limits.case_files))
    if queries.bytes_of(session, subject_id) + prepared.size_bytes > limits.case_bytes:
        raise FileTooLarge(refusals.case_too_large(limits.case_bytes // MEGABYTE))


def _row_of(prepared: PreparedFile, position: int) -> StoredFile:
    return StoredFile(
        position=position,
        display_name=prepared.name or default_name(prepared.kind, position),
        media_type=prepared.kind,
        size_bytes=prepared.size_bytes,
        sha256=prepared.sha256,
        width=prepared.width,
        height=prepared.height,
        pages=prepared.pages,
        copy_key=prepared.copy_key,
        thumbnail_key=prepared.thumbnail_key,
        original_key=prepared.original_key,
        scan_state=prepared.scan_state,
    )
