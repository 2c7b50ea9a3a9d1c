"""Bad input on every page of every procedure: said at the field, kept in the form, stored nowhere."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import jaconv
import pytest

from app.procedures.questions.base import QuestionBase
from tests.hostile.places import PLACES, Place
from tests.scenarios.walker import a_photo

pytestmark = pytest.mark.parametrize("place", PLACES, indirect=True)

JUNK = {
    "twelve thousand characters": "あ" * 12_000,
    "a number without end": "9" * 5_000,
    "a family of emoji": "👨‍👩‍👧‍👦🎌☕",
    "control characters": "a\x07b\x1b[31mc\x7f",
    "nothing at all": "\x00",
    "turned round": "\u202egpj.exe\u202c",
    "a script": "<script>alert(1)</script>",
    "the end of an attribute": "\"'><img src=x onerror=alert(1)>",
    "a template": "{{7*7}}{name}%(name)s${7*7}",
    "a statement": "'; DROP TABLE application; --",
    "lines": "一\r\n二\n三",
    "marks on marks": "é" + "\u0301" * 400,
    "wide blanks": "　 　",
    "a path": "../../../../etc/passwd",
}
IN_DIGITS = {"date", "month", "phone", "integer", "money", "decimal", "code"}
CHOSEN = {"choice", "choices", "yes_no", "people", "disaster", "listed"}
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
WRONG_DAYS = [
    ("showa", "64", "1", "8"),
    ("heisei", "31", "5", "1"),
    ("taisho", "15", "12", "26"),
    ("meiji", "45", "7", "31"),
    ("meiji", "5", "1", "1"),
    ("western", "2026", "2", "30"),
    ("western", "2025", "2", "29"),
    ("western", "26", "1", "1"),
    ("western", "9999", "1", "1"),
    ("reiwa", "0", "1", "1"),
    ("reiwa", "8", "13", "1"),
    ("reiwa", "8", "4", "31"),
    ("reiwa", "8", "4", "0"),
    ("reiwa", "-1", "4", "1"),
    ("reiwa", "八年目", "4", "1"),
    ("keio", "3", "1", "1"),
    ("reiwa", "8", "", "1"),
]


def strings_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict | list):
        for inner in answer.values() if isinstance(answer, dict) else answer:
            yield from strings_in(inner)


def boxes_to_type_in(place: Place) -> list[str]:
    found = place.resident.page.xpath("//main//form[contains(@action, '/apply/')]//*[@name]")
    return [each.name for each in found if each.tag == "textarea" or each.get("type", "") in TYPED]


def takes_several(question: QuestionBase) -> bool:
    return question.kind in {"choices", "people"} or bool(getattr(question, "several", False))


TYPED = ("text", "tel", "email", "number", "search", None)


def says_so_at_the_field(place: Place, at: Sequence[str] = ()) -> None:
    """The summary leads to boxes that exist, and each of them says the same in Japanese."""
    complaints = place.resident.complaints
    assert complaints
    for box, message in complaints.items():
        assert re.search("[ぁ-ん]", message), message
        assert message in place.resident.said_at(box)
    for start in at:
        assert any(box == start or box.startswith(f"{start}.") for box in complaints), f"nothing at {start}"
    assert place.resident.page.xpath("//title")[0].text.startswith("エラー：")


def test_whatever_is_typed_gets_an_answer(place: Place) -> None:
    """Must catch: a 500 for any text; a control character stored; markup made of what somebody typed."""
    place.resident.opens(place.path)
    for junk in JUNK.values():
        before = place.answers
        typed = dict.fromkeys(boxes_to_type_in(place), junk)
        place.resident.sends("次へ", typed, expected=(200, 422))
        assert "<script>alert" not in place.resident.answer.text
        assert not place.resident.page.xpath("//*[@onerror]")
        if place.resident.answer.status_code == 422:
            says_so_at_the_field(place)
            assert place.answers == before
            for box in typed:
                assert HARMFUL.search(junk) or place.resident.typed(box).split() == junk.split()
        assert not any(HARMFUL.search(text) or len(text) > 4000 for text in strings_in(place.answers))
        place.resident.opens(place.path)


def test_days_that_never_were_are_told_apart(place: Place) -> None:
    """Must catch: 昭和64年1月8日 read as 平成元年; a 30 February moved to March."""
    place.resident.opens(place.path)
    dates = [at for at, question in place.questions.items() if question.kind == "date"]
    before = place.answers
    shown = [at for at in dates if f"{at}.era" in place.resident.boxes]
    for day in WRONG_DAYS if shown else ():
        parts = dict(zip(("era", "year", "month", "day"), day, strict=True))
        typed = {f"{at}.{part}": text for at in shown for part, text in parts.items()}
        place.resident.sends("次へ", typed, 422)
        says_so_at_the_field(place, shown)
        for box, text in typed.items():
            assert place.resident.typed(box) == text or box.endswith(".era")
        assert place.answers == before


def test_full_width_digits_and_half_width_kana_are_the_same_answer(place: Place) -> None:
    """I-83. Must catch: a complaint about a width, or an answer stored in the width it was typed in."""
    place.resident.opens(place.path)
    # What a person stands behind is never ticked beforehand.
    typed = {at: "yes" for at, question in place.questions.items() if question.kind == "statement"}
    place.resident.sends("次へ", typed, files=papers_for(place))
    place.resident.opens(place.path)
    before = place.answers
    for at, question in place.questions.items():
        for box in [each for each in boxes_to_type_in(place) if each == at or each.startswith(f"{at}.")]:
            value = place.resident.typed(box)
            if question.kind in IN_DIGITS or box.endswith(".postcode"):
                typed[box] = jaconv.h2z(value, digit=True, ascii=False)
            elif question.kind == "kana":
                typed[box] = jaconv.z2h(value, kana=True)
    place.resident.sends("次へ", typed)
    assert place.answers == before


def papers_for(place: Place) -> list[Any] | None:
    """One for each question of the page that cannot do without."""
    asked = (each for each in place.step.questions if each.kind == "photos" and each.required)
    return [(each.key, (f"{each.key}.jpg", a_photo(), "image/jpeg")) for each in asked] or None


def test_a_form_without_its_boxes_is_asked_for_them(place: Place) -> None:
    """Must catch: a missing box taken for an empty answer, or for a fault of the program."""
    place.resident.opens(place.path)
    before, form = place.answers, place.resident.form("次へ")
    token = place.resident.fields_of(form)["form_token"]
    optional = {question.key for question in place.step.questions if not question.required}
    needed = [
        at
        for at, question in place.questions.items()
        if question.required and at.partition(".")[0] not in optional
    ]
    asked = [at for at in needed if f'name="_asked" value="{at}"' in place.resident.answer.text]
    answer = place.resident.client.post(form.action, data={"form_token": token})
    place.resident._shows(answer, 422 if asked else 200)
    if asked:
        says_so_at_the_field(place)
        assert place.answers == before


def test_a_box_that_comes_twice_is_not_guessed_at(place: Place) -> None:
    """Must catch: the first or the last of two contradicting answers taken silently."""
    place.resident.opens(place.path)
    fields = place.resident.fields_of(place.resident.form("次へ"))
    several = {at for at, question in place.questions.items() if takes_several(question)}
    for box in set(fields) - {"form_token", "_asked", "_drawn"} - several:
        before = place.answers
        place.resident.sends("次へ", {box: [*fields[box], "1", "2"]}, expected=(200, 422))
        if not box.endswith((".rows", ".of")):  # how many rows a page had, and whose: no answer
            assert place.resident.answer.status_code == 422, box
            says_so_at_the_field(place, [box.rpartition(".")[0] or box])
            assert place.answers == before
        place.resident.opens(place.path)


def test_an_option_that_nobody_offered_is_refused(place: Place) -> None:
    """Must catch: any value taken from a radio button, a list or a household."""
    place.resident.opens(place.path)
    before = place.answers
    for at, question in place.questions.items():
        is_typed = at in boxes_to_type_in(place)  # the town has no such list
        if question.kind in CHOSEN and at in place.resident.boxes and not is_typed:
            place.resident.sends("次へ", {at: "no_such_option"}, 422)
            says_so_at_the_field(place, [at])
            assert place.answers == before
            place.resident.opens(place.path)


def test_boxes_that_nobody_sees_can_be_tampered_with(place: Place) -> None:
    """Must catch: a count of rows, or a button's value, believed without reading it."""
    place.resident.opens(place.path)
    hidden = set(
        place.resident.page.xpath("//main//form[contains(@action, '/apply/')]//*[@type='hidden']/@name")
    )
    for box in (hidden | {"look_up", "add_row", "remove_row"}) - {"form_token"}:
        for junk in (
            "9" * 5_000,
            "-1",
            "²",
            "1e9",
            "no.such.box",
            "<script>alert(1)</script>",
            "\x00",
            "a.0.b.9",
        ):
            place.resident.sends("次へ", {box: [junk, f"{junk}1"]}, expected=(200, 422))
            assert "<script>alert" not in place.resident.answer.text
            place.resident.opens(place.path)


def test_leaving_in_the_middle_keeps_what_can_be_read(place: Place) -> None:
    """Must catch: 「やめて保存」 that fails, or stores what no page would take."""
    place.resident.opens(place.path)
    place.resident.sends("やめて保存", dict.fromkeys(boxes_to_type_in(place), JUNK["turned round"]))
    assert place.resident.heading == "保存しました"
    assert not any(HARMFUL.search(text) for text in strings_in(place.answers))
