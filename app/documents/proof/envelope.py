"""A PDF → the same PDF with a seal in it, as an incremental update (ISO 32000-1 §7.5.6): nothing before it changes.

The seal stands in the document information, where whoever saves the file anew takes it along. Its signature
covers every byte of the file but its own, as the ByteRange of a PDF signature does.
"""

import hashlib
import re
from dataclasses import dataclass

_TRAILER = re.compile(
    rb"trailer\s*<</Size (\d+)/Root (\d+ 0 R)/Info (\d+) 0 R(/ID\[.*?\])>>\s*startxref\s*(\d+)\s*%%EOF\s*\Z",
    re.DOTALL,
)
_SEAL = re.compile(rb"/MadoguchiSeal\s*\(([!-'*-\[\]-~]{1,20000})\)")


@dataclass(frozen=True)
class Sealed:
    """`seal` as it stands in the file, at byte `start`; `digest` is the SHA-256 of all the rest."""

    seal: str
    start: int
    digest: str


def with_room(pdf: bytes, length: int) -> tuple[bytes, bytes]:
    """What stands before and after a seal of that length. Raises ValueError for a PDF of another build."""
    trailer = _TRAILER.search(pdf)
    info = re.search(rb"\n%s 0 obj\s*<<(.*?)>>\s*endobj" % trailer[3], pdf, re.DOTALL) if trailer else None
    if trailer is None or info is None:
        raise ValueError("the engine builds its PDFs in another way now")
    size, root, info_number, identity, previous = trailer.groups()
    start = len(pdf) + 1
    before = b"\n%s 0 obj\n<<%s/MadoguchiSeal (" % (info_number, info[1])
    after = b")>>\nendobj\n"
    table = start + len(before) - 1 + length + len(after)
    after += b"xref\n%s 1\n%010d 00000 n\r\n" % (info_number, start)
    after += b"trailer\n<</Size %s/Root %s/Info %s 0 R%s/Prev %s>>\n" % (
        size,
        root,
        info_number,
        identity,
        previous,
    )
    return pdf + before, after + b"startxref\n%d\n%%%%EOF\n" % table


def find_seal(pdf: bytes) -> Sealed | None:
    """The last one. Looks at bytes only: strangers' files are not opened."""
    seals = list(_SEAL.finditer(pdf))
    if not seals:
        return None
    found = seals[-1]
    start, end = found.span(1)
    return Sealed(found[1].decode("ascii"), start, rest_digest(pdf[:start], pdf[end:]))


def rest_digest(before: bytes, after: bytes) -> str:
    return hashlib.sha256(before + after).hexdigest()
