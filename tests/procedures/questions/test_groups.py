"""The same questions for each of several people."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.procedures.questions.groups import realigned, row_known
from app.procedures.row_boxes import rows_shown
from tests.japan.reading import any_text
from tests.procedures.making import a_person, a_question, complaints, described, gather

INNER = [
    described("name", "who", prefill="row"),
    described(
        "choice",
        "home",
        options=[{"value": "together", "label": "同居"}, {"value": "apart", "label": "別居"}],
    ),
    described("text", "where", when={"question": "home", "eq": "apart"}),
    described("integer", "age", required=False),
]
FREE = a_question("group", "kids", questions=INNER, most=3)
PICKED = a_question("group", "kids", questions=INNER, rows_from="joining", most=3)
HANA, TARO, ELSE = a_person("hana"), a_person("taro"), {"key": ""}
KNOWN = {"candidates": [HANA, TARO], "household.members": [{"key": "hana", "family_name": "別"}]}


def row(index: int, **answers: str) -> dict[str, list[str]]:
    plain = {"who.family": "見本", "who.given": "花", "home": "together"} | answers
    return {f"kids.{index}.{key}": [text] for key, text in plain.items()}


def joining(*people: Mapping[str, Any]) -> dict[str, Any]:
    return {"joining": [*people]}


def test_a_page_has_as_many_rows_as_it_showed() -> None:
    answer = gather(FREE, {"kids.rows": ["2"], **row(0), **row(1, home="apart", where="寮")}).answer
    assert answer == [
        {"who": {"family": "見本", "given": "花"}, "home": "together", "age": None},
        {"who": {"family": "見本", "given": "花"}, "home": "apart", "where": "寮", "age": None},
    ]


def test_rows_beyond_those_shown_are_not_read() -> None:
    """Must catch: a row that was taken away on the page and comes back from its boxes."""
    assert len(gather(FREE, {"kids.rows": ["1"], **row(0), **row(1)}).answer) == 1


@pytest.mark.parametrize("rows", [[], ["0"], ["-1"], ["x"], ["²"], [""], ["9" * 5000], ["1", "2"]])
def test_what_no_page_of_ours_says_means_the_least(rows: list[str]) -> None:
    """Must catch: a number of five thousand digits, or a box sent twice, ending in an error of ours."""
    assert len(gather(FREE, {"kids.rows": rows, **row(0)}).answer) == 1


@given(text=any_text)
def test_any_text_is_a_number_of_rows_or_none(text: str) -> None:
    assert 0 <= rows_shown({"kids.rows": [text]}, "kids") <= 99


def test_no_page_has_more_rows_than_the_definition_allows() -> None:
    """Must catch: a fourth person dropped without a word."""
    reading = gather(FREE, {"kids.rows": ["4"], **row(0), **row(1), **row(2), **row(3)})
    assert len(reading.answer) == 3
    sentence = "kidsは、1回の申請で3人までです。残りは、別に申請してください。"
    assert complaints(reading) == [("kids", sentence)]
    full = gather(FREE, {"kids.rows": ["3"], **row(0), **row(1), **row(2)})
    assert complaints(full) == []


def test_who_was_picked_decides_the_rows() -> None:
    """Must catch: one child forgotten because the page said one row."""
    picked = joining(HANA, TARO)
    reading = gather(PICKED, {"kids.rows": ["1"], **row(0)}, picked, known=KNOWN)
    assert [at for at, _ in complaints(reading)] == ["kids.1.who.family", "kids.1.home"]
    assert len(gather(PICKED, {"kids.rows": ["3"], **row(0)}, joining(HANA), known=KNOWN).answer) == 1


def test_each_row_is_told_what_is_known_of_its_person() -> None:
    """Must catch: the first child's name suggested for the second, and a namesake of another list."""
    people = PICKED.people(
        joining(TARO, HANA, {"key": ""}), {"members": [{"key": "x"}], **KNOWN, "also": [HANA]}
    )
    assert [person.get("given_name") for person in people] == ["taro", "hana", None]
    assert PICKED.people({}, KNOWN) == []


def test_what_is_known_of_a_person_is_flattened() -> None:
    """Must catch: an address of another row left over where this person has none."""
    known = row_known({"person.sex": "f"}, {"key": "hana", "address": {"town": "中央", "block": "1"}})
    assert known == {
        "person.sex": "f",
        "row.key": "hana",
        "row.address.town": "中央",
        "row.address.block": "1",
    }


def test_an_error_stands_at_the_right_box() -> None:
    boxes = {"kids.rows": ["2"], **row(0), **row(1, home="apart", age="many", **{"who.family": ""})}
    assert [at for at, _ in complaints(gather(FREE, boxes))] == [
        "kids.1.who.family",
        "kids.1.where",
        "kids.1.age",
    ]


def test_what_could_be_understood_is_kept_beside_the_errors() -> None:
    """Must catch: a whole page of typing thrown away because somebody left before the last box."""
    reading = gather(FREE, {"kids.rows": ["2"], **row(0), **row(1, home="")})
    assert reading.errors
    assert reading.answer[0]["home"] == "together"
    assert reading.answer[1] == {"who": {"family": "見本", "given": "花"}, "age": None}
    assert not FREE.is_answered({}, reading.answer)


def test_a_question_the_page_did_not_show_is_asked_next_and_is_no_error() -> None:
    """Must catch: 「住所を入力してください」 at a box nobody has seen yet."""
    shown = ["kids.0.who", "kids.0.home", "kids.0.age"]
    reading = gather(FREE, {"_asked": shown, "kids.rows": ["1"], **row(0, home="apart")})
    assert reading.errors == ()
    assert "where" not in reading.answer[0]
    assert not FREE.is_answered({}, reading.answer)
    second = gather(FREE, {"_asked": [*shown, "kids.0.where"], "kids.rows": ["1"], **row(0, home="apart")})
    assert [at for at, _ in complaints(second)] == ["kids.0.where"]


