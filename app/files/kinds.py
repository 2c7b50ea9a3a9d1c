"""What a file is, told by its first bytes: its name and what the browser calls it prove nothing."""

from dataclasses import dataclass
from enum import StrEnum

from app.files import refusals
from app.files.refusals import FileRefused, FileTooLarge
from app.language import Message

MEGABYTE = 1024 * 1024


class FileKind(StrEnum):
    """The kinds we take, by media type. WebP is what browsers save, HEIC what iPhones take."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    WEBP = "image/webp"
    PDF = "application/pdf"

    @property
    def extensions(self) -> tuple[str, ...]:
        """Lower case with the dot, the usual one first."""
        return _EXTENSIONS[self]


_EXTENSIONS = {
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.PNG: (".png",),
    FileKind.HEIC: (".heic", ".heif"),
    FileKind.WEBP: (".webp",),
    FileKind.PDF: (".pdf",),
}
PICTURES = frozenset(FileKind) - {FileKind.PDF}


@dataclass(frozen=True)
class FileLimits:
    """How much we take: `file_bytes`, `pixels` and `pages` of one file, `case_*` of one case together.

    JPEG can be read at a fraction of its size and may therefore have more pixels. `child_*` bound the
    process that opens the file: bytes of address space, and seconds (of the CPU, and on the wall).
    """

    file_bytes: int = 20 * MEGABYTE
    case_bytes: int = 100 * MEGABYTE
    case_files: int = 20
    pages: int = 50
    pixels: int = 50_000_000
    jpeg_pixels: int = 120_000_000
    child_bytes: int = 1024 * MEGABYTE
    child_seconds: int = 20
    kinds: frozenset[FileKind] = frozenset(FileKind)

    def pixels_of(self, kind: FileKind) -> int:
        return self.jpeg_pixels if kind is FileKind.JPEG else self.pixels


def check_size(size_bytes: int, limits: FileLimits) -> None:
    """Raises FileRefused for an empty file, FileTooLarge for one over the limit."""
    if size_bytes == 0:
        raise FileRefused(refusals.EMPTY)
    if size_bytes > limits.file_bytes:
        raise FileTooLarge(refusals.too_large(limits.file_bytes // MEGABYTE))


def kind_of(content: bytes, limits: FileLimits) -> FileKind:
    """Raises FileRefused, with what to do instead, unless it is one of `limits.kinds`."""
    kind = _find_kind(content)
    if kind is None:
        raise FileRefused(_why_not(content))
    if kind not in limits.kinds:
        raise FileRefused(refusals.PICTURES_ONLY)
    return kind


def _find_kind(content: bytes) -> FileKind | None:
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind.WEBP
    return _find_boxed_or_printed(content)


def _find_boxed_or_printed(content: bytes) -> FileKind | None:
    if _is_heic(content):
        return FileKind.HEIC
    return FileKind.PDF if _without_mark(content).startswith(b"%PDF-") else None


# ISO 23008-12: still pictures and sequences coded with HEVC; `mif1` alone may hold anything, AV1 included.
_HEVC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}


def _is_heic(content: bytes) -> bool:
    if content[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[at : at + 4] for at in (8, *range(16, end, 4))}
    return bool(brands & _HEVC_BRANDS)


def _without_mark(content: bytes) -> bytes:
    """Past the byte order mark and the blanks that some programs write first."""
    return content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00\t\n\x0c\r ")


_PICTURE_STARTS = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"8BPS", b"\x00\x00\x01\x00", b"\xff\x0a")
_OFFICE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
_VIDEO_STARTS = (b"RIFF", b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"ID3", b"OggS", b"\x30\x26\xb2\x75")

_REFUSED: tuple[tuple[tuple[bytes, ...], Message], ...] = (
    (_PICTURE_STARTS, refusals.OTHER_PICTURE),
    (_OFFICE_STARTS, refusals.OFFICE),
    (_PROGRAM_STARTS, refusals.PROGRAM),
    (_VIDEO_STARTS, refusals.VIDEO),
)


def _why_not(content: bytes) -> Message:
    if _without_mark(content).startswith(b"<"):
        return refusals.WEB_PAGE
    if content[4:8] == b"ftyp":
        return refusals.OTHER_PICTURE if content[8:12] in {b"avif", b"avis", b"mif1"} else refusals.VIDEO
    return next((why for starts, why in _REFUSED if content.startswith(starts)), refusals.UNKNOWN)
