"""In the child process: any PDF → its pages as they look, and nothing that acts."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.files.child_protocol import GivenBack, Sanitised, Task, Why

# All a page needs to look as it did. Its actions, annotations, thumbnails, metadata and whatever a later
# version of PDF invents are left behind with the old document, and so is everything that hung on its root.
_OF_A_PAGE = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group",
}  # fmt: skip
# What a stream below a page may still carry: pages of other files, files, and who made it with what.
_OF_NO_STREAM = (Name.Ref, Name.OPI, Name.AF, Name.Metadata, Name.PieceInfo)
# Parts of a JPEG that hold EXIF and XMP (APP1), IPTC (APP13) and comments.
_TELLING = {0xE1, 0xED, 0xFE}


def clean_pdf(content: bytes, task: Task) -> Sanitised:
    """Raises GivenBack; MemoryError is the caller's."""
    try:
        with pikepdf.open(io.BytesIO(content)) as given:
            _refuse(given, task)
            pages = len(given.pages)
            copy = _pages_only(given)
    except pikepdf.PasswordError as cause:
        raise GivenBack(Why.LOCKED) from cause
    except (pikepdf.PdfError, ValueError, TypeError) as cause:
        raise GivenBack(Why.BROKEN) from cause
    return Sanitised(media_type="application/pdf", copy=copy, pages=pages)


def _refuse(given: pikepdf.Pdf, task: Task) -> None:
    if given.is_encrypted:
        raise GivenBack(Why.LOCKED)
    if len(given.pages) > task.pages:
        raise GivenBack(Why.TOO_MANY_PAGES)
    if len(given.pages) == 0:
        raise GivenBack(Why.BROKEN)


def _pages_only(given: pikepdf.Pdf) -> bytes:
    # What was typed into a form stands in annotations: it becomes part of the page before they go.
    given.generate_appearance_streams()
    given.flatten_annotations("screen")
    with pikepdf.new() as made:
        for page in given.pages:
            for key in set(page.obj.keys()) - _OF_A_PAGE:
                del page.obj[key]
        made.pages.extend(given.pages)
        for thing in made.objects:
            if isinstance(thing, pikepdf.Stream):
                _quieten(thing)
        made.remove_unreferenced_resources()
        out = io.BytesIO()
        made.save(out, deterministic_id=True)
    return out.getvalue()


def _quieten(stream: pikepdf.Stream) -> None:
    for key in _OF_NO_STREAM:
        if key in stream:
            del stream[key]
    if stream.get(Name.Filter) in (Name.DCTDecode, Array([Name.DCTDecode])):
        given = stream.get(Name.DecodeParms)
        parameters = given if isinstance(given, Array | Dictionary) else None
        kept = without_telling_parts(stream.read_raw_bytes())
        stream.write(kept, filter=Name.DCTDecode, decode_parms=parameters)


def without_telling_parts(jpeg: bytes) -> bytes:
    """The same JPEG without EXIF, XMP, IPTC and comments; unchanged where its parts cannot be told apart."""
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] != b"\xda":
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if end - at < 4 or end > len(jpeg):
            return jpeg
        if jpeg[at + 1] not in _TELLING:
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])
