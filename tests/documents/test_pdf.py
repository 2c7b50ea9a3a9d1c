"""The PDF itself: whole, the same every time, readable aloud, and nothing in it but text."""

import io
import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdf
import pytest

from app.documents import pdf
from app.documents.pdf import render, render_pdf
from app.documents.shapes import Addressee, Document, Row, Section
from app.documents.typesetting import TEMPLATES
from tests.documents.samples import NUMBER, ONE_OF_EACH, copy, notice, pages_in, pictures_of, receipt

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("document", ONE_OF_EACH, ids=lambda document: document.template)
def test_every_document_is_tagged_and_fit_for_the_archive(document: Document) -> None:
    """Must catch: leaving out one of the standards, the language or the title."""
    with pikepdf.open(io.BytesIO(render(document).pdf)) as made:
        assert "/StructTreeRoot" in made.Root
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang).startswith("ja")
        assert made.Root.ViewerPreferences.DisplayDocTitle
        assert str(made.docinfo.Title) == document.title
        told = made.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told


def test_the_same_values_give_the_same_bytes_in_every_process() -> None:
    """Must catch: the clock, a random identifier, the fonts of the host."""
    here = sha256(render(receipt()).pdf).hexdigest()
    program = (
        "from hashlib import sha256; from app.documents.pdf import render; "
        "from tests.documents.samples import receipt; print(sha256(render(receipt()).pdf).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert here == sha256(render(receipt()).pdf).hexdigest() == there.stdout.strip()
    assert here != sha256(render(receipt(applicant_name="別の人")).pdf).hexdigest()


def test_the_date_inside_is_the_one_given() -> None:
    made = pypdf.PdfReader(io.BytesIO(render(receipt()).pdf)).metadata
    assert made is not None
    assert made.creation_date == receipt().made_at
    with pytest.raises(ValueError, match="aware"):
        render(receipt(made_at=datetime(2026, 5, 12)))  # noqa: DTZ001  (just that is refused)


PAYLOADS = (
    "#panic()", '#read("/etc/passwd")', "]#panic()[", "*太字*", "_斜体_", "$x^2$", "= 見出し", "<label>@ref",
    "// 消える", "/* 消える */", "\\u{41}", "${7*7}", "{{7*7}}", '"}],"replaced":["', "#sys.inputs", "`raw`",
    "~~", "https://evil.example/", "1. 番号", "'\"--...", "<script>alert(1)</script>",
)  # fmt: skip


def test_what_people_type_stays_text() -> None:
    """Must catch: values put into the source of a template instead of beside it."""
    rows = tuple(Row(f"質問{at} {payload}", payload) for at, payload in enumerate(PAYLOADS))
    document = copy(applicant_name="#panic()", sections=(Section("#panic() ] $", rows),))
    text = "".join(pages_in(render(document).pdf))
    for payload in PAYLOADS:
        assert text.count("".join(payload.split())) >= 2, payload


def test_no_template_evaluates_anything() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.typ")}
    assert len(sources) == 7
    for name, source in sources.items():
        code = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("//"))
        assert "eval" not in code, name
        assert "plugin" not in code, name
        assert source.count("sys.inputs") == (1 if name == "house.typ" else 0)
        assert len(source.splitlines()) <= 150


def test_a_template_is_named_and_not_found_by_a_path() -> None:
    for name in ("../../../etc/passwd", "/etc/passwd", "house.typ", ""):
        with pytest.raises(ValueError, match="lower case"):
            render_pdf(name, {}, "")


def test_the_reference_number_stands_on_every_page() -> None:
    rows = tuple(Row(f"質問{number}", "答え" * 60) for number in range(60))
    pages = pages_in(render(copy(sections=(Section("長い", rows),))).pdf)
    assert len(pages) >= 4
    assert all(f"受付番号{NUMBER}" in page for page in pages)
    assert [f"{number}／{len(pages)}ページ" in page for number, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


def test_many_threads_render_each_their_own_document() -> None:
    """Must catch: values of one document in another, a compiler borrowed twice."""
    made: dict[int, str] = {}

    def make(number: int) -> None:
        made[number] = pages_in(render(receipt(applicant_name=f"住民{number}")).pdf)[0]

    makers = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert sorted(made) == list(range(8))
    assert all(f"住民{number}様" in page for number, page in made.items())


def test_names_reach_the_paper_as_they_are_written() -> None:
    """Must catch: tofu, a variant printed as another, NFC on the way."""
    name = "髙﨑 𠮷葛\U000e0100\ufa19\U00020bb7"
    rendered = render(notice(addressee=Addressee(name)))
    assert rendered.replaced == ()
    (page, *_) = pages_in(rendered.pdf)
    assert "".join(name.split()) + "様" in page
    (seen, *_) = pictures_of(notice(addressee=Addressee(name)))
    (other, *_) = pictures_of(notice(addressee=Addressee(name.replace("\U000e0100", "\U000e0101"))))
    assert seen.tobytes() != other.tobytes()


def test_what_could_not_be_printed_is_told_on_the_paper_and_to_the_caller() -> None:
    rendered = render(copy(applicant_name="山田😀葛\U000e0103"))
    assert rendered.replaced == ("😀", "葛\U000e0103")
    text = "".join(pages_in(rendered.pdf))
    assert "山田〓葛" in text
    assert "書体にない文字" in text
    assert "書体にない文字" not in "".join(pages_in(render(copy()).pdf))


@pytest.mark.parametrize("document", ONE_OF_EACH[:4], ids=lambda document: document.template)
def test_every_font_is_inside(document: Document) -> None:
    with pikepdf.open(io.BytesIO(render(document).pdf)) as opened:
        told = [
            thing
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing
        ]
        assert told
        for font in told:
            assert str(font.FontName).endswith("+NotoSansJP-Regular")
            assert "/FontFile3" in font


def test_values_are_told_apart_from_the_template_by_json() -> None:
    values, replaced = pdf.values_of({"a": ("1", {"b": "😀"}), "made_at": receipt().made_at, "n": None})
    assert json.loads(values) == {
        "a": ["1", {"b": "〓"}],
        "n": None,
        "replaced": ["😀"],
        "qr": None,
        "proof_qr": None,
        "form_qr": None,
    }
    assert replaced == ("😀",)


def test_a_document_without_a_place_to_check_it_has_no_such_part() -> None:
    assert "本物かどうか" in "".join(pages_in(render(receipt()).pdf))
    assert "本物かどうか" not in "".join(pages_in(render(replace(receipt(), verification=None)).pdf))
