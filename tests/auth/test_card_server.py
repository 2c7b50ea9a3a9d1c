"""The sandbox card reader as its visitors and the service see it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from app.auth.settings import AuthSettings
from app.errors import SandboxInProduction
from app.sandboxes.card.personas import Persona, read_personas
from app.sandboxes.card.reader import PinVerdict, Reader
from app.sandboxes.card.server import create_card_app
from tests.auth.card import CALLBACK, CardWorld, card_setting
from tests.conftest import NOW


@pytest.fixture
def world(tmp_path: Path) -> CardWorld:
    return CardWorld(tmp_path)


def rei(world: CardWorld) -> Persona:
    return read_personas(world.setting.households)["hoshino_rei"]


def exchange(world: CardWorld, code: str, **changed: str) -> tuple[int, dict[str, object]]:
    sent = {
        "client": "madoguchi",
        "client_secret": world.setting.client_secret,
        "code": code,
        "redirect_uri": CALLBACK,
    }
    answer = world.web.post("/token", data=sent | changed)
    return answer.status_code, answer.json()


def test_the_card_reader_refuses_to_start_where_real_people_are(tmp_path: Path) -> None:
    with pytest.raises(SandboxInProduction):
        create_card_app(card_setting(tmp_path, AuthSettings(), production=True))


def test_people_with_a_card_are_offered_and_others_are_not(world: CardWorld) -> None:
    page = world.web.get("/authorize", params=world.errand()).text
    assert "星野　玲" in page
    assert "みどり野町1番2号　星の家3号室" in page
    assert "LEE" in page
    assert "澪" not in page
    assert "練習用のカードです。本物のマイナンバーカードは使いません" in page


def test_a_file_without_households_offers_nobody(tmp_path: Path) -> None:
    for content in ("", "households: []", "- persons: []\n- {}\n"):
        (tmp_path / "x.yaml").write_text(content, encoding="utf-8")
        assert read_personas(tmp_path / "x.yaml") == {}


def test_the_right_pin_leads_back_with_a_code_and_the_state(world: CardWorld) -> None:
    status, _, query = world.enter("0123", state="s&=日")
    assert status == 303
    assert set(query) == {"code", "state"}
    assert query["state"] == "s&=日"
    assert exchange(world, query["code"]) == (
        200,
        {
            "subject": exchange(world, world.enter("0123")[2]["code"])[1]["subject"],
            "person_key": "hoshino_rei",
            "full_name": "星野　玲",
            "address": "みどり野町1番2号　星の家3号室",
            "date_of_birth": "1990-02-03",
            "sex": "2",
        },
    )


def test_a_partly_known_date_of_birth_and_an_unknown_sex_are_told_as_such(world: CardWorld) -> None:
    told = exchange(world, world.enter("4567", "tanaka_lee")[2]["code"])[1]
    assert (told["full_name"], told["date_of_birth"], told["sex"]) == ("LEE", None, "3")


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
    assert Reader(world.setting.memory).tries_left(rei(world)) == 2


def test_tries_sent_at_once_share_one_count(world: CardWorld) -> None:
    reader, persona = Reader(world.setting.memory), rei(world)
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda pin: reader.try_pin(persona, f"{pin:04}"), range(9990, 9999)))
    assert verdicts.count(PinVerdict.WRONG) == 2
    assert reader.try_pin(persona, "0123") is PinVerdict.LOCKED


def test_the_right_pin_gives_the_tries_back(world: CardWorld) -> None:
    world.enter("9999")
    world.enter("0123")
    assert Reader(world.setting.memory).tries_left(rei(world)) == 3


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


def test_the_counter_of_the_town_unlocks(world: CardWorld) -> None:
    for _ in range(3):
        world.enter("9999")
    answer = world.web.post("/unlock", data={"person": "hoshino_rei", **world.errand()})
    assert answer.status_code == 303
    assert "あと3回" in world.web.get(answer.headers["location"]).text
    assert world.enter("0123")[0] == 303


def test_cancelling_leads_back_without_a_code(world: CardWorld) -> None:
    answer = world.web.post("/cancel", data=world.errand())
    assert answer.headers["location"] == f"{CALLBACK}?error=access_denied&state=a-state"


@pytest.mark.parametrize(
    "changed",
    [
        {"client": "another"},
        {"redirect_uri": "http://elsewhere.example/sign-in/card/callback"},
        {"redirect_uri": "http://service.localhost:8000@elsewhere.example/"},
        {"redirect_uri": "http://service.localhost:8000.elsewhere.example/"},
        {"redirect_uri": "//service.localhost:8000/"},
        {"redirect_uri": ""},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_the_services(
    world: CardWorld, changed: dict[str, str]
) -> None:
    """Mutation: `redirect_uri.startswith(service_url)`."""
    errand = world.errand() | changed
    person = {"person": "hoshino_rei"}
    answers = [
        world.web.get("/authorize", params=errand),
        world.web.get("/pin", params=errand | person),
        world.web.post("/pin", data=errand | person | {"pin": "0123"}),
        world.web.post("/cancel", data=errand),
        world.web.post("/unlock", data=errand | person),
    ]
    for answer in answers:
        assert answer.status_code in {400, 422}
        assert "location" not in answer.headers


def test_an_unknown_person_has_no_card(world: CardWorld) -> None:
    assert world.enter("0123", "hoshino_mio")[0] == 400
    assert world.web.get("/pin", params=world.errand() | {"person": "x"}).status_code == 400


def test_a_code_is_good_once(world: CardWorld) -> None:
    """Mutation: SELECT the code instead of deleting it."""
    code = world.enter("0123")[2]["code"]
    assert [exchange(world, code)[0] for _ in range(2)] == [200, 400]


def test_a_code_is_good_for_a_minute(world: CardWorld) -> None:
    codes = [world.enter("0123")[2]["code"] for _ in range(2)]
    world.clock.now = NOW + timedelta(seconds=60)
    assert exchange(world, codes[0])[0] == 200
    world.clock.now = NOW + timedelta(seconds=61)
    assert exchange(world, codes[1])[0] == 400


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"client_secret": "wrong"}, 401), ({"client": "x"}, 401), ({"redirect_uri": CALLBACK + "x"}, 400)],
)
def test_only_the_service_that_asked_gets_the_person(
    world: CardWorld, changed: dict[str, str], status: int
) -> None:
    code = world.enter("0123")[2]["code"]
    assert exchange(world, code, **changed)[0] == status


def test_every_answer_has_strict_headers_and_forms_may_lead_back_to_the_service(world: CardWorld) -> None:
    """Mutation: `form-action 'self'` alone; browsers then block the way back after the PIN."""
    for path in ("/authorize", "/health", "/card.css", "/nothing"):
        headers = world.web.get(path, params=world.errand()).headers
        assert "form-action 'self' http://service.localhost:8000" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers


def test_the_pin_field_shows_digits_to_type_and_keeps_nothing(world: CardWorld) -> None:
    page = world.web.get("/pin", params=world.errand() | {"person": "hoshino_rei"}).text
    field = page[page.index('<input id="pin"') :].split(">")[0]
    for attribute in ('type="password"', 'inputmode="numeric"', 'autocomplete="off"'):
        assert attribute in field
    assert "value=" not in field
    assert "<script" not in page
    assert "style=" not in page
