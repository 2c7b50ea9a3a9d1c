"""A disk of a few megabytes that fills up while people apply: refused with a sentence, and nothing half kept."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crash.books import Books
from crash.processes import ForkedTown
from crash.visitors import Ledger
from tests.crash.filing import Filing
from tests.crash.photographing import Photographing
from tests.world import free_ports

MEGABYTES = 24
SENTENCE = "保存できませんでした"
AGAIN = "もう一度送る"


class Impossible(RuntimeError):
    """No small disk can be had here; the message says why."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Raises Impossible."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        raise Impossible("a disk of its own is mounted by root on Linux only")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Impossible(done.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """To the last byte; deleting what is returned makes room again."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


def run_full_disk(folder: Path) -> dict[str, Any]:
    """Database, attachments and logs on one full disk (SQLite). `result`: passed, failed or skipped."""
    try:
        with small_disk(folder) as disk:
            town = ForkedTown(disk, free_ports())
            try:
                town.start()
                return _meet_the_end_of(town)
            finally:
                town.kill()
    except Impossible as reason:
        return {"result": "skipped", "why": str(reason)}


def _meet_the_end_of(town: ForkedTown) -> dict[str, Any]:
    photo, filings = Photographing(town), [Filing(town) for _ in range(3)]
    ballast = fill(town.folder)
    photographed = photo.send()
    sent = _send_until_refused(filings)
    said = [answer.text for answer in (photo.answer, *(filing.answer for filing in filings)) if answer]
    refused = [text for text in said if SENTENCE in text]
    half = {"rows": photo.rows, "files": sorted(photo.on_disk)}
    ballast.unlink()
    numbers = [filing.send() for filing in filings]
    again = photo.send()
    ledger = Ledger(photos=[(photo.application, photo.sha256)])
    for filing, number in zip(filings, numbers, strict=True):
        ledger.acknowledge(filing.application, number or "none", "certificate")
    books = Books(town)
    faults = books.compare(ledger).faults
    books.close()
    # The one of the case with the photo was acknowledged to the photographer.
    faults.pop("never_acknowledged", None)
    faults.pop("messages_lost", None)
    well = photographed == 507 and 507 in sent and not half["files"] and not half["rows"]
    well = well and again == 303 and all(numbers) and not faults
    well = well and any(AGAIN in text for text in refused) and {*sent} <= {303, 507}
    return {
        "result": "passed" if well else "failed",
        "photo_on_a_full_disk": photographed,
        "submissions_on_a_full_disk": sent,
        "half_kept": half,
        "photo_afterwards": again,
        "faults_afterwards": faults,
    }


def _send_until_refused(filings: list[Filing]) -> list[int | None]:
    """SQLite may have some pages left in its log; who was taken in is in."""
    answered = []
    for filing in filings:
        filing.send(503, 507)
        answered.append(filing.answer.status_code if filing.answer else None)
    return answered