def test_it_is_answered_when_everybody_has_every_answer() -> None:
    """Must catch: a second child picked later whom nobody asks about."""
    full = gather(FREE, {"kids.rows": ["1"], **row(0)}).answer
    assert PICKED.is_answered(joining(HANA), full)
    assert not PICKED.is_answered(joining(HANA, TARO), full)
    assert not PICKED.is_answered(joining(HANA), [{}])
    assert FREE.is_answered({}, full * 3)
    assert not FREE.is_answered({}, [])


def test_a_row_knows_what_any_list_tells_of_its_person() -> None:
    """Must catch: the last list in place of all of them: no facility for whom the household lists as well."""
    lists = {
        "childcare.enrolled": [HANA | {"facility_name": "見本園"}],
        "household.children": [HANA | {"relationship_to_applicant": "child"}],
    }
    for known in (lists, dict(reversed(lists.items()))):
        (person,) = PICKED.people(joining(HANA), known)
        assert (person["facility_name"], person["relationship_to_applicant"]) == ("見本園", "child")


def test_rows_follow_their_people() -> None:
    """Must catch: the answers about one child kept for another after the choice has changed."""
    rows = [{"age": 1}, {"age": 2}]
    assert realigned(rows, [HANA, TARO], [TARO]) == [{"age": 2}]
    assert realigned(rows, [HANA, TARO], [TARO, HANA]) == [{"age": 2}, {"age": 1}]
    assert realigned(rows, [HANA], [TARO]) == [{}]
    assert realigned([], [HANA, TARO], [HANA, TARO]) == [{}, {}]


def test_rows_of_people_who_are_not_listed_stay_in_their_order() -> None:
    """Must catch: a twin typed by hand who turns into 太郎, or is lost, when the choice changes."""
    rows = [{"age": 1}, {"age": 2}, {"age": 3}]
    assert realigned(rows, [HANA, ELSE], [HANA, TARO, ELSE]) == [{"age": 1}, {}, {"age": 2}, {"age": 3}]
    assert realigned(rows, [HANA, ELSE], [TARO, ELSE]) == [{}, {"age": 2}, {"age": 3}]
    assert realigned(rows, [HANA, ELSE], [ELSE]) == [{"age": 2}, {"age": 3}]
    assert realigned(rows, [HANA, ELSE], [HANA]) == [{"age": 1}]
    assert realigned(rows[:1], [HANA], [HANA, ELSE]) == [{"age": 1}, {}]
    assert realigned(rows, [], [HANA, ELSE]) == [{}, *rows], "typed while the register was silent"


def test_rows_are_free_where_somebody_is_not_listed() -> None:
    """Must catch: one row only for 「ここにいない」, so that twins need two applications."""
    boxes = {"kids.rows": ["3"], **row(0), **row(1), **row(2)}
    assert len(gather(PICKED, boxes, joining(HANA, ELSE), known=KNOWN).answer) == 3
    assert len(gather(PICKED, boxes, joining(ELSE), known=KNOWN).answer) == 3
    assert len(gather(PICKED, boxes, {}).answer) == 3
    assert len(gather(PICKED, boxes, joining(HANA, TARO), known=KNOWN).answer) == 2
    assert [PICKED.bound(joining(HANA, ELSE)), PICKED.bound({})] == [["hana"], []]


def test_somebody_who_is_not_listed_has_at_least_one_row() -> None:
    """Must catch: 「ここにいない」 picked and nobody typed, taken for a whole answer."""
    both = joining(HANA, ELSE)
    one = gather(FREE, {"kids.rows": ["1"], **row(0)}).answer
    assert not PICKED.is_answered(both, one)
    assert PICKED.is_answered(both, one * 2)
    assert PICKED.is_answered(both, one * 3)
    assert not PICKED.is_answered(both, one * 4), "more than there may be"
    assert not PICKED.is_answered(joining(HANA), one * 2)


rows_of_answers = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.just({"family": "見本", "given": ""}),
            "home": st.just("together"),
            "age": st.one_of(st.none(), st.integers(0, 99)),
        }
    ),
    min_size=1,
    max_size=3,
)


@given(answer=rows_of_answers)
def test_the_boxes_of_rows_are_read_as_these_rows(answer: list[dict[str, Any]]) -> None:
    assert gather(FREE, FREE.boxes(answer, "kids")).answer == answer


@given(answer=st.one_of(st.none(), rows_of_answers))
def test_columns_line_up_for_any_number_of_rows(answer: list[dict[str, Any]] | None) -> None:
    cells = FREE.columns(answer)
    assert [*cells] == [f"kids{n}：{name}" for n in (1, 2, 3) for name in ("who", "home", "where", "age")]
    assert sum(bool(cell) for heading, cell in cells.items() if heading.endswith("who")) == len(answer or [])


@pytest.mark.parametrize(
    ("inner", "problem"),
    [
        (described("group", "more", questions=INNER), "a group cannot hold group"),
        (described("photos", "pictures"), "a group cannot hold photos"),
        (
            described("text", "why", when={"fact": "ledger_is_unknown", "eq": True}),
            "why depends on a fact, which a row does not know",
        ),
    ],
)
def test_what_a_row_cannot_hold_is_named(inner: dict[str, Any], problem: str) -> None:
    assert a_question("group", questions=[*INNER, inner]).problems() == [problem]
    assert FREE.problems() == []


def test_it_is_shown_by_its_number() -> None:
    assert FREE.show([{}, {}]) == "2人"
