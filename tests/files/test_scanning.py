"""Scanning again when the scanner is back."""

from datetime import timedelta

import pytest

from app.database import Database
from app.files import queries
from app.files.kinds import FileLimits
from app.files.local_disk import LocalDisk
from app.files.models import ScanState
from app.files.scanning import record_verdict, scan_again
from app.files.virus_scan import Finding, SandboxScan, Verdict
from tests.conftest import NOW
from tests.files import corpus
from tests.files.taking import Counter

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def counter(store: LocalDisk, limits: FileLimits) -> Counter:
    scan = SandboxScan()
    scan.is_down = True
    return Counter(store, scan, limits)


def test_a_waiting_file_is_clean_once_the_scanner_is_back(counter: Counter, database: Database) -> None:
    with database.write() as session:
        file = counter.take(session, corpus.photo())
        record_verdict(session, file, scan_again(file, counter.store, counter.scan), now=LATER)
        assert (file.scan_state, file.scanned_at) == (ScanState.PENDING, None)
        counter.scan.is_down = False
        record_verdict(session, file, scan_again(file, counter.store, counter.scan), now=LATER)
        assert (file.scan_state, file.scanned_at) == (ScanState.CLEAN, LATER)
        assert queries.list_waiting_for_scan(session) == []


def test_the_original_is_scanned_where_it_was_kept(counter: Counter, database: Database) -> None:
    """Must catch: scanning the harmless copy and handing out the original."""
    prepared = counter.prepare(corpus.infected_pdf(), "a.pdf", keep_original=True)
    counter.scan.is_down = False
    with database.write() as session:
        file = counter.attach(session, prepared)
        verdict = scan_again(file, counter.store, counter.scan)
        assert verdict.finding is Finding.INFECTED
        record_verdict(session, file, verdict, now=LATER)
        assert file.scan_state is ScanState.INFECTED


def test_a_file_once_judged_does_not_wait_again(counter: Counter, database: Database) -> None:
    with database.write() as session:
        file = counter.take(session, corpus.photo())
        record_verdict(session, file, Verdict(Finding.CLEAN), now=NOW)
        record_verdict(session, file, Verdict(Finding.UNAVAILABLE), now=LATER)
        assert (file.scan_state, file.scanned_at) == (ScanState.CLEAN, NOW)
