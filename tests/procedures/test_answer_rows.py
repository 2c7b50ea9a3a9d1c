"""Answers as the one list that pages, papers and exports read."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.procedures.answer_rows import answer_rows, columns_of
from tests.procedures.making import a_journey, a_person, a_procedure, a_step, described

INNER = [
    described("name", "child", prefill="row"),
    described("choice", "home"),
    described("text", "where", when={"question": "home", "eq": "b"}),
]
PROCEDURE = a_procedure(
    a_step("me", described("name", "me", prefill="person"), described("text", "note", required=False)),
    a_step("kind", described("yes_no", "more")),
    a_step("people", described("people", "picked")),
    a_step(
        "children",
        described("group", "children", questions=INNER, rows_from="picked", most=2),
        when={"question": "more", "eq": True},
    ),
    a_step("truth", described("statement", "truth"), at_check=True),
)
HANA = a_person("hana", family_name="見本", given_name="花")
KNOWN = {"person.family_name": "見本", "person.given_name": "太郎", "household.members": [HANA]}
PICKED = [{part: HANA[part] for part in ("key", "family_name", "given_name", "date_of_birth")}]
ANSWERS: dict[str, Any] = {
    "me": {"family": "見本", "given": "太郎"},
    "note": None,
    "more": True,
    "picked": PICKED,
    "children": [{"child": {"family": "見本", "given": "華"}, "home": "a"}],
}


def test_every_answer_stands_in_the_order_of_the_pages() -> None:
    rows = answer_rows(a_journey(PROCEDURE, ANSWERS, KNOWN))
    assert [(row.at, row.text) for row in rows] == [
        ("me", "見本 太郎"),
        ("note", ""),
        ("more", "はい"),
        ("picked", "見本 花"),
        ("children.0.child", "見本 華"),
        ("children.0.home", "あ"),
    ]
    assert [row.step.key for row in rows] == ["me", "me", "kind", "people", "children", "children"]


def test_a_row_says_whose_it_is() -> None:
    rows = answer_rows(a_journey(PROCEDURE, ANSWERS, KNOWN))
    assert [(row.row, row.group.key if row.group else None) for row in rows[-2:]] == [(1, "children")] * 2
    assert rows[0].row is None
    assert rows[0].group is None


def test_a_row_says_whether_the_register_agrees() -> None:
    """Must catch: the name of the applicant compared with that of the child."""
    me, note, *_, child, home = answer_rows(a_journey(PROCEDURE, ANSWERS, KNOWN))
    assert me.is_from_register
    assert not child.is_from_register
    assert child.suggested == {"family": "見本", "given": "花"}
    assert note.suggested is None
    assert home.suggested is None
    assert not home.is_from_register


def test_a_row_of_somebody_the_register_does_not_know_has_nothing_beside_it() -> None:
    elsewhere = [{"key": "", "family_name": "", "given_name": "", "date_of_birth": ""}]
    two = {**ANSWERS, "picked": [*PICKED, *elsewhere], "children": ANSWERS["children"] * 2}
    rows = {row.at: row for row in answer_rows(a_journey(PROCEDURE, two, KNOWN))}
    assert rows["children.0.child"].suggested
    assert rows["children.1.child"].suggested is None
    unpicked = {key: answer for key, answer in ANSWERS.items() if key != "picked"}
    assert answer_rows(a_journey(PROCEDURE, unpicked))[-1].suggested is None


def test_what_is_hidden_or_was_never_asked_is_no_row() -> None:
    """Must catch: an answer to a hidden question printed on the receipt."""
    rows = answer_rows(a_journey(PROCEDURE, {**ANSWERS, "more": False}, KNOWN))
    assert [row.at for row in rows] == ["me", "note", "more", "picked"]
    assert answer_rows(a_journey(PROCEDURE, {})) == []


def test_no_and_nought_are_told() -> None:
    """Must catch: 「いいえ」 shown as nothing."""
    rows = answer_rows(a_journey(PROCEDURE, {"more": False}))
    assert [row.text for row in rows] == ["いいえ"]


def test_a_group_nobody_filled_in_has_no_rows() -> None:
    assert [row.at for row in answer_rows(a_journey(PROCEDURE, {"more": True, "children": None}))] == ["more"]


HEADINGS = [
    "me",
    "note",
    "more",
    "picked",
    *(f"children{n}：{name}" for n in (1, 2) for name in ("child", "home", "where")),
    "truth",
]

any_answers = st.fixed_dictionaries(
    {},
    optional={
        "me": st.just({"family": "見本", "given": ""}),
        "note": st.one_of(st.none(), st.text(max_size=5)),
        "more": st.booleans(),
        "picked": st.just(PICKED),
        "children": st.lists(
            st.fixed_dictionaries({"home": st.sampled_from(["a", "b"])}, optional={"where": st.just("寮")}),
            max_size=2,
        ),
        "truth": st.just(True),
    },
)


@given(answers=any_answers)
def test_columns_line_up_for_any_answers(answers: dict[str, Any]) -> None:
    """Must catch: a table in which one person's address stands in the column of another's name."""
    cells = columns_of(a_journey(PROCEDURE, answers, KNOWN))
    assert [*cells] == HEADINGS
    if not answers.get("more"):
        assert not any(cell for heading, cell in cells.items() if heading.startswith("children"))
