"""The rehearsal's cards as their visitors meet them: choosing, letting go, the PIN, and the way back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import html

from app.auth.jpki.profile import Purpose
from app.errors import SandboxInProduction
from app.sandboxes.card.memory import Memory
from app.sandboxes.card.personas import Persona, read_personas
from app.sandboxes.card.reader import PinVerdict, Reader
from app.sandboxes.card.server import create_card_app
from app.sandboxes.card.settings import PROTOCOL
from tests.auth.card import CALLBACK, CARDS, CardWorld, card_setting

FOUR = ("name", "address", "birthdate", "gender")


@pytest.fixture
def world(tmp_path: Path) -> CardWorld:
    return CardWorld(tmp_path)


def rei(world: CardWorld) -> Persona:
    return read_personas(world.setting.households)["hoshino_rei"]


def reader(world: CardWorld) -> Reader:
    return Reader(Memory(world.setting.memory))


def test_the_cards_refuse_to_start_where_real_people_are(tmp_path: Path) -> None:
    with pytest.raises(SandboxInProduction):
        create_card_app(card_setting(tmp_path, production=True))


def test_people_with_a_card_are_offered_and_others_are_not(world: CardWorld) -> None:
    page = world.web.get(world.leave().url).text
    assert "星野　玲" in page
    assert "みどり野町1番2号　星の家3号室" in page
    assert "LEE" in page
    assert "澪" not in page
    assert "練習用のカードです。本物のマイナンバーカードは使いません" in page
    for remark in ("期限が切れて", "失効している", "引っ越しで", "15歳未満", "ほかの字で"):
        assert remark in page


def test_a_file_without_households_offers_nobody(tmp_path: Path) -> None:
    for content in ("", "households: []", "- persons: []\n- {}\n"):
        (tmp_path / "x.yaml").write_text(content, encoding="utf-8")
        assert read_personas(tmp_path / "x.yaml") == {}


def test_the_right_pin_leads_back_with_a_code_and_the_state(world: CardWorld) -> None:
    errand = world.errand(world.leave("s&=~").url)
    status, _, query = world.enter("0123", errand=errand)
    assert status == 303
    assert set(query) == {"code", "state", "session_state", "iss"}
    assert query["state"] == "s&=~"
    assert query["iss"] == f"{CARDS}/api/realms/main"


def consent(world: CardWorld, **asked: str) -> tuple[int, str]:
    query = {"errand": world.errand(**asked), "person": "hoshino_rei"}
    answer = world.web.get("/consent", params=query)
    return answer.status_code, answer.text


def test_each_of_the_four_can_be_kept_back_and_none_is_let_go_beforehand(world: CardWorld) -> None:
    """Must catch: a box that is ticked already, or one of the four that nobody is asked about."""
    page = html.fromstring(consent(world)[1])
    assert page.xpath("//input[@name='let']/@value") == list(FOUR)
    assert not page.xpath("//input[@checked]")
    assert "平成2年2月3日" in page.text_content()
    page = html.fromstring(consent(world, scope="openid gender")[1])
    assert page.xpath("//input[@name='let']/@value") == ["gender"]


def test_where_nothing_is_wanted_nobody_is_asked(world: CardWorld) -> None:
    query = {"errand": world.errand(scope="openid"), "person": "hoshino_rei"}
    assert world.web.get("/consent", params=query).headers["location"].startswith("/pin?")


def test_everything_can_be_let_go_with_one_press(world: CardWorld) -> None:
    query = {"errand": world.errand(), "person": "hoshino_rei", "everything": "yes"}
    page = html.fromstring(world.web.get("/pin", params=query).text)
    assert page.xpath("//form[@action='/pin']//input[@name='let']/@value") == list(FOUR)
    query = {"errand": world.errand(), "person": "hoshino_rei", "let": ["gender", "name", "shoe_size"]}
    page = html.fromstring(world.web.get("/pin", params=query).text)
    assert page.xpath("//form[@action='/pin']//input[@name='let']/@value") == ["name", "gender"]


def test_three_wrong_pins_lock_the_card_even_for_the_right_one(world: CardWorld) -> None:
    """I-46. Mutation: compare before counting, or forget the count between requests."""
    pages = [world.enter("9999") for _ in range(3)]
    assert [status for status, _, _ in pages] == [422] * 3
    assert "あと2回" in pages[0][1]
    assert "あと1回" in pages[1][1]
    assert "ロックされています" in pages[2][1]
    status, page, query = world.enter("0123")
    assert (status, query) == (422, {})
    assert "ロックされています" in page
    assert world.enter("4567", "tanaka_lee")[0] == 303


def test_one_request_is_one_try(world: CardWorld) -> None:
    """I-46. Mutation: try again by itself after a failure."""
    world.enter("9999")
    assert reader(world).tries_left(rei(world)) == 2


def test_tries_sent_at_once_share_one_count(world: CardWorld) -> None:
    cards, persona = reader(world), rei(world)
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda pin: cards.try_pin(persona, f"{pin:04}"), range(9990, 9999)))
    assert verdicts.count(PinVerdict.WRONG) == 2
    assert cards.try_pin(persona, "0123") is PinVerdict.LOCKED


def test_the_right_pin_gives_the_tries_back(world: CardWorld) -> None:
    world.enter("9999")
    world.enter("0123")
    assert reader(world).tries_left(rei(world)) == 3


def test_a_locked_card_stays_locked_when_the_sandbox_is_started_again(
    world: CardWorld, tmp_path: Path
) -> None:
    for _ in range(3):
        world.enter("9999")
    assert CardWorld(tmp_path).enter("0123")[0] == 422


@pytest.mark.parametrize("pin", ["", "123", "12345", "abcd", "12 4", "②③④⑤あ"])
def test_what_cannot_be_a_pin_costs_no_try(world: CardWorld, pin: str) -> None:
    status, page, _ = world.enter(pin)
    assert status == 422
    assert "4けたの数字を入力してください。あと3回入力できます" in page


def test_a_pin_in_full_width_digits_is_understood(world: CardWorld) -> None:
    assert world.enter("０１２３")[0] == 303


def test_the_other_pin_has_a_count_of_its_own(world: CardWorld) -> None:
    """Must catch: three tries for both, or wrong PINs of one that lock the other."""
    cards, persona = reader(world), rei(world)
    verdicts = [cards.try_pin(persona, "WRONG1", Purpose.SIGNATURE) for _ in range(5)]
    assert verdicts == [PinVerdict.WRONG] * 4 + [PinVerdict.LOCKED]
    assert cards.try_pin(persona, "MIDORI0123", Purpose.SIGNATURE) is PinVerdict.LOCKED
    assert world.enter("0123")[0] == 303


def test_the_counter_of_the_town_unlocks(world: CardWorld) -> None:
    errand = world.errand()
    for _ in range(3):
        world.enter("9999", errand=errand, let=("name",))
    answer = world.web.post("/unlock", data={"person": "hoshino_rei", "errand": errand, "let": "name"})
    assert answer.status_code == 303
    page = world.web.get(answer.headers["location"]).text
    assert "あと3回" in page
    assert 'name="let" value="name"' in page, "what was let go is not asked again"
    assert world.enter("0123", errand=errand)[0] == 303


def test_cancelling_leads_back_without_a_code(world: CardWorld) -> None:
    errand = world.errand()
    back = world.web.post("/cancel", data={"errand": errand}).headers["location"]
    assert back.startswith(f"{CALLBACK}?error=access_denied&")
    assert "state=a-state" in back
    assert "code=" not in back
    assert world.web.post("/cancel", data={"errand": errand}).status_code == 400


def test_an_errand_is_over_when_the_browser_goes_back(world: CardWorld) -> None:
    """Must catch: a second code for the PIN page that the back button shows."""
    errand = world.errand()
    assert [world.enter("0123", errand=errand)[0] for _ in range(2)] == [303, 400]


@pytest.mark.parametrize("errand", ["", "made-up", "x" * 5000])
def test_without_an_errand_nothing_is_done(world: CardWorld, errand: str) -> None:
    person = {"errand": errand, "person": "hoshino_rei"}
    answers = [
        world.web.get("/consent", params=person),
        world.web.get("/pin", params=person),
        world.web.post("/pin", data=person | {"pin": "0123"}),
        world.web.post("/cancel", data=person),
        world.web.post("/unlock", data=person),
    ]
    for answer in answers:
        assert answer.status_code == 400
        assert "location" not in answer.headers
    assert reader(world).tries_left(rei(world)) == 3


@pytest.mark.parametrize(
    ("person", "pin", "words"),
    [("late", "0001", "期限が切れて"), ("lost", "0002", "失効している")],
)
def test_a_card_that_is_no_longer_good_leads_nowhere(
    world: CardWorld, person: str, pin: str, words: str
) -> None:
    """Must catch: a code for a certificate that was taken back, or a page that only says no."""
    status, page, query = world.enter(pin, person)
    assert (status, query) == (403, {})
    main = html.fromstring(page).xpath("//main")[0].text_content()
    assert words in main
    assert "窓口" in main
    assert "やめて戻る" in main


@pytest.mark.parametrize(("person", "pin"), [("away", "0003"), ("hoshino_ren", "0124"), ("rare", "0004")])
def test_who_has_moved_is_a_child_or_has_a_rare_name_signs_in(
    world: CardWorld, person: str, pin: str
) -> None:
    """Must catch: 署名用電子証明書 asked of somebody who only wants to come in."""
    assert world.enter(pin, person)[0] == 303


def test_an_unknown_person_has_no_card(world: CardWorld) -> None:
    assert world.enter("0123", "hoshino_mio")[0] == 400
    query = {"errand": world.errand(), "person": "x"}
    assert world.web.get("/pin", params=query).status_code == 400
    assert world.web.get("/consent", params=query).status_code == 400


def test_every_answer_has_strict_headers_and_forms_may_lead_back_to_the_service(world: CardWorld) -> None:
    """Mutation: `form-action 'self'` alone; browsers then block the way back after the PIN."""
    for path in (world.leave().url, f"{PROTOCOL}/certs", "/health", "/card.css", "/admin", "/nothing"):
        headers = world.web.get(path).headers
        assert "form-action 'self' http://service.localhost:8000" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers


def test_the_pin_field_shows_digits_to_type_and_keeps_nothing(world: CardWorld) -> None:
    page = world.web.get("/pin", params={"errand": world.errand(), "person": "hoshino_rei"}).text
    field = page[page.index('<input id="pin"') :].split(">")[0]
    for attribute in ('type="password"', 'inputmode="numeric"', 'autocomplete="off"'):
        assert attribute in field
    assert "value=" not in field
    assert "<script" not in page
    assert "style=" not in page
