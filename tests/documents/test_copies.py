"""The copy of an application that somebody keeps: every answer of every procedure, however long and however many."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from PIL import ImageChops

from app.applications.documents import attachments_in, sections_of
from app.applications.export.csv import as_csv
from app.applications.export.json import as_json
from app.applications.export.rows import Exported, table_row
from app.applications.lifecycle import State
from app.documents.glyphs import folded, is_read_in
from app.documents.pdf import render
from app.documents.shapes import ApplicationCopy
from app.procedures.answer_rows import answer_rows
from app.procedures.journey import Journey
from tests import make
from tests.branches import branches
from tests.conftest import NOW
from tests.documents.samples import NUMBER, copy, pages_in, pictures_of
from tests.procedures.making import a_procedure, a_step, described
from tests.walks import WALKS

KEYS = sorted(make.catalog())
SAMPLE = KEYS[:: max(1, len(KEYS) // 5)][:5]
EVERY = [pytest.param(key, marks=() if key in SAMPLE else pytest.mark.long) for key in KEYS]
RARE = ["𠮷野", "髙橋", "山﨑", "葛\U000e0100城", "﨑\U000e0100"]


def copy_of(journey: Journey, **changes: Any) -> ApplicationCopy:
    return copy(
        procedure=journey.procedure.title.ja,
        sections=sections_of(answer_rows(journey)),
        attachments=attachments_in(journey.procedure, journey.answers),
        **changes,
    )


def ways_of(key: str) -> list[Journey]:
    """The longest way of each person who walks it."""
    walk = WALKS[key]
    found = []
    for person, kept in ((walk.person, walk.given), *walk.others):
        ways = [
            make.filled(key, {**way, **kept}, person, later=True) for _, way in branches(make.catalog()[key])
        ]
        found.append(max(ways, key=lambda journey: len(answer_rows(journey))))
    return found


def read_out(document: ApplicationCopy) -> str:
    """Its text in one piece, without the feet, after each was looked at."""
    pages = [folded(page) for page in pages_in(render(document).pdf)]
    foot = folded(f"受付番号{NUMBER}{document.municipality}")
    for at, page in enumerate(pages, 1):
        assert page.endswith(folded(f"{at}／{len(pages)}ページ"))
        assert foot in page
    return "".join(page.rpartition(foot)[0].replace("質問答え", "") for page in pages)


@pytest.mark.parametrize("key", EVERY)
def test_every_answer_of_every_procedure_is_in_its_copy(key: str) -> None:
    """Must catch: a kind that is not printed, a group cut after its first row, a page without its number."""
    for journey in ways_of(key):
        rows = answer_rows(journey)
        text = read_out(copy_of(journey))
        assert [row.at for row in rows if not is_read_in(row.question.name.ja, text)] == []
        assert [row.at for row in rows if row.text and not is_read_in(row.text, text)] == []
        assert all(is_read_in(section.title, text) for section in sections_of(rows))


def test_groups_of_one_page_stand_apart() -> None:
    """Must catch: the first rows of two groups under one heading."""
    people, machines = ({"questions": [described("text", word)]} for word in ("name", "model"))
    groups = (
        described("group", "people", **people),
        described("group", "machines", row_name="台", **machines),
    )
    procedure = a_procedure(a_step("one", *groups, described("text", "after")))
    answers = {"people": [{"name": "あ"}], "machines": [{"model": "い"}, {"model": "う"}], "after": "え"}
    journey = replace(make.journey(make.CERTIFICATE), procedure=procedure, answers=answers)
    assert [section.title for section in sections_of(answer_rows(journey))] == [
        "one（1人目）",
        "one（1番目）",
        "one（2番目）",
        "one",
    ]


@pytest.mark.parametrize("name", RARE)
def test_a_rare_name_survives_in_every_form_it_is_taken_along(name: str) -> None:
    """Must catch: a name folded, composed or without its variant, in JSON, in CSV or on paper."""
    answers = {"applicant_name": {"family": name, "given": "はる"}}
    journey = make.filled(make.CERTIFICATE, answers)
    case = Exported("26-000001-D", State.ARRIVED, NOW, 1, "f" * 64, journey, with_sensitive=True)
    assert json.loads(as_json(case))["answers"] == dict(journey.answers)
    table = list(csv.DictReader(io.StringIO(as_csv([table_row(case)]).decode("utf-8-sig"), newline="")))
    assert f"{name} はる" in table[0].values()
    rendered = render(copy_of(journey, applicant_name=f"{name} はる"))
    assert is_read_in(f"{name} はる", folded("".join(pages_in(rendered.pdf))))
    assert "〓" not in "".join(pages_in(rendered.pdf)).replace("「〓」", "")


def a_full_one() -> ApplicationCopy:
    """Four thousand characters, ten people with ten answers each, twenty files."""
    texts = [described("text", f"q{at}", name=f"質問{at}") for at in range(10)]
    procedure = a_procedure(
        a_step("long", described("text", "free", longest=4000, lines=20)),
        a_step("many", described("group", "rows", questions=texts)),
        a_step("files", described("photos", "photos", most=20)),
    )
    file = {"id": "x", "name": "とても長い名前の写真" * 4 + ".jpg", "sha256": "a" * 64, "bytes": 1_900_000}
    answers = {
        "free": "とても困りました。" * 444,
        "rows": [{f"q{at}": f"{row}の{at}の答え" for at in range(10)} for row in range(10)],
        "photos": [{**file, "id": str(at)} for at in range(20)],
    }
    journey = replace(make.journey(make.CERTIFICATE), procedure=procedure, answers=answers)
    return copy_of(journey)


def test_long_answers_ten_people_and_twenty_files_break_well() -> None:
    """Must catch: a heading left alone at the foot, ink in the margins, a page that is nearly empty."""
    document = a_full_one()
    text = read_out(document)
    assert all(is_read_in(f"{row}の{at}の答え", text) for row in range(10) for at in range(10))
    assert text.count("とても困りました。") >= 440
    pages = pictures_of(document)
    assert 5 <= len(pages) <= 14
    for page in pages:
        for left, right in ((0, 0.07), (0.93, 1)):
            strip = page.crop((int(page.width * left), 0, int(page.width * right), page.height))
            assert ImageChops.invert(strip).getbbox() is None
    for page in pages[:-1]:
        upper = page.crop((0, 0, page.width, int(page.height * 0.9)))
        box = ImageChops.invert(upper).getbbox()
        assert box is not None
        assert box[3] > page.height * 0.5, "half of the page is used"
