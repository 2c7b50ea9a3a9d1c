"""Out to another site with the card and back again, as a browser does it: cookies, policies, ways back, two tabs."""

from typing import Any

import pytest

from app.auth.keys import token_hash
from app.auth.queries import find_web_session
from app.sandboxes.card.faults import Fault
from tests.browser.conftest import Visiting
from tests.browser.looking import AXE, RULES, TARGETS, _sideways, axe_source
from tests.browser.walker import Walker
from tests.web.test_sign_in_gone_wrong import choose

pytestmark = pytest.mark.browser
WHO, PIN = "mizuno_yoko", "1101"
ANOTHER, HER_PIN = "inoue_fumi", "2001"
IN = "サインアウト"


def cookies_of(walker: Walker) -> dict[str, dict[str, Any]]:
    return {cookie["name"]: cookie for cookie in walker.page.context.cookies()}


def is_in(walker: Walker) -> bool:
    walker.opens("/my")
    return bool(walker.page.get_by_role("button", name=IN).count())


def goes_to_the_card(walker: Walker, person: str = WHO) -> None:
    """As far as the PIN."""
    walker.opens("/sign-in")
    walker.presses("マイナンバーカードでサインインする")
    walker._goes(walker.page.locator(f"button[value={person}]"))
    walker.presses("すべて渡して進む")
    walker.page.wait_for_selector("#pin:focus")


def shows_card(walker: Walker, pin: str = PIN) -> None:
    walker.types("pin", pin)
    walker.presses("カードを読み取る")


def test_the_other_site_gets_no_cookie_and_ours_are_shut(resident: Walker) -> None:
    """Must catch: SameSite=None, a cookie for scripts, or a session that other ports of a host can read."""
    sent: list[dict[str, str]] = []
    resident.page.on(
        "request",
        lambda request: (
            sent.append(request.all_headers())
            if request.url.startswith(resident.world.ports.card_url)
            else None
        ),
    )
    goes_to_the_card(resident)
    leaving = cookies_of(resident)["signin"]
    assert (leaving["sameSite"], leaving["httpOnly"], leaving["path"]) == ("Lax", True, "/")
    shows_card(resident)
    assert is_in(resident)
    assert len(sent) >= 4
    assert [headers for headers in sent if "cookie" in headers] == []
    kept = cookies_of(resident)
    assert (kept["sid"]["sameSite"], kept["sid"]["httpOnly"]) == ("Lax", True)
    assert "signin" not in kept
    assert {cookie["domain"] for cookie in kept.values()} == {"localhost"}


def test_a_session_planted_before_is_dead_afterwards(visiting: Visiting) -> None:
    """I-43. Must catch: a session that goes on under the same cookie once somebody is in."""
    attacker, victim = visiting(), visiting()
    attacker.opens("/procedures/disaster_certificate")
    attacker.presses("始める")
    planted = cookies_of(attacker)["sid"]
    victim.page.context.add_cookies([planted])
    goes_to_the_card(victim)
    shows_card(victim)
    assert is_in(victim)
    assert cookies_of(victim)["sid"]["value"] != planted["value"]
    with victim.world.office.database.read() as session:
        ended = find_web_session(session, token_hash(planted["value"]))
        assert ended is not None
        assert ended.ended_at is not None
    assert not is_in(attacker)


def test_the_way_back_signs_nobody_in_twice(resident: Walker) -> None:
    """Must catch: a PIN page that gives a second code, and a person thrown out by pressing back."""
    goes_to_the_card(resident)
    shows_card(resident)
    assert resident.path == "/my"
    resident.page.go_back()
    assert resident.page.url.startswith(resident.world.ports.card_url)
    if resident.page.locator("#pin").count():
        resident.types("pin", PIN)
        resident.presses("カードを読み取る")
    assert "はじめからやり直してください" in resident.page.content()
    assert is_in(resident)
    resident.complaints.clear()  # the other site's 400


def test_a_reload_of_the_page_of_return_leads_on(resident: Walker) -> None:
    choose(resident.world, Fault.WRONG_NONCE)
    goes_to_the_card(resident)
    shows_card(resident)
    assert "本人確認ができませんでした" in resident.text
    resident.looks("refused")
    assert resident.page.reload().status == 403
    resident.signs_in(WHO, PIN)
    assert is_in(resident)


def test_the_later_of_two_tabs_signs_in_and_the_earlier_may_begin_anew(resident: Walker) -> None:
    """Must catch: the state of one tab taken for that of the other, so that one comes in as somebody else."""
    goes_to_the_card(resident, ANOTHER)
    second = Walker(resident.page.context.new_page(), resident.world)
    goes_to_the_card(second)
    shows_card(resident, HER_PIN)
    assert "本人確認ができませんでした" in resident.text
    assert not is_in(second)
    resident.opens("/sign-in")
    resident.signs_in(WHO, PIN)
    assert is_in(resident)
    assert second.complaints == []


def test_whoever_cancels_is_where_they_were(resident: Walker) -> None:
    resident.opens("/procedures/certificate_of_residence")
    resident.presses("マイナンバーカードでサインインする")
    resident.presses("やめて戻る")
    assert "サインインをやめました" in resident.text
    assert resident.page.locator("[name=next]").first.input_value() == "/procedures/certificate_of_residence"


def problems_of(walker: Walker) -> list[str]:
    """Of a page of another house, which has one style and a frame of its own."""
    walker.page.evaluate(axe_source())
    found = walker.page.evaluate(AXE, RULES) + walker.page.evaluate(TARGETS, [48, 44])
    return [*found, *_sideways(walker.page, ((320, 844),))]


def test_everybody_can_use_the_pages_of_the_card(resident: Walker) -> None:
    found: dict[str, list[str]] = {}
    resident.opens("/sign-in")
    resident.presses("マイナンバーカードでサインインする")
    found["choose"] = problems_of(resident)
    resident._goes(resident.page.locator("button[value=fujita_aya]"))
    found["consent"] = problems_of(resident)
    resident.picks("氏名")
    assert resident.page.locator("[name=let]:checked").count() == 1
    resident.presses("選んだものだけ渡して進む")
    resident.types("pin", "0000")
    resident.presses("カードを読み取る")
    found["wrong pin"] = problems_of(resident)
    resident.types("pin", "2202")
    resident.presses("カードを読み取る")
    assert "失効している" in resident.text
    found["trouble"] = problems_of(resident)
    resident.opens(f"{resident.world.ports.card_url}/admin")
    found["admin"] = problems_of(resident)
    assert found == {key: [] for key in found}
