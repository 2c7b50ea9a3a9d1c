"""A document's values → PDF: printable, whole, and the same bytes every time."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from app.documents.glyphs import printed
from app.documents.qr import code_svg, qr_svg
from app.documents.reading import look_at_every_page
from app.documents.shapes import Document
from app.documents.typesetting import typeset
from app.documents.verification import Verification

_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Rendered:
    """`replaced`: characters the font lacks, printed as 〓 or in their usual form; the PDF says so itself."""

    pdf: bytes
    replaced: tuple[str, ...] = ()


def render(document: Document) -> Rendered:
    """Raises NotWhole, or TookTooLong. Takes a tenth of a second, one at a time."""
    return render_pdf(document.template, asdict(document), document.person)


def render_pdf(template: str, data: Mapping[str, Any], person: str) -> Rendered:
    """`data` are the fields of the shape that belongs to the template, `made_at` an aware datetime.

    Whatever the values hold is shown as text: a template cannot be reached through them. Raises NotWhole.
    """
    if not _NAME.fullmatch(template):
        raise ValueError("a template is named by lower case letters")
    values, replaced = values_of(data)
    pdf = typeset(template, values, data["made_at"])
    # What people wrote may hold any number: only the whole foot proves whose case the page is of.
    look_at_every_page(pdf, f"受付番号{data['reference_number']}{data['municipality']}", person)
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
    shown |= _codes_of(data.get("check_url"), data.get("verification"))
    shown["form_qr"] = code_svg(data["form_code"]) if data.get("form_code") else None
    return json.dumps(shown, ensure_ascii=False), tuple(replaced)


def _codes_of(check_url: str | None, proof: Mapping[str, str] | None) -> dict[str, str | None]:
    """Both lead to the one service that put its name to the paper. Raises NotPublic."""
    host = urlsplit(proof["url"] if proof else check_url or "").netloc
    return {
        "qr": qr_svg(check_url, host) if check_url else None,
        "proof_qr": qr_svg(Verification(**proof).address, host) if proof else None,
    }
