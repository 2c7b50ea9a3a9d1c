"""住民票の写し as a resident asks for it and pays."""

import time

from tests.people import Resident

START = "/procedures/certificate_of_residence"
CARD = "4242 4242 4242 4242"
DECLINED_CARD = "4000 0000 0008 0319"


def reach_check(
    resident: Resident,
    person: str = "takahashi_makoto",
    pin: str = "1501",
    *,
    copies: str = "2",
    sign_in: bool = True,
) -> None:
    """By post and express."""
    if sign_in:
        resident.signs_in(person, pin, START)
    else:
        resident.opens(START)
    resident.sends("始める")
    resident.sends("次へ", {"scope": "household"})
    resident.sends("次へ", {"show_relationship": "yes", "show_registered_domicile": "no"})
    resident.sends("次へ", {"purpose": "pension", "submit_to": "年金事務所"})
    resident.sends("次へ", {"copies": copies, "delivery": "post"})
    resident.sends("次へ", {"express": "yes"})
    assert resident.heading == "内容を確かめてください"


def claim(resident: Resident, copies: str = "2") -> str:
    """The 受付番号; 「支払う」 stands on the page."""
    reach_check(resident, copies=copies)
    resident.sends("この内容で申請する", {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
    return resident.path.split("/")[2]


def go_to_pay(resident: Resident, number: str) -> None:
    """To the provider's page."""
    resident.opens(f"/my/{number}/pay")
    resident.sends("支払いへ進む")
    assert resident.heading == "お支払い"


def pay(resident: Resident, number: str, card: str = CARD, scenario: str = "normal") -> None:
    go_to_pay(resident, number)
    enter_card(resident, card, scenario)


def enter_card(resident: Resident, card: str = CARD, scenario: str = "normal") -> None:
    """On the provider's page, and 「はい」 to the bank."""
    resident.sends("円を支払う", {"number": card, "scenario": scenario})
    resident.sends("認証して支払う")


def is_paid(resident: Resident, number: str) -> bool:
    """Looks again as the page does by itself where there is JavaScript, until the provider's word has arrived."""
    for _ in range(100):
        resident.opens(f"/my/{number}/pay?returned=1")
        if resident.heading == "お支払いが済みました":
            return True
        assert resident.heading == "お支払いを確かめています"
        time.sleep(0.05)
    return False
