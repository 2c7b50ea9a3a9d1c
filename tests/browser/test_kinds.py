"""Kinds of question on pages of their own, on a phone: drawn, answered wrongly, answered, and read back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from app.applications.drafts import start_draft
from app.applications.models import ActorKind, Application
from app.auth.identity import Assurance
from app.auth.models import SessionKind
from app.auth.sessions import open_session
from app.database import new_id
from app.japan.spoken import Yen
from app.language import Message
from app.prefill.facts import NOTHING_KNOWN
from app.procedures.context import Context
from app.procedures.named import PREVIEWS, Line
from app.procedures.publication import publish
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker
from tests.make import DISASTER, as_sure
from tests.procedures.making import a_procedure, a_step, described
from tests.world import World

WORDS = {
    "month": "使いはじめる月はいつですか。",
    "money": "1か月の家賃はいくらですか。",
    "code": "介護保険の被保険者番号は何番ですか。",
    "nursery": "どの保育所を希望しますか。",
    "item": "出したいものは何ですか。",
    "centres": "どの公民館を使いますか。",
    "hours": "1日に何時間はたらきますか。",
    "times": "何時から何時まで使いますか。",
    "account": "お金をどの口座で受け取りますか。",
}


def asked(kind: str, key: str, **more: Any) -> dict[str, Any]:
    return described(kind, key, label=WORDS[key], **more)


PAGES = [
    asked("month", "month", even=True),
    asked("money", "money"),
    asked("code", "code", rule="insured_number"),
    asked("listed", "nursery", list="nurseries"),
    asked("listed", "item", list="bulky_waste_items"),
    asked("listed", "centres", list="community_centres", several=True),
    asked("decimal", "hours", step="0.5", most=24, unit="時間"),
    asked("time_range", "times"),
    asked("bank_account", "account"),
]
ROW = [
    {**asked("money", "money"), "key": "paid"},
    {**asked("listed", "nursery", list="nurseries"), "key": "place"},
    {**asked("bank_account", "account"), "key": "paid_into"},
]
ROWS = described("group", "rows", label="だれの分ですか。", questions=ROW, most=3)


def rent_of_a_year(answers: Mapping[str, Any], _context: Context) -> tuple[Line, ...]:
    rent = answers.get("money")
    return () if rent is None else (Line(Message("1年の家賃"), Message("{yen}", {"yen": Yen(rent * 12)})),)


@pytest.fixture
def draft(world: World, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """An application under a definition that asks for every kind above; nobody's yet."""
    monkeypatch.setitem(PREVIEWS, "rent_of_a_year", rent_of_a_year)
    previews = {"money": ["rent_of_a_year"], "hours": ["rent_of_a_year"]}
    steps = [a_step(f"page_{page['key']}", page, previews=previews.get(page["key"], [])) for page in PAGES]
    procedure = a_procedure(*steps, a_step("page_rows", ROWS), key=DISASTER, short_title="見本の手続")
    with world.office.database.write() as session:
        revision = publish(session, procedure, now=world.clock())
        owner = as_sure(ActorKind.RESIDENT, new_id())
        begun = start_draft(session, revision, NOTHING_KNOWN, world.office.town, by=owner, now=world.clock())
        return begun.id


def comes_in(walker: Walker, draft: UUID) -> Walker:
    world = walker.world
    with world.office.database.write() as session:
        owner = session.get_one(Application, draft).owner_id
        extra = {"display_name": "見本 花子", "assurance": Assurance.AUTHENTICATED}
        opened = open_session(session, SessionKind.RESIDENT, owner, now=world.clock(), extra=extra)
    walker.page.context.add_cookies([{"name": "sid", "value": opened.token, "url": world.url}])
    walker.opens(f"/apply/{draft}")
    return walker


def answers(world: World, draft: UUID) -> dict[str, Any]:
    with world.office.database.read() as session:
        return dict(session.get_one(Application, draft).answers)


TYPED = {
    "month": {"month.year": "8", "month.month": "6"},
    "money": {"money": "12万"},
    "code": {"code": "0001234567"},
    "hours": {"hours": "7.5"},
}
PICKED = {"nursery": ["わかば保育園"], "centres": ["中央公民館", "西地区公民館"]}


