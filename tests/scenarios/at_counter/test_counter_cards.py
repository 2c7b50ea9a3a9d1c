"""A card on the reader of the desk: whose it is, and every way in which it is nobody's."""

import httpx
import pytest

from app.auth.identity import Assurance
from app.counter.identities import IdentifiedBy
from app.sandboxes.card.personas import read_personas
from app.settings import ROOT
from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World

YOKO, LOCKED_AFTER = "mizuno_yoko", 3


def is_nobody(world: World, visit_id: str, clerk: Clerk, tablet: Resident, words: str) -> None:
    """A clear page for staff, and nobody in front: neither in the visit, nor on the screen."""
    assert clerk.heading == "どなたか確かめる"
    assert words in clerk.text
    visit = counter.visit_of(world, visit_id)
    assert (visit.told_sealed, visit.person_key, visit.identified_by) == (None, None, None)
    tablet.opens("/screen")
    assert tablet.heading == "こんにちは"


def test_a_card_and_its_pin_are_enough(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a card less sure than a licence; somebody of the card whom the register does not find."""
    visit_id = counter.calls(clerk)
    counter.lays(world)
    clerk.sends("カードを読む")
    assert clerk.heading == "「私です」を待つ"
    visit = counter.visit_of(world, visit_id)
    assert (visit.identified_by, visit.person_key) == (IdentifiedBy.CARD, YOKO)
    tablet.opens("/screen")
    assert "水野 陽子" in tablet.text
    assert "ミズノ ヨウコ" in tablet.text
    tablet.sends("はい、私です")
    assert counter.visit_of(world, visit_id).assurance is Assurance.AUTHENTICATED


@pytest.mark.parametrize(
    ("person", "fault", "words"),
    [
        ("", "none", "カードがありません。"),
        (YOKO, "wrong_pin", "暗証番号が違います。あと2回です。"),
        (YOKO, "cancelled", "ご本人が読み取りをやめました。"),
        (YOKO, "another_card", "途中でカードが替わりました。"),
        (YOKO, "unnoticed_card", "途中でカードが替わりました。"),
        (YOKO, "other_nonce", "このカードは確かめられませんでした。"),
        (YOKO, "nonsense", "読み取り機が答えません。"),
    ],
)
def test_whatever_goes_wrong_nobody_is_in_front(
    world: World, clerk: Clerk, tablet: Resident, person: str, fault: str, words: str
) -> None:
    """I-39g. Must catch: the name of one card with the PIN of another; a signature of yesterday."""
    visit_id = counter.calls(clerk)
    counter.lays(world, person, fault)
    clerk.sends("カードを読む", expected=422)
    is_nobody(world, visit_id, clerk, tablet, words)
    httpx.post(f"{world.ports.card_url}/admin/cards/{YOKO}/unlock")


def test_a_card_that_is_locked_or_over_or_taken_back_is_nobodys(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """I-39g. Must catch: a fourth try at a PIN; a certificate that was taken back, or has run out, and is believed."""
    visit_id = counter.calls(clerk)
    for _ in range(LOCKED_AFTER):
        counter.lays(world, YOKO, "wrong_pin")
        clerk.sends("カードを読む", expected=422)
    counter.lays(world)
    clerk.sends("カードを読む", expected=422)
    is_nobody(world, visit_id, clerk, tablet, "ロックされています")
    httpx.post(f"{world.ports.card_url}/admin/cards/{YOKO}/unlock")
    for state, words in (("expired", "期限が切れています"), ("revoked", "使えなくなっています")):
        counter.lays(world, card_in(state))
        clerk.sends("カードを読む", expected=422)
        is_nobody(world, visit_id, clerk, tablet, words)


def card_in(state: str) -> str:
    """Somebody of the demo whose card is so."""
    personas = read_personas(ROOT / "demo" / "households.yaml")
    return next(key for key, each in personas.items() if each.state.value == state)


def test_who_is_protected_is_read_without_an_address(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: the address on the card of somebody whose address nobody may read off a screen."""
    counter.calls(clerk)
    counter.lays(world, "aoki_rina")
    clerk.sends("カードを読む")
    tablet.opens("/screen")
    for visitor in (clerk, tablet):
        assert "青木 里奈" in visitor.text
        assert "北沢" not in visitor.answer.text


def test_a_card_read_for_somebody_who_has_gone_is_not_of_the_next(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """I-37b. Must catch: a PIN typed while 「次の方」 was pressed, and the next person gets the name."""
    counter.calls(clerk)
    counter.lays(world)
    form = clerk.form("カードを読む")
    sent = clerk.fields_of(form)
    after = counter.calls(clerk)
    assert clerk.client.post(form.action, data=sent).status_code == 409
    assert counter.visit_of(world, after).told_sealed is None
