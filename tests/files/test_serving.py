"""Handing files out so that nothing in them can run anywhere."""

from dataclasses import dataclass

import pytest

from app.errors import Conflict, Forbidden, NotFound
from app.files.kinds import FileKind
from app.files.local_disk import LocalDisk
from app.files.models import ScanState, StoredFile
from app.files.serving import (
    download_headers,
    open_copy,
    open_original,
    open_thumbnail,
    original_headers,
    thumbnail_headers,
)


@dataclass
class Shelf:
    store: LocalDisk

    def file(self, state: ScanState = ScanState.CLEAN, name: str = "屋根.HEIC") -> StoredFile:
        return StoredFile(
            display_name=name,
            media_type=FileKind.PDF if name.endswith(".pdf") else FileKind.HEIC,
            scan_state=state,
            copy_key=self.store.put(b"copy"),
            thumbnail_key=self.store.put(b"thumbnail"),
            original_key=self.store.put(b"original"),
        )


@pytest.fixture
def shelf(store: LocalDisk) -> Shelf:
    return Shelf(store)


def test_a_download_is_an_attachment_in_which_nothing_runs(shelf: Shelf) -> None:
    """I-59. Must catch: any header left out, and the type of the original on the bytes of the copy."""
    assert download_headers(shelf.file()) == {
        "Content-Type": "image/jpeg",
        "Content-Disposition": "attachment; filename=\"file.jpg\"; filename*=UTF-8''%E5%B1%8B%E6%A0%B9.jpg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def test_the_original_goes_under_its_own_type(shelf: Shelf) -> None:
    headers = original_headers(shelf.file())
    assert headers["Content-Type"] == "image/heic"
    assert headers["Content-Disposition"].endswith("%E5%B1%8B%E6%A0%B9.HEIC")
    assert download_headers(shelf.file(name="契約.pdf"))["Content-Type"] == "application/pdf"


def test_a_thumbnail_may_stand_in_a_page(shelf: Shelf) -> None:
    headers = thumbnail_headers()
    assert (headers["Content-Disposition"], headers["Content-Type"]) == ("inline", "image/jpeg")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("name", ['a"; x="b.pdf', "a'b(c)*d%e.pdf", "𠮷野家の葛\U000e0100.pdf", "a b;c.pdf"])
def test_no_name_breaks_out_of_its_header(shelf: Shelf, name: str) -> None:
    header = download_headers(shelf.file(name=name))["Content-Disposition"]
    plain, extended = header.split("; filename*=UTF-8''")
    assert plain == 'attachment; filename="file.pdf"'
    assert set(extended) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%!#$&+-.^_`|~")
    assert header.isascii()


def test_nobody_opens_what_no_scanner_has_seen(shelf: Shelf) -> None:
    """I-59d. Must catch: treating a scan that has not happened as one that found nothing."""
    waiting = shelf.file(ScanState.PENDING)
    for open_it in (open_copy, open_original):
        with pytest.raises(Conflict, match="検査を待っています"):
            open_it(waiting, shelf.store)
    assert open_thumbnail(waiting, shelf.store) == b"thumbnail"


def test_nobody_opens_what_is_infected(shelf: Shelf) -> None:
    infected = shelf.file(ScanState.INFECTED)
    for open_it in (open_copy, open_original, open_thumbnail):
        with pytest.raises(Forbidden):
            open_it(infected, shelf.store)


def test_what_is_clean_is_opened(shelf: Shelf) -> None:
    file = shelf.file()
    assert open_copy(file, shelf.store) == b"copy"
    assert open_original(file, shelf.store) == b"original"
    file.original_key = file.thumbnail_key = None
    for open_it in (open_original, open_thumbnail):
        with pytest.raises(NotFound):
            open_it(file, shelf.store)