def answer(resident: Walker, key: str) -> None:
    for box, text in TYPED.get(key, {}).items():
        resident.types(box, text)
    for words in PICKED.get(key, []):
        resident.picks(words)
    if key == "item":
        resident.page.select_option("#item", label="たんす")
    elif key == "times":
        resident.page.fill('[id="times.from"]', "09:00")
        resident.page.fill('[id="times.to"]', "17:30")


def test_every_page_is_drawn_complains_and_takes_its_answer(resident: Walker, draft: UUID) -> None:
    """Must catch: a page that is no page for a screen reader or a narrow screen, or a complaint without its box."""
    comes_in(resident, draft)
    for page in PAGES[:-1]:
        key = page["key"]
        resident.looks(key)
        resident.goes_on()
        resident.looks(f"{key} with a complaint")
        assert ("1年の家賃 1,440,000円" in resident.text) is (key == "hours")
        answer(resident, key)
        resident.goes_on()
    kept = answers(resident.world, draft)
    assert kept == {
        "month": "2026-06",
        "money": 120_000,
        "code": "0001234567",
        "nursery": {"key": "wakaba", "name": "わかば保育園"},
        "item": {"key": "chest", "name": "たんす"},
        "centres": [{"key": "chuo", "name": "中央公民館"}, {"key": "nishi", "name": "西地区公民館"}],
        "hours": 7.5,
        "times": {"from": "09:00", "to": "17:30"},
    }


def at_account(walker: Walker, draft: UUID) -> Walker:
    world = walker.world
    with world.office.database.write() as session:
        application = session.get_one(Application, draft)
        given: dict[str, Any] = {
            "month": "2026-06",
            "money": 1,
            "code": "0001234567",
            "nursery": {"key": "chuo", "name": "中央保育園"},
            "item": {"key": "chest", "name": "たんす"},
            "centres": [{"key": "chuo", "name": "中央公民館"}],
            "hours": 8.0,
            "times": {"from": "09:00", "to": "17:30"},
        }
        application.answers = given
    return comes_in(walker, draft)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_bank_is_searched_for_and_picked(visiting: Visiting, draft: UUID, *, scripted: bool) -> None:
    """Must catch: a search that needs a script, or loses what was typed before it."""
    resident = at_account(visiting(java_script_enabled=scripted), draft)
    resident.looks("account")
    resident.goes_on()
    resident.looks("account with a complaint")
    resident.types("account.holder", "みほん はる")
    resident.types("account.bank", "長野")
    resident.page.locator('.button[name="look_up"]').first.click()
    resident.page.wait_for_selector('[id="account.bank_pick"]')
    resident.looks("account with a choice of banks")
    resident.picks("八十二長野銀行", of="下から選んで")
    resident.types("account.branch", "ながの")
    resident.types("account.number", "12345")
    resident.picks("普通", of="種類")
    resident.goes_on()
    assert answers(resident.world, draft)["account"] == {
        "bank_code": "0143",
        "bank_name": "八十二長野銀行",
        "branch_code": "211",
        "branch_name": "長野",
        "account_type": "ordinary",
        "number": "0012345",
        "holder_kana": "ミホン ハル",
    }
    resident.looks("rows")


def test_the_post_bank_is_asked_for_its_own_numbers(resident: Walker, draft: UUID) -> None:
    """Must catch: boxes of both ways at once, of which nobody knows which to fill in."""
    at_account(resident, draft)
    symbol, bank = (resident.page.locator(f'[id="account.{part}"]') for part in ("symbol", "bank"))
    assert bank.is_visible()
    assert not symbol.is_visible()
    resident.picks("ゆうちょ銀行")
    assert symbol.is_visible()
    assert not bank.is_visible()
    resident.types("account.symbol", "11940")
    resident.types("account.symbol_number", "12345671")
    resident.types("account.holder", "ミホン ハル")
    resident.goes_on()
    kept = answers(resident.world, draft)["account"]
    assert (kept["bank_code"], kept["branch_code"], kept["number"]) == ("9900", "198", "1234567")
    assert (kept["symbol"], kept["symbol_number"]) == ("11940", "12345671")
