"""An engine that makes real PDFs of nothing but text, for tests that want thousands of them."""

import json
import time
from collections.abc import Callable
from typing import Any

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>]>>"
)


def plain_pdf(pages: list[str]) -> bytes:
    """In the build that our engine gives its files."""
    letters = sorted(set("".join(pages)))
    pairs = "\n".join(f"<{ord(each):04X}> <{ord(each):04X}>" for each in letters)
    unicode = (
        "begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap"
    )
    texts = [f"BT /F 10 Tf 40 40 Td <{page.encode('utf-16-be').hex()}> Tj ET" for page in pages]
    first = 6
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", FONT]
    objects += ["<</Title(x)>>", _stream(unicode)]
    for at, text in enumerate(texts):
        objects += [PAGE % (first + 2 * at + 1), _stream(text)]
    return _file(objects)


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    out, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out) + 1)
        out += f"\n{number} 0 obj\n{each}\nendobj\n"
    table, size = len(out), len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f\r\n" + "".join(f"{at:010} 00000 n\r\n" for at in places)
    out += f"trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R/ID[(a)(b)]>>\nstartxref\n{table}\n%%EOF"
    return out.encode("ascii")


class CheapCompiler:
    """Takes what typst takes. `delay` gives the seconds one document needs."""

    def __init__(self, delay: Callable[[str], float] = lambda _number: 0.0) -> None:
        self._delay = delay
        self.made = 0

    def compile(self, _template: Any, *, sys_inputs: dict[str, str], **_more: Any) -> bytes:
        told = json.loads(sys_inputs["data"])
        time.sleep(self._delay(told["reference_number"]))
        self.made += 1
        name = told.get("applicant_name") or told["addressee"]["name"]
        foot = f"受付番号{told['reference_number']}{told['municipality']}"
        return plain_pdf([f"{name}様　{foot}1／2ページ", f"{foot}2／2ページ"])
