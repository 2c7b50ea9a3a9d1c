"""児童手当の額の改定, from a card on a phone to a decision in hand."""

from tests.people import Resident
from tests.world import World

START = "/procedures/child_allowance_amount_revision"


def begin(resident: Resident) -> None:
    resident.signs_in("mizuno_yoko", "1101", START)
    resident.sends("始める")
    resident.sends("次へ", {"revision_kind": "increase"})
    resident.sends("次へ", {"joining": "mizuno_minato"})


def test_a_newborn_second_child_is_claimed_without_typing(world: World, resident: Resident) -> None:
    begin(resident)
    child = "inc_children.0."
    resident.sends("次へ", {f"{child}child_care": "yes", f"{child}child_livelihood": "shared", f"{child}child_facility": "no"})
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no"})
    assert resident.heading == "内容を確かめてください"
    assert "2026年6月分から" in resident.text
    assert "25,000円" in resident.text
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
