"""Whatever the engine puts together: a page that is not of this case is found, and nothing is handed out."""

import io
from functools import cache

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents import pdf
from app.documents.glyphs import folded, is_read_in
from app.documents.pdf import render
from app.documents.reading import NotWhole
from app.documents.shapes import ApplicationCopy, Document, Row, Section
from app.japan.reference_numbers import reference_number
from tests.documents.samples import STAMP, copy, notice, pages_in, receipt, receipt_to_sign

ROWS = tuple(Row(f"質問{number}", "答え" * 60) for number in range(9))
PEOPLE = {1: "水野 陽子", 2: "小林 大輔", 3: "水野 陽子"}


@cache
def document_of(person: int) -> ApplicationCopy:
    return copy(
        reference_number=reference_number(2026, person),
        applicant_name=PEOPLE[person],
        sections=(Section("長い", (*ROWS, Row("控え", f"受付番号 {reference_number(2026, 1)}"))),),
    )


def put_together(pages: list[tuple[int, int]]) -> bytes:
    """Pages by person and place; place -1 is a blank one."""
    out, made = io.BytesIO(), pikepdf.new()
    for person, place in pages:
        if place < 0:
            made.add_blank_page()
            continue
        with pikepdf.open(io.BytesIO(MADE[person])) as source:
            made.pages.append(source.pages[place])
    made.save(out)
    return out.getvalue()


MADE = {person: render(document_of(person)).pdf for person in PEOPLE}
RIGHT = [(1, place) for place in range(len(pages_in(MADE[1])))]
anywhere = st.tuples(st.sampled_from(sorted(PEOPLE)), st.integers(-1, len(RIGHT) - 1))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(anywhere, max_size=len(RIGHT) + 1).filter(lambda pages: pages != RIGHT))
def test_a_document_of_other_pages_is_always_caught(
    monkeypatch: pytest.MonkeyPatch, pages: list[tuple[int, int]]
) -> None:
    """I-33. Pages of others, lost, doubled, in another order, blank: each is refused.

    Must catch: looking at the first page only, or for the number anywhere on the page: people quote numbers.
    """
    monkeypatch.setattr(pdf, "typeset", lambda *_: put_together(pages))
    with pytest.raises(NotWhole):
        render(document_of(1))


@pytest.mark.parametrize("place", range(len(RIGHT)))
@pytest.mark.parametrize("person", [2, 3, None])
def test_one_page_of_another_is_always_caught(
    monkeypatch: pytest.MonkeyPatch, place: int, person: int | None
) -> None:
    """I-33. Must catch: the page checks left out; a namesake's page let through."""
    pages = list(RIGHT)
    pages[place] = (person, place) if person else (1, -1)
    monkeypatch.setattr(pdf, "typeset", lambda *_: put_together(pages))
    with pytest.raises(NotWhole):
        render(document_of(1))


def test_the_pages_that_belong_together_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "typeset", lambda *_: put_together(RIGHT))
    assert render(document_of(1)).pdf


@pytest.mark.parametrize("make", [receipt, copy, notice])
def test_the_name_of_another_is_caught(monkeypatch: pytest.MonkeyPatch, make) -> None:  # type: ignore[no-untyped-def]  # three shapes
    """I-33. Must catch: the right number over the wrong name."""
    right: Document = make()
    other = render(receipt(applicant_name="別の人")).pdf
    monkeypatch.setattr(pdf, "typeset", lambda *_: other)
    with pytest.raises(NotWhole, match="name"):
        render(right)


def test_nothing_is_signed_that_is_not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """I-33. Must catch: a signature over a paper that nobody looked at."""
    monkeypatch.setattr(pdf, "typeset", lambda *_: MADE[2])
    with pytest.raises(NotWhole):
        STAMP.issue(receipt_to_sign())


AWKWARD = [
    "髙﨑 𠮷葛\U000e0100\ufa19\U00020bb7",
    "路\uf937 論\U0002f8db",
    "ﾊﾟﾋﾟ か\u309aが",
    "O’Brien–Müller ⼿⽇",
    "寿限無寿限無五劫の擦り切れ" * 8,
    "x" * 150,
    "山田😀\U000e0103",
    "杞\U0002f8db",
    "\u00adソフト",
    "(㈱) ①",
    "ﾊﾟﾋﾟﾊﾅｺ",
    "Nguye\u0302\u0303n Va\u0306n Tha\u0301ng",
    "*.+[x](y)\\d",
]


def test_a_name_is_read_where_it_stands_and_no_other() -> None:
    """I-33. Must catch: a comparison so loose that every name passes."""
    page = folded("受付のお知らせ 水野 陽子　様 ﾊﾟﾋﾟ")
    assert is_read_in("水野 陽子", page)
    assert not is_read_in("水野 花子", page)
    assert not is_read_in("ﾊﾟ山 陽子", page)


@pytest.mark.parametrize("name", AWKWARD)
def test_whoever_has_a_rare_name_gets_their_paper(name: str) -> None:
    """Must catch: a check that refuses what is right, because two characters share one glyph."""
    assert render(receipt(applicant_name=name)).pdf
