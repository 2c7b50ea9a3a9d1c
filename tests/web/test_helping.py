"""Help on the telephone: whoever says yes shows the page they are on to one clerk, for a quarter of an hour."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select

from app.applications.help_models import HelpCall
from app.audit.models import AuditEntry
from app.upkeep import warn_and_forget
from tests import make
from tests.people import Clerk
from tests.scenarios.large import LargeWalker
from tests.walks import WALKS
from tests.world import PASSWORD, World, a_world

RENEWAL = "kaigo_certification_renewal"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def elder(world: World) -> LargeWalker:
    walk = WALKS[RENEWAL]
    resident = LargeWalker(world.url, make.filled(RENEWAL, walk.given, walk.person), walk)
    resident.begins()
    return resident


def an_officer(world: World, login: str = "tanto") -> Clerk:
    clerk = Clerk(world.url)
    clerk.signs_in(login, PASSWORD)
    return clerk


@pytest.fixture
def clerk(world: World) -> Clerk:
    return an_officer(world)


def shows(elder: LargeWalker) -> str:
    """The number that is read out; then back to the page."""
    here = elder.path
    elder.opens(phone_of(elder))
    elder.sends("はい、見せます")
    code = "".join(elder.page.xpath("//*[contains(@class, 'help-code')]/text()"))
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", code)
    elder.opens(here)
    return code


def phone_of(elder: LargeWalker) -> str:
    return "/".join(elder.path.split("/")[:3]) + "/phone"


def joins(clerk: Clerk, code: str, expected: int = 200) -> None:
    clerk.opens("/staff/help")
    clerk.sends("同じ画面を見る", {"code": code}, expected)


def reaches(elder: LargeWalker, at: str) -> None:
    for _ in range(40):
        if elder.place == at:
            return
        elder.answers_page()


def entries(world: World, *actions: str) -> list[AuditEntry]:
    with world.office.database.read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.action.in_(actions)))
        rows = list(found.all())
        session.expunge_all()
        return rows


def test_nothing_is_shown_before_somebody_says_yes(world: World, elder: LargeWalker) -> None:
    """L-4. Must catch: a number that is there already, a yes that is chosen already."""
    before = len(entries(world, "open_help", "show_page"))
    elder.opens(phone_of(elder))
    assert elder.page.xpath("//input[@checked]") == []
    assert world.office.town.contact_of(RENEWAL).phone in elder.text
    form = elder.form("はい、見せます")
    elder.client.post(form.action, data={"form_token": elder.fields_of(form)["form_token"]})
    elder.opens(phone_of(elder))
    assert elder.page.xpath("//*[contains(@class, 'help-code')]") == []
    assert len(entries(world, "open_help", "show_page")) == before


def test_the_clerk_sees_the_same_page_with_what_stands_there(elder: LargeWalker, clerk: Clerk) -> None:
    reaches(elder, "last_visit")
    code = shows(elder)
    joins(clerk, code)
    assert "最後に受診した日" in clerk.text
    assert "（まだ書いていません）" in clerk.text
    assert "6ページ目" in clerk.text
    elder.sends("次へ", {"last_visit.era": "reiwa", "last_visit.year": "8", "last_visit.month": "13"}, 422)
    clerk.opens(clerk.path)
    assert "13" in clerk.text
    assert "書いている途中" in clerk.text
    elder.answers_page()
    clerk.opens(clerk.path)
    assert "主治医に伝えましたか" in clerk.text
    elder.sends("次へ", {"doctor_agreed": "told"})
    elder.opens(elder.path.replace("next_visit", "doctor_agreed"))
    clerk.opens(clerk.path)
    assert clerk.page.xpath("//li[@data-chosen]/text()")[0].startswith("伝えた")


def test_nothing_can_be_done_on_the_clerks_page(elder: LargeWalker, clerk: Clerk) -> None:
    joins(clerk, shows(elder))
    assert clerk.boxes == set()
    forms = {form.action.rpartition("/")[2] for form in clerk.page.xpath("//main//form")}
    assert forms == {"end"}


def test_what_is_typed_is_seen_before_it_is_sent(elder: LargeWalker, clerk: Clerk) -> None:
    """What static/app.js tells while somebody types; the draft itself knows nothing of it."""
    reaches(elder, "next_visit")
    joins(clerk, shows(elder))
    form = elder.page.xpath("//form[@data-mirror]")[0]
    sent = {**elder.fields_of(form), "next_visit.year": ["9"], "page-place": [form.get("data-place")]}
    assert elder.client.post(form.get("data-mirror"), data=sent).status_code == 204
    clerk.opens(clerk.path)
    assert "書いている途中" in clerk.text
    elder.opens(elder.path)
    assert elder.typed("next_visit.year") == ""


def test_sensitive_answers_stay_hidden(world: World, elder: LargeWalker, clerk: Clerk) -> None:
    """L-4. Must catch: what is written of somebody's health, read out of the page, the script's words, or the table."""
    reaches(elder, "disease_name")
    joins(clerk, shows(elder))
    form = elder.page.xpath("//form[@data-mirror]")[0]
    sent = {**elder.fields_of(form), "disease_name": ["ひみつの病気"], "page-place": [form.get("data-place")]}
    elder.client.post(form.get("data-mirror"), data=sent)
    clerk.opens(clerk.path)
    assert "ふだん隠す答えです" in clerk.text
    assert "ひみつの病気" not in clerk.answer.text
    with world.office.database.read() as session:
        kept = [call.typed for call in session.scalars(select(HelpCall))]
    assert "ひみつの病気" not in str(kept)
    elder.sends("次へ", {"disease_name": "ひみつの病気"})
    elder.reaches_check()
    clerk.opens(clerk.path)
    assert "内容を確かめてください" in clerk.text
    assert "●●●●" in clerk.text
    assert "ひみつの病気" not in clerk.answer.text


def test_one_clerk_and_no_other(world: World, elder: LargeWalker, clerk: Clerk) -> None:
    """L-4. Must catch: a number that opens the page to whoever hears it second; an address that does."""
    code = shows(elder)
    joins(clerk, code)
    second = an_officer(world, "kessai")
    joins(second, code, 422)
    second.opens(clerk.path, 404)
    second.opens(f"{clerk.path}/changes", 404)


def test_only_with_the_section_of_the_procedure(world: World, elder: LargeWalker) -> None:
    """L-4. Must catch: a clerk of the accounts who reads about somebody's care."""
    code = shows(elder)
    stranger = an_officer(world, "yosho")
    joins(stranger, code, 422)
    assert "介護" not in stranger.text
    joins(an_officer(world), code)


