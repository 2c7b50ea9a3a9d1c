"""A PDF as its reader would read it: text that cannot be found cannot be read aloud either."""

import threading

import pypdfium2  # type: ignore[import-untyped]

from app.documents.glyphs import folded, is_read_in

_one_at_a_time = threading.Lock()  # PDFium's own condition


class NotWhole(RuntimeError):
    """A page came out that is not of this document: nothing was made."""


def texts_in(pdf: bytes) -> list[str]:
    """The text of each page. Raises NotWhole for what cannot be opened."""
    try:
        with _one_at_a_time, pypdfium2.PdfDocument(pdf) as opened:
            return [page.get_textpage().get_text_bounded() for page in opened]
    except pypdfium2.PdfiumError as cause:
        raise NotWhole("what came out cannot be opened") from cause


def look_at_every_page(pdf: bytes, foot: str, first: str) -> None:
    """Each must have the foot, with its place of so many pages, and the first one says `first`. Raises NotWhole."""
    pages = [folded(text) for text in texts_in(pdf)]
    for at, page in enumerate(pages, 1):
        if not is_read_in(f"{foot}{at}／{len(pages)}ページ", page):
            raise NotWhole("a page lacks the foot it must have")
    if not pages or not is_read_in(first, pages[0]):
        raise NotWhole("the first page does not name whom or what it is of")
