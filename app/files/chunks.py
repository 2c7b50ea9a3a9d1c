"""A file in pieces, so that a line that breaks costs one of them and not the whole.

`announce` → for each missing piece `check_piece`, `FileStore.put`, `keep_piece` → `assemble` → `intake` as for any
file → `forget`. Each step may be repeated, in any order, by two tabs at once.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.files import chunk_queries, queries, refusals
from app.files.kinds import MEGABYTE, FileLimits, check_size
from app.files.models import Upload, UploadChunk
from app.files.refusals import FileRefused, FileTooLarge
from app.files.store import FileStore

CHUNK_BYTES = 256 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Announced:
    """What the sender says of a file before sending it; `sha256` is lower case hexadecimal."""

    name: str
    size_bytes: int
    sha256: str


def announce(
    session: Session,
    file: Announced,
    limits: FileLimits,
    *,
    subject_id: UUID,
    question_key: str,
    now: datetime,
) -> Upload:
    """The upload begun earlier, where there is one: it goes on from there.

    Raises FileRefused and FileTooLarge before a byte was sent in vain, Invalid for what no browser sends.
    """
    if not _DIGEST.fullmatch(file.sha256):
        raise Invalid
    check_size(file.size_bytes, limits)
    if begun := chunk_queries.find_upload(session, subject_id, question_key, file.sha256):
        begun.touched_at = now
        return begun
    _check_room(session, file, limits, subject_id)
    begun = Upload(
        subject_id=subject_id,
        question_key=question_key,
        name=file.name,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        touched_at=now,
    )
    try:
        with session.begin_nested():
            session.add(begun)
    except IntegrityError as other_tab:
        raise Conflict from other_tab
    return begun


def missing(session: Session, upload: Upload) -> list[int]:
    there = {chunk.position for chunk in chunk_queries.list_chunks(session, upload.id)}
    return [position for position in range(_count(upload)) if position not in there]


def check_piece(upload: Upload, position: int, content: bytes, sha256: str) -> None:
    """Raises Invalid for a piece that is not what its sender meant: it is to be sent again."""
    last = _count(upload) - 1
    wanted = CHUNK_BYTES if position < last else upload.size_bytes - last * CHUNK_BYTES
    if not 0 <= position <= last or len(content) != wanted:
        raise Invalid
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Invalid


def keep_piece(session: Session, upload: Upload, position: int, store_key: str, *, now: datetime) -> None:
    """The first of two equal pieces stays; the bytes of the other belong to nobody and are swept."""
    upload.touched_at = now
    if chunk_queries.find_chunk(session, upload.id, position) is not None:
        return
    try:
        with session.begin_nested():
            session.add(UploadChunk(upload_id=upload.id, position=position, store_key=store_key))
    except IntegrityError:
        return  # the other tab was a little quicker


def assemble(upload: Upload, store_keys: list[str], store: FileStore) -> bytes:
    """Takes its time: outside any transaction. Raises Conflict while pieces are missing, Invalid when the whole is not
    what was announced.
    """
    if len(store_keys) != _count(upload):
        raise Conflict
    content = b"".join(store.open(key) for key in store_keys)
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise Invalid
    return content


def forget(session: Session, upload_id: UUID) -> None:
    chunk_queries.delete_uploads(session, [upload_id])


def _count(upload: Upload) -> int:
    return -(-upload.size_bytes // CHUNK_BYTES)


def _check_room(session: Session, file: Announced, limits: FileLimits, subject_id: UUID) -> None:
    """What has been attached counts, what is on its way only as long as there is room: the oldest of that yields."""
    if queries.count_files_of(session, subject_id) >= limits.case_files:
        raise FileRefused(refusals.too_many(limits.case_files))
    free = limits.case_bytes - queries.bytes_of(session, subject_id)
    if file.size_bytes > free:
        raise FileTooLarge(refusals.case_too_large(limits.case_bytes // MEGABYTE))
    waiting = list(chunk_queries.list_uploads_of(session, subject_id))
    while waiting and (
        len(waiting) >= limits.case_files
        or sum(upload.size_bytes for upload in waiting) + file.size_bytes > limits.case_bytes
    ):
        forget(session, waiting.pop(0).id)