def test_administrators_and_auditors_do_not_come_in(world: World) -> None:
    for login in ("kanri", "kansa"):
        an_officer(world, login).opens("/staff/help", 403)


@pytest.mark.parametrize("ender", ["owner", "clerk", "time"])
def test_it_ends(world: World, elder: LargeWalker, clerk: Clerk, ender: str) -> None:
    """L-4. By either side, or by itself after a quarter of an hour. Must catch: a page that goes on being shown."""
    joins(clerk, shows(elder))
    page = clerk.path
    if ender == "owner":
        elder.opens(elder.path)
        elder.sends("見せるのをやめる")
    elif ender == "clerk":
        clerk.sends("終わる")
    else:
        world.clock.forward(minutes=15)
    shown = len(entries(world, "show_page"))
    clerk.opens(page)
    assert clerk.path == "/staff/help"
    assert "終わりました" in clerk.text
    elder.opens(elder.path)
    assert "同じ画面を見ています" not in elder.text
    assert elder.page.xpath("//form[@data-mirror]") == []
    assert len(entries(world, "show_page")) == shown
    if ender == "time":
        world.clock.forward(minutes=-15)


def test_a_number_is_good_once_and_not_for_long(world: World, elder: LargeWalker, clerk: Clerk) -> None:
    first = shows(elder)
    elder.opens(phone_of(elder))
    elder.sends("見せるのをやめる")
    joins(clerk, first, 422)
    second = shows(elder)
    world.clock.forward(minutes=16)
    joins(clerk, second, 422)
    world.clock.forward(minutes=-16)


def test_said_twice_there_is_one_number(world: World, elder: LargeWalker) -> None:
    """Must catch: a second tap that makes the number on the screen worthless."""
    elder.opens(phone_of(elder))
    form = elder.form("はい、見せます")
    sent = {**elder.fields_of(form), "share": ["yes"]}
    for _ in range(2):
        elder.client.post(form.action, data=sent)
    with world.office.database.read() as session:
        calls = list(session.scalars(select(HelpCall).where(HelpCall.application_id == case_of(elder))))
    assert len(calls) == 1


def case_of(elder: LargeWalker) -> UUID:
    return UUID(elder.path.split("/")[2])


def test_guessing_is_refused_after_a_few(world: World) -> None:
    """I-45. The odds are counted in tests/auth/test_guessing.py. Must catch: a page on which nobody counts."""
    world.clock.forward(hours=25)
    guesser = an_officer(world)
    for guess in range(5):
        joins(guesser, f"{guess:012}", 422)
    joins(guesser, "000000000009", 429)
    world.clock.forward(hours=25)


def test_it_stands_in_the_trail_and_where_one_reads_who_looked(
    world: World, elder: LargeWalker, clerk: Clerk
) -> None:
    """L-4. Must catch: a look of the clerk's that its owner cannot find; a page shown that nobody has written down."""
    reaches(elder, "last_visit")
    joins(clerk, shows(elder))
    clerk.sends("終わる")
    mine = [
        each
        for each in entries(world, "open_help", "join_help", "show_page", "view_shared_page", "end_help")
        if each.subject_id == case_of(elder)
    ]
    said = [(each.action, each.actor_kind) for each in mine]
    assert said[0] == ("open_help", "resident")
    assert ("join_help", "staff") in said
    assert ("view_shared_page", "staff") in said
    assert said[-1] == ("end_help", "staff")
    shown = next(each for each in mine if each.action == "show_page")
    assert shown.fields == ["seeing_the_doctor", "last_visit"]
    seen = next(each for each in mine if each.action == "view_shared_page")
    assert seen.fields == shown.fields
    elder.opens("/my/lookers")
    assert "電話で、同じ画面を見ました" in elder.text
    assert world.office.town.contact_of(RENEWAL).name in elder.text
    assert "担当 はるか" not in elder.answer.text


def test_on_whole_pages_it_works_the_same(elder: LargeWalker, clerk: Clerk) -> None:
    reaches(elder, "last_visit")
    elder.looks_large("standard")
    elder.opens("/".join(elder.path.split("/")[:5]))
    elder.follows("電話で聞く")
    elder.sends("はい、見せます")
    code = "".join(elder.page.xpath("//*[contains(@class, 'help-code')]/text()"))
    elder.follows("続きを入力する")
    joins(clerk, code)
    assert "最後に受診した日" in clerk.text
    assert "次に受診する予定の日" in clerk.text


def test_what_is_over_is_forgotten(world: World, elder: LargeWalker, clerk: Clerk) -> None:
    joins(clerk, shows(elder))
    world.clock.forward(hours=25)
    warn_and_forget(world.office)
    with world.office.database.read() as session:
        left = list(session.scalars(select(HelpCall).where(HelpCall.application_id == case_of(elder))))
    assert left == []
    world.clock.forward(hours=-25)
