"""Pages as they look: nothing runs over an edge, whatever people are called."""

from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from app.documents.shapes import Addressee, Attachment, Document, Issuer, Outcome, PaidLine, Row, Section
from tests.documents.samples import VERIFICATION, confirmation, copy, notice, pictures_of, receipt

LONG_NAME = "寿限無寿限無五劫の擦り切れ" * 8
LONG_WORD = "x" * 150
LONG_MAIL = "a.very.long.name.that.goes.on@and.on." * 3 + "midorino.example"
LONG_HOST = "tetsuzuki." * 14 + "example"

CROWDED: tuple[Document, ...] = (
    receipt(
        applicant_name=LONG_NAME,
        identity=LONG_WORD,
        check_url=f"https://{LONG_HOST}/resume",
        verification=replace(VERIFICATION, url=f"https://{LONG_HOST}/verify"),
        attachments=tuple(Attachment(LONG_WORD + ".jpg", "19.9MB", "f" * 16) for _ in range(20)),
    ),
    copy(sections=(Section(LONG_NAME, (Row(LONG_WORD, LONG_MAIL), Row(LONG_NAME, "あ\n" * 120))),)),
    notice(
        Outcome.REFUSED,
        title="とても長い名前の手当の額の改定の請求の却下の通知書" * 2,
        addressee=Addressee(LONG_NAME, "399-0000", (LONG_NAME, LONG_WORD)),
        issuer=Issuer("みどり野町長", LONG_NAME[:30]),
        ruling=(LONG_WORD, LONG_NAME * 5),
        reasons=(LONG_WORD * 3, LONG_NAME * 20),
    ),
    confirmation(
        payer_name=LONG_NAME, lines=tuple(PaidLine(LONG_WORD, "99通", "9,999,999円") for _ in range(30))
    ),
)


def ink_in(page: Image.Image, left: float, right: float) -> bool:
    """Whether anything is drawn between two distances from the left edge, in parts of the width."""
    strip = page.crop((int(page.width * left), 0, int(page.width * right), page.height))
    return ImageChops.invert(strip).getbbox() is not None


@pytest.mark.parametrize("document", CROWDED, ids=lambda document: document.template)
def test_nothing_runs_over_the_edge_of_the_paper(document: Document) -> None:
    """Must catch: a word, an address or a block that does not break."""
    pages = pictures_of(document)
    assert len(pages) >= 2
    for page in pages:
        assert not ink_in(page, 0.93, 1)
        assert not ink_in(page, 0, 0.07)
        assert ink_in(page, 0.15, 0.85)


def test_a_usual_document_is_one_or_two_pages() -> None:
    assert len(pictures_of(confirmation())) == 1
    assert len(pictures_of(receipt())) <= 2
    assert len(pictures_of(notice())) <= 2


def test_long_answers_continue_on_the_next_page() -> None:
    """Must catch: a block that cannot break and swallows what does not fit."""
    rows = (Row("事情", "\n".join(f"{number}行目" for number in range(150))),)
    assert len(pictures_of(copy(sections=(Section("事情", rows),), attachments=()))) >= 4
