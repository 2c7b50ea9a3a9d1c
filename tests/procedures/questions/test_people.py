"""Picking people the register already knows."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.language import Language
from tests.procedures.making import a_person, a_question, complaints, gather

FAMILY = [a_person("sakura", "2023-05-20", sex="female"), a_person("minato", "2026-05-02")]
KNOWN: dict[str, Any] = {"household.members": FAMILY}
ASKED, OR_OTHERS = a_question("people"), a_question("people", elsewhere=True)
ELSEWHERE = {"key": "", "family_name": "", "given_name": "", "date_of_birth": ""}


def picked(*keys: str, question: Any = ASKED) -> Any:
    return gather(question, {"asked": keys}, known=KNOWN)


def test_who_was_picked_is_kept_with_name_and_birthday_only() -> None:
    """Must catch: the whole record of a person copied into an answer."""
    assert picked("minato").answer == [
        {"key": "minato", "family_name": "見本", "given_name": "minato", "date_of_birth": "2026-05-02"}
    ]


@given(keys=st.lists(st.sampled_from(["sakura", "minato", "elsewhere"]), min_size=1, max_size=5))
def test_people_stand_in_the_order_of_the_register(keys: list[str]) -> None:
    answer = picked(*keys, question=OR_OTHERS).answer
    assert [person["key"] for person in answer] == [
        key for key in ("sakura", "minato", "") if (key or "elsewhere") in keys
    ]


def test_nobody_else_can_be_picked() -> None:
    """Must catch: a neighbour's child named by a hand-made form."""
    sentence = "askedは、画面にある人から選んでください。"
    assert complaints(picked("neighbour")) == [("asked", sentence)]
    assert complaints(picked("elsewhere")) == [("asked", sentence)]
    assert complaints(picked("sakura", "neighbour", question=OR_OTHERS)) == [("asked", sentence)]
    assert complaints(gather(ASKED, {"asked": ["sakura"]})) == [("asked", sentence)]


def test_somebody_who_is_not_listed_can_be_meant() -> None:
    assert picked("elsewhere", question=OR_OTHERS).answer == [ELSEWHERE]


def test_picking_nobody_is_to_be_chosen() -> None:
    assert complaints(picked()) == [("asked", "askedを選んでください。")]


def test_people_are_offered_with_their_birthdays() -> None:
    """Must catch: two people of one name who cannot be told apart."""
    offered = OR_OTHERS.offered(KNOWN, Language.EASY)
    assert offered == [
        {"value": "sakura", "label": "見本 sakura", "hint": "2023年5月20日（土曜日）"},
        {"value": "minato", "label": "見本 minato", "hint": "2026年5月2日（土曜日）"},
        {"value": "elsewhere", "label": "ここに いない 人"},
    ]
    birthdays = [option["hint"] for option in ASKED.offered(KNOWN, Language.ENGLISH)]
    assert birthdays == ["Saturday 20 May 2023", "Saturday 2 May 2026"]


def test_they_are_shown_by_name() -> None:
    both = picked("minato", "elsewhere", question=OR_OTHERS).answer
    assert OR_OTHERS.show(both) == "見本 minato、ここにいない人"
    assert OR_OTHERS.show(both, Language.ENGLISH) == "見本 minato, Someone not listed here"
