"""Whose hand wrote an answer stays with it, until another hand writes something else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.applications.drafts import save_answers
from app.applications.hands import Hand, hand_of, main_hand, noted_hands, typed_by_others, typed_of
from app.applications.models import Actor, ActorKind
from app.database import new_id
from tests import make
from tests.conftest import NOW

LATER = NOW + timedelta(minutes=5)


def noted(before: dict[str, Any], after: dict[str, Any], hand: Hand | None, typed: Any = None) -> Any:
    return noted_hands(typed, before, after, hand, LATER)


def test_what_changes_is_the_hand_that_changed_it() -> None:
    first = noted_hands(None, {}, {"a": 1, "b": 2}, Hand.SELF, NOW)
    second = noted({"a": 1, "b": 2}, {"a": 1, "b": 3}, Hand.COUNTER, first)
    kept, changed = typed_of(second, "a"), typed_of(second, "b")
    assert kept is not None
    assert changed is not None
    assert (kept.hand, kept.at) == (Hand.SELF, NOW)
    assert (changed.hand, changed.at) == (Hand.COUNTER, LATER)


def test_a_page_saved_again_unchanged_changes_hands_not() -> None:
    """Must catch: a clerk who only looks at a page has written all of it."""
    first = noted_hands(None, {}, {"a": 1}, Hand.SELF, NOW)
    assert noted({"a": 1}, {"a": 1}, Hand.COUNTER, first) == first


def test_what_the_register_filled_in_is_nobodys_hand() -> None:
    assert noted({}, {"a": 1}, None) == {}
    first = noted_hands(None, {}, {"a": 1}, Hand.SELF, NOW)
    assert noted({"a": 1}, {"a": 2}, None, first) == {}


def test_what_is_passed_by_empty_is_written_by_nobody() -> None:
    assert noted({}, {"a": None}, Hand.PAPER) == {}
    first = noted_hands(None, {}, {"a": 1}, Hand.SELF, NOW)
    emptied = typed_of(noted({"a": 1}, {"a": None}, Hand.COUNTER, first), "a")
    assert emptied is not None
    assert emptied.hand is Hand.COUNTER


def test_what_is_gone_has_no_hand() -> None:
    first = noted_hands(None, {}, {"a": 1, "b": 2}, Hand.SELF, NOW)
    assert set(noted({"a": 1, "b": 2}, {"b": 2}, Hand.SELF, first)) == {"b"}


@pytest.mark.parametrize(
    ("by", "hand"),
    [
        (make.a_guest(), Hand.SELF),
        (make.a_resident(), Hand.SELF),
        (Actor(ActorKind.RESIDENT, new_id(), under=new_id()), Hand.PROXY),
        (Actor(ActorKind.STAFF, new_id()), Hand.PAPER),
    ],
)
def test_the_hand_of_whoever_acts(by: Actor, hand: Hand) -> None:
    assert hand_of(by) is hand


def test_a_reader_is_told_of_other_hands_only() -> None:
    typed = noted_hands(None, {}, {"a": 1}, Hand.COUNTER, NOW)
    told = typed_by_others(typed, "a", Hand.SELF)
    assert told is not None
    assert str(told.label) == "窓口で入力しました"
    assert typed_by_others(typed, "a", Hand.COUNTER) is None
    assert typed_by_others(None, "a", Hand.SELF) is None


def test_most_of_it_says_whose_it_is() -> None:
    typed = noted_hands(None, {}, {"a": 1, "b": 2}, Hand.PAPER, NOW)
    assert main_hand({**typed, **noted({}, {"c": 3}, Hand.SELF)}) is Hand.PAPER
    assert main_hand(None) is Hand.SELF


def test_every_version_keeps_its_hands(session: Session) -> None:
    """Must catch: hands of the working copy shown beside answers of an earlier version."""
    case = make.a_draft(session, make.DISASTER, None)
    save_answers(case.application, {"applicant_phone": "0261000001"}, case.town, hand=Hand.COUNTER, now=NOW)
    case.submit()
    first = case.application.versions[0]
    case.start_review()
    case.ask("applicant_phone")
    case.resubmit(applicant_phone="0261000002")
    second = case.application.versions[1]
    hands = [typed_of(version.typed_by, "applicant_phone") for version in (first, second)]
    assert [each.hand for each in hands if each] == [Hand.COUNTER, Hand.SELF]
