"""I-110. Two hands on one page: nothing typed is lost, and nobody is asked about what only one side has changed."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.applications.hands import Hand
from app.language import Language
from app.procedures.drawn import Cell, as_text, from_text
from app.web.drawing.conflicts import Reader
from tests.procedures.editors import Editor, Store
from tests.procedures.making import a_person, a_procedure, a_step, described

HOME = [described("text", "street", required=False), described("text", "note", required=False)]
PROCEDURE = a_procedure(
    a_step(
        "all",
        described("choice", "way", required=False),
        described("text", "bank", required=False, when={"question": "way", "eq": "a"}),
        described("text", "first", required=False),
        described("text", "second", required=False),
        described(
            "group",
            "rows",
            questions=[
                described("text", "name", required=False),
                described("choice", "kind", required=False),
                described("text", "school", required=False, when={"question": "kind", "eq": "a"}),
            ],
            most=4,
        ),
    ),
)
PHONE, DESK = Reader(Language.JAPANESE, Hand.SELF), Reader(Language.JAPANESE, Hand.COUNTER)


def two(procedure: Any = PROCEDURE, known: Any = None, **answers: Any) -> tuple[Store, Editor, Editor]:
    """Both have the page before them."""
    store = Store(procedure, known or {}, answers)
    phone, desk = Editor(store, PHONE), Editor(store, DESK)
    phone.opens()
    desk.opens()
    return store, phone, desk


def ats(editor: Editor) -> list[str]:
    return [clash.at for clash in editor.taken.clashes] if editor.taken else []


def test_what_each_changed_alone_is_put_together() -> None:
    store, phone, desk = two(first="old", second="old")
    desk.types("first", "desk")
    phone.types("second", "phone")
    desk.sends()
    phone.sends()
    assert ats(phone) == []
    assert (store.answers["first"], store.answers["second"]) == ("desk", "phone")


def test_the_same_typed_by_both_is_no_clash() -> None:
    store, phone, desk = two(first="old")
    for each in (desk, phone):
        each.types("first", "new")
        each.sends()
    assert ats(phone) == []
    assert store.answers["first"] == "new"


def test_different_answers_wait_for_a_choice_and_nothing_is_saved_before_it() -> None:
    store, phone, desk = two(first="old", second="old")
    desk.types("first", "desk")
    phone.types("first", "phone")
    phone.types("second", "phone too")
    desk.sends()
    phone.sends()
    assert [(c.at, c.mine, c.theirs) for c in phone.taken.clashes] == [("first", "phone", "desk")]
    assert store.answers["second"] == "old"
    phone.sends()
    assert ats(phone) == ["first"], "without a choice it is asked again"
    phone.chooses("first", "mine")
    phone.sends()
    assert (store.answers["first"], store.answers["second"]) == ("phone", "phone too")


def test_theirs_may_be_chosen() -> None:
    store, phone, desk = two(first="old")
    for each, text in ((desk, "desk"), (phone, "phone")):
        each.types("first", text)
        each.sends()
    phone.chooses("first", "theirs")
    phone.sends()
    assert ats(phone) == []
    assert store.answers["first"] == "desk"


def test_a_choice_does_not_hold_for_what_came_after_it_was_offered() -> None:
    """I-110. Must catch: 「窓口の答え」 chosen, and another answer than the one that was shown is kept or lost."""
    store, phone, desk = two(first="old")
    for each, text in ((desk, "desk"), (phone, "phone")):
        each.types("first", text)
        each.sends()
    phone.chooses("first", "mine")
    desk.opens()
    desk.types("first", "desk again")
    desk.sends()
    phone.sends()
    assert [(c.mine, c.theirs) for c in phone.taken.clashes] == [("phone", "desk again")]
    assert store.answers["first"] == "desk again"


def test_an_answer_taken_away_is_a_change_too() -> None:
    store, phone, desk = two(first="old")
    desk.types("first", "")
    phone.types("first", "phone")
    desk.sends()
    phone.sends()
    assert [(c.mine, c.theirs) for c in phone.taken.clashes] == [("phone", None)]
    assert store.answers["first"] is None


def test_what_the_register_suggests_is_not_typed_by_anybody() -> None:
    """I-110. Must catch: whoever goes on past a filled-in page is asked about an answer they never touched."""
    procedure = a_procedure(a_step("all", described("text", "first", prefill="person.first", required=False)))
    store, phone, desk = two(procedure, {"person.first": "suggested"})
    phone.boxes["first"] = ["suggested"]
    desk.types("first", "desk")
    desk.sends()
    phone.sends()
    assert ats(phone) == []
    assert store.answers["first"] == "desk"


def test_rows_of_the_same_things_are_put_together_answer_by_answer() -> None:
    store, phone, desk = two(rows=[{"name": "A"}, {"name": "B"}])
    desk.types("rows.0.name", "A desk")
    phone.types("rows.1.name", "B phone")
    desk.sends()
    phone.sends()
    assert ats(phone) == []
    assert [row["name"] for row in store.answers["rows"]] == ["A desk", "B phone"]


def test_rows_that_both_have_added_are_shown_whole() -> None:
    store, phone, desk = two(rows=[{"name": "A"}])
    for each, text in ((desk, "desk"), (phone, "phone")):
        index = each.adds_row("rows")
        each.types(f"rows.{index}.name", text)
        each.boxes["_asked"].append(f"rows.{index}.name")
        each.sends()
    assert ats(phone) == ["rows"]
    phone.chooses("rows", "mine")
    phone.sends()
    assert [row["name"] for row in store.answers["rows"]] == ["A", "phone"]


def test_what_a_changed_row_no_longer_asks_is_shown_before_it_goes() -> None:
    store, phone, desk = two(rows=[{"name": "A", "kind": "a"}])
    desk.types("rows.0.kind", "b")
    phone.types("rows.0.school", "phone")
    desk.sends()
    phone.sends()
    assert [(c.at, c.mine) for c in phone.taken.clashes] == [("rows.0.school", "phone")]
    phone.chooses("rows.0.school", "theirs")
    phone.sends()
    assert store.answers["rows"][0] == {"name": "A", "kind": "b"}


def test_rows_of_people_stay_theirs_when_somebody_else_is_picked_meanwhile() -> None:
    procedure = a_procedure(
        a_step("who", described("people", "picked"), described("text", "first", required=False))
    )
    known = {"household.members": [a_person("hana"), a_person("taro")]}
    store, phone, desk = two(procedure, known, picked=[a_person("hana")])
    desk.types("picked", "taro")
    phone.types("first", "phone")
    desk.sends()
    phone.sends()
    assert ats(phone) == []
    assert [person["key"] for person in store.answers["picked"]] == ["taro"]
    assert store.answers["first"] == "phone"


def test_what_a_page_says_of_itself_comes_back_as_it_went_out() -> None:
    drawn = {"first": Cell("0123456789ab", True), "rows.0.name": Cell("ba9876543210", False)}
    assert from_text(as_text(drawn)) == drawn
    assert from_text("first first=x first=s12 =s0123456789ab") == {}


ASKED_BY = {"bank": "way", "rows.0.school": "rows.0.kind", "rows.1.school": "rows.1.kind"}
WRITES = st.tuples(
    st.sampled_from(["phone", "desk"]),
    st.sampled_from(["first", "second", "bank", "rows.0.name", "rows.1.name", "rows.0.school"]),
)
TURNS = st.tuples(st.sampled_from(["phone", "desk"]), st.sampled_from(["a", "b", ""]))
EVENTS = st.lists(
    st.one_of(
        WRITES.map(lambda told: ("types", *told)),
        TURNS.map(lambda told: ("turns", *told)),
        st.tuples(st.just("opens"), st.sampled_from(["phone", "desk"])),
        st.tuples(st.just("sends"), st.sampled_from(["phone", "desk"]), st.sampled_from(["mine", "theirs"])),
    ),
    max_size=30,
)


@settings(max_examples=400, deadline=None)
@given(EVENTS)
def test_everything_typed_is_saved_or_shown_and_nothing_unseen_is_written_over(events: Any) -> None:
    """I-110. Two editors, any edits: see `_sends` for what must hold at every sending."""
    store = Store(PROCEDURE, {}, {"rows": [{"name": "A", "kind": "a"}, {"name": "B"}]})
    editors = {"phone": Editor(store, PHONE), "desk": Editor(store, DESK)}
    for each in editors.values():
        each.opens()
    for number, (what, who, *told) in enumerate(events):
        editor = editors[who]
        if what == "opens":
            editor.opens()
        elif what == "types" and told[0] in editor.boxes["_asked"]:
            editor.types(told[0], f"{who} {number}")
        elif what == "turns":
            editor.types("rows.0.kind" if number % 2 else "way", told[0])
        elif what == "sends":
            _sends(editor, told[0])
            editor.opens()


def _sends(editor: Editor, side: str) -> None:
    store, typed = editor.store, dict(editor.typed)
    before = store.cells
    shown: set[tuple[str, Any]] = set()
    for _ in range(4):
        taken = editor.sends()
        for clash in taken.clashes:
            assert clash.mine != clash.theirs or clash.at in ASKED_BY
            assert {clash.at, ASKED_BY.get(clash.at)} & {*typed}, f"{clash.at} was never touched here"
            shown.add((clash.at, clash.mine))
            editor.chooses(clash.at, side)
        if not taken.clashes:
            break
    assert not editor.taken.clashes
    after = store.cells
    for at, value in typed.items():
        if editor.boxes.get(ASKED_BY.get(at, "")) not in (None, ["a"]):
            continue  # whoever typed it has closed the question themselves
        assert after.get(at) == (value or None) or (at, value or None) in shown, f"{at} is lost"
    for at, value in before.items():
        if value is not None and after.get(at) != value:
            assert repr((at, value)) in editor.seen, f"{at} was written over unseen"
