"""取下げ of a child allowance, up to the moment somebody else has to decide."""

from tests.people import Clerk, Resident
from tests.scenarios import allowance, desk
from tests.world import World


def test_a_claim_is_taken_back_while_a_correction_waits(resident: Resident, clerk: Clerk) -> None:
    """Must catch: a correction that stays open for ever."""
    number = allowance.claim_minato(resident)
    desk.take_up(clerk, number)
    desk.ask_correction(clerk, number, "電話番号を確かめてください。", ["applicant_phone"])
    resident.opens(f"/my/{number}")
    resident.follows("取り下げる")
    resident.sends("取り下げる")
    assert "取り下げました" in resident.text
    assert "直す" not in resident.text
    resident.opens(f"/my/{number}/withdraw")
    assert resident.path == f"/my/{number}"
    clerk.opens(desk.case_of(number))
    assert "取り下げられたので、することはありません。" in clerk.text


def test_a_claim_that_is_being_approved_cannot_be_taken_back(
    world: World, resident: Resident, clerk: Clerk, approver: Clerk
) -> None:
    """Must catch: a withdrawal sent from a page of before; it finds that the world moved on, and writes nothing."""
    number = allowance.claim_minato(resident)
    desk.take_up(clerk, number)
    resident.opens(f"/my/{number}/withdraw")
    desk.propose(clerk, number, "grant")
    resident.sends("取り下げる", expected=409)
    resident.opens(f"/my/{number}")
    assert "取り下げる" not in resident.text
    desk.approve(approver, number)
    resident.opens(f"/my/{number}")
    assert "認められました" in resident.text
    world.finish_jobs()
