"""An allowance is claimed by somebody who never touches the screen."""

import pytest

from tests.browser.conftest import Visiting
from tests.browser.keyboard import Typist

pytestmark = pytest.mark.browser


@pytest.fixture
def typist(visiting: Visiting) -> Typist:
    return visiting(Typist, is_mobile=False, has_touch=False)


def signs_in(typist: Typist) -> None:
    typist.enters("マイナンバーカードでサインインする")
    typist.enters("水野 陽子")
    typist.enters("すべて渡して進む")
    typist.page.wait_for_selector("#pin:focus")
    typist.page.keyboard.type("1101")
    typist.enters("カードを読み取る")


def test_an_allowance_is_claimed_with_the_keyboard_alone(typist: Typist) -> None:
    """Must catch: a control that only a finger works, a focus nobody sees, a page that keeps it."""
    typist.opens("/")
    assert typist.tab().endswith("本文へ進む")
    typist.press("Enter")
    assert typist.page.evaluate("document.activeElement.id") == "main"
    typist.enters("赤ちゃんが生まれた")
    typist.enters("児童手当の額を変える")
    signs_in(typist)
    typist.enters("始める")
    typist.enters("次へ")
    assert typist.page.evaluate("document.activeElement.className").endswith("error-summary")
    typist.tabs_to("選んでください")
    assert typist.press("Enter").startswith("INPUT revision_kind")
    typist.page.keyboard.press("Space")
    typist.enters("次へ")
    typist.selects("joining")
    typist.enters("次へ")
    about_the_child(typist)
    typist.selects("increase_reason")
    typist.selects("has_students", downs=1)
    typist.enters("次へ")
    assert typist.heading == "内容を確かめてください"
    typist.selects("consent_truth")
    typist.enters("この内容で申請する")
    assert typist.heading == "申請が届きました"


def about_the_child(typist: Typist) -> None:
    """What the register knew opens and closes under the keyboard too."""
    typist.tabs_to("変える（氏名）")
    typist.page.keyboard.press("Enter")
    assert typist.tab().startswith("INPUT inc_children.0.child_name.family")
    typist.page.keyboard.press("Shift+Tab")
    typist.page.keyboard.press("Enter")
    typist.selects("child_care")
    typist.selects("child_livelihood")
    typist.selects("child_facility")
    typist.enters("次へ")


def test_one_gets_through_every_kind_of_page_and_out_again(typist: Typist) -> None:
    """Must catch: a trap (WCAG 2.1.2), and an order of stops other than that of the page."""
    for path in ("/", "/procedures/disaster_certificate", "/resume", "/contact", "/my"):
        typist.opens(path)
        stops = typist.walks_through()
        assert stops[0].endswith("本文へ進む")
        assert any("お問い合わせ" in stop for stop in stops[-2:]), stops[-4:]
