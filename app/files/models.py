"""The tables of attachments, and of what is still on its way."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, EncryptedJson, new_id
from app.files.kinds import FileKind

_STILL_THERE = text("deleted_at IS NULL")


class ScanState(StrEnum):
    """PENDING: the scanner did not answer; nobody opens the file until it has."""

    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


class StoredFile(Base):
    """添付ファイル: one file handed in for a question of a case (`subject_id`).

    `sha256` and `size_bytes` are of what was sent, `width`, `height` (pixels) and `pages` of the sanitised
    copy, which is JPEG or PDF. `original_key` is empty unless the procedure needs the original. Once
    `filed_at` is set, the bytes outlive `deleted_at`: they belong to what was submitted.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_subject", "subject_id", "question_key", "position"),
        # The same photo sent twice, even by two requests at once, is one file.
        Index(
            "uq_stored_file_content",
            "subject_id",
            "question_key",
            "sha256",
            unique=True,
            sqlite_where=_STILL_THERE,
            postgresql_where=_STILL_THERE,
        ),
        Index("ix_stored_file_scan_state", "scan_state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID]
    question_key: Mapped[str]
    position: Mapped[int]
    display_name: Mapped[str] = mapped_column(EncryptedJson)
    media_type: Mapped[FileKind]
    size_bytes: Mapped[int]
    sha256: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    pages: Mapped[int | None]
    copy_key: Mapped[str]
    thumbnail_key: Mapped[str | None]
    original_key: Mapped[str | None]
    scan_state: Mapped[ScanState]
    scanned_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    received_by: Mapped[UUID | None]
    filed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[UUID | None]

    @property
    def entry(self) -> dict[str, Any]:
        """As the answer to a question for photos holds it."""
        name, size = self.display_name, self.size_bytes
        return {"id": str(self.id), "name": name, "sha256": self.sha256, "bytes": size}

    @property
    def copy_media_type(self) -> FileKind:
        return FileKind.PDF if self.media_type is FileKind.PDF else FileKind.JPEG

    @property
    def keys(self) -> tuple[str, ...]:
        """Of everything the store holds for it."""
        return tuple(key for key in (self.copy_key, self.thumbnail_key, self.original_key) if key)


class Upload(Base):
    """送信中のファイル: one file announced for a question of a case (`subject_id`), arriving in chunks.

    `sha256` and `size_bytes` are those the sender announced, and are held against what arrives.
    """

    __tablename__ = "upload"
    __table_args__ = (
        # Two tabs sending the same photo send one.
        Index("uq_upload_content", "subject_id", "question_key", "sha256", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID]
    question_key: Mapped[str]
    name: Mapped[str] = mapped_column(EncryptedJson)
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    touched_at: Mapped[datetime]


class UploadChunk(Base):
    """One piece that has arrived and lies in the store under `store_key`."""

    __tablename__ = "upload_chunk"

    upload_id: Mapped[UUID] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    store_key: Mapped[str]
