"""Handing a file out: only what is safe to open, and with headers under which nothing in it can run."""

from urllib.parse import quote

from app.errors import NotFound
from app.files.kinds import FileKind
from app.files.models import ScanState, StoredFile
from app.files.names import name_of_copy
from app.files.refusals import NotScannedYet, Quarantined
from app.files.store import FileStore

# Characters that RFC 8187 lets stand in `filename*` as they are.
_UNQUOTED = "!#$&+-.^_`|~"

_INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def open_copy(file: StoredFile, store: FileStore) -> bytes:
    """The sanitised copy. Raises NotScannedYet, Quarantined, NotFound."""
    _refuse_unsafe(file)
    return store.open(file.copy_key)


def open_original(file: StoredFile, store: FileStore) -> bytes:
    """As it was sent, byte by byte. Raises NotScannedYet, Quarantined; NotFound where it was not kept."""
    _refuse_unsafe(file)
    if file.original_key is None:
        raise NotFound
    return store.open(file.original_key)


def open_thumbnail(file: StoredFile, store: FileStore) -> bytes:
    """A small JPEG of our own making, for the eyes of whoever sent it even before the scan.

    Raises Quarantined; NotFound for a PDF, which has none.
    """
    if file.scan_state is ScanState.INFECTED:
        raise Quarantined
    if file.thumbnail_key is None:
        raise NotFound
    return store.open(file.thumbnail_key)


def download_headers(file: StoredFile) -> dict[str, str]:
    """For what `open_copy` gave."""
    return {
        "Content-Type": file.copy_media_type.value,
        "Content-Disposition": _attachment(name_of_copy(file.display_name, file.media_type)),
        **_INERT,
    }


def original_headers(file: StoredFile) -> dict[str, str]:
    """For what `open_original` gave."""
    return {
        "Content-Type": file.media_type.value,
        "Content-Disposition": _attachment(file.display_name),
        **_INERT,
    }


def thumbnail_headers() -> dict[str, str]:
    """For what `open_thumbnail` gave: it may stand in a page."""
    return {"Content-Type": FileKind.JPEG.value, "Content-Disposition": "inline", **_INERT}


def _attachment(name: str) -> str:
    """RFC 6266: the name for every browser of this century, a plain one for the others."""
    extension = name.rpartition(".")[2]
    return f"attachment; filename=\"file.{extension}\"; filename*=UTF-8''{quote(name, safe=_UNQUOTED)}"


def _refuse_unsafe(file: StoredFile) -> None:
    if file.scan_state is ScanState.PENDING:
        raise NotScannedYet
    if file.scan_state is ScanState.INFECTED:
        raise Quarantined
