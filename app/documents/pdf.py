"""A document's values → PDF: printable, whole, and the same bytes every time."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pypdf

from app.documents.glyphs import printed
from app.documents.qr import qr_svg
from app.documents.shapes import Document
from app.documents.typesetting import typeset

_NAME = re.compile(r"[a-z_]+")


class NotWhole(RuntimeError):
    """A page came out without the reference number it must carry: nothing was made."""


@dataclass(frozen=True)
class Rendered:
    """`replaced`: characters the font lacks, printed as 〓 or in their usual form; the PDF says so itself."""

    pdf: bytes
    replaced: tuple[str, ...] = ()


def render(document: Document) -> Rendered:
    """Raises NotWhole. Takes tens of milliseconds, one at a time."""
    return render_pdf(document.template, asdict(document))


def render_pdf(template: str, data: Mapping[str, Any]) -> Rendered:
    """`data` are the fields of the shape that belongs to the template, `made_at` an aware datetime.

    Whatever the values hold is shown as text: a template cannot be reached through them. Raises NotWhole.
    """
    if not _NAME.fullmatch(template):
        raise ValueError("a template is named by lower case letters")
    values, replaced = values_of(data)
    pdf = typeset(template, values, data["made_at"])
    _refuse_incomplete(pdf, data["reference_number"])
    return Rendered(pdf, replaced)


def values_of(data: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """What the template reads, as JSON, and the characters that were replaced in it."""
    replaced: dict[str, None] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            text, missing = printed(value)
            replaced.update(dict.fromkeys(missing))
            return text
        if isinstance(value, Mapping):
            return {name: walk(inner) for name, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list | tuple) else value

    shown = {name: walk(value) for name, value in data.items() if name != "made_at"}
    shown["replaced"] = list(replaced)
    shown["qr"] = qr_svg(data["check_url"]) if data.get("check_url") else None
    return json.dumps(shown, ensure_ascii=False), tuple(replaced)


def _refuse_incomplete(pdf: bytes, reference_number: str) -> None:
    """Reads the PDF as its reader would: text that cannot be found cannot be read aloud either."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    if not pages or any(reference_number not in re.sub(r"\s", "", page) for page in pages):
        raise NotWhole("a page lacks the reference number")
