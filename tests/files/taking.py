"""Sending a file and attaching it, in one call."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.files.intake import IncomingFile, PreparedFile, attach, prepare
from app.files.kinds import FileKind, FileLimits
from app.files.models import ScanState, StoredFile
from app.files.store import FileStore
from app.files.virus_scan import SandboxScan
from tests.conftest import NOW

CASE, OTHER_CASE, RESIDENT = (UUID(int=number) for number in (1, 2, 3))


@dataclass
class Counter:
    """Where files are taken in."""

    store: FileStore
    scan: SandboxScan
    limits: FileLimits

    def prepare(self, content: bytes, name: str = "屋根.jpg", *, keep_original: bool = False) -> PreparedFile:
        upload = IncomingFile(name, content, "image/jpeg", keep_original)
        return prepare(upload, self.limits, self.store, self.scan)

    def attach(
        self, session: Session, prepared: PreparedFile, case: UUID = CASE, question: str = "photos"
    ) -> StoredFile:
        return attach(session, prepared, subject_id=case, question_key=question, by=RESIDENT, now=NOW)

    def take(self, session: Session, content: bytes, name: str = "屋根.jpg") -> StoredFile:
        return self.attach(session, self.prepare(content, name))


def made_up(size_bytes: int = 1, sha256: str = "", limits: FileLimits | None = None) -> PreparedFile:
    """Prepared without a child process, for tests of what comes after."""
    return PreparedFile(
        name="",
        kind=FileKind.JPEG,
        size_bytes=size_bytes,
        sha256=sha256 or uuid4().hex,
        width=4,
        height=3,
        pages=None,
        scan_state=ScanState.CLEAN,
        copy_key=uuid4().hex,
        thumbnail_key=uuid4().hex,
        original_key=None,
        limits=limits or FileLimits(),
    )
