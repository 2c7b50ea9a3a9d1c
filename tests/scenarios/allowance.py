"""児童手当の額の改定 as a resident fills it in."""

from tests.people import Resident

START = "/procedures/child_allowance_amount_revision"
CARED_FOR = {"child_care": "yes", "child_livelihood": "shared", "child_facility": "no"}


def begin(resident: Resident, person: str, pin: str, kind: str = "increase") -> None:
    resident.signs_in(person, pin, START)
    resident.sends("始める")
    resident.sends("次へ", {"revision_kind": kind})


def boxes(row: int, **answers: str) -> dict[str, str]:
    """The boxes of one child, with the answers of a family that lives together."""
    return {f"inc_children.{row}.{key}": answer for key, answer in {**CARED_FOR, **answers}.items()}


def a_day(box: str, year: int, month: int, day: int) -> dict[str, str]:
    """In the western calendar."""
    return {
        f"{box}.era": "western",
        f"{box}.year": str(year),
        f"{box}.month": str(month),
        f"{box}.day": str(day),
    }


def a_child(row: int, family: str, given: str, kana: tuple[str, str], **answers: str) -> dict[str, str]:
    at = f"inc_children.{row}"
    return {
        f"{at}.child_name.family": family,
        f"{at}.child_name.given": given,
        f"{at}.child_kana.family": kana[0],
        f"{at}.child_kana.given": kana[1],
        **boxes(row, **{"child_relation": "child", "child_cohabit": "together", **answers}),
    }


def reach_check_for_minato(resident: Resident) -> None:
    """水野さん's second child, who was born on 2 May and stands in the register already."""
    begin(resident, "mizuno_yoko", "1101")
    resident.sends("次へ", {"joining": "mizuno_minato"})
    resident.sends("次へ", boxes(0))
    resident.sends("次へ", {"increase_reason": "birth", "has_students": "no"})


def submit(resident: Resident, button: str = "この内容で申請する") -> str:
    """From the check page; the 受付番号."""
    resident.sends(button, {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
    return resident.path.split("/")[2]


def claim_minato(resident: Resident) -> str:
    reach_check_for_minato(resident)
    return submit(resident)
