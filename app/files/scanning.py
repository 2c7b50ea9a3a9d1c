"""Scanning again what no scanner looked at when it arrived."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.files.models import ScanState, StoredFile
from app.files.store import FileStore
from app.files.virus_scan import Finding, Verdict, VirusScan


def scan_again(file: StoredFile, store: FileStore, scan: VirusScan) -> Verdict:
    """Takes its time: outside any transaction. Looks at the original where it was kept."""
    return scan.scan(store.open(file.original_key or file.copy_key))


def record_verdict(session: Session, file: StoredFile, verdict: Verdict, *, now: datetime) -> None:
    """A scanner that still does not answer changes nothing."""
    if verdict.finding is Finding.UNAVAILABLE:
        return
    file.scan_state = ScanState.CLEAN if verdict.finding is Finding.CLEAN else ScanState.INFECTED
    file.scanned_at = now
    session.flush()
