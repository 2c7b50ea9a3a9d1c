"""A session may end, a draft never: another device, a long telephone call, another person at the same screen."""

import re
from collections.abc import Callable, Iterator

import pytest

from app.auth.models import SessionKind, WebSession
from app.auth.sessions import end
from tests.people import Resident
from tests.scenarios import allowance, certificate, disaster
from tests.world import World


@pytest.fixture
def visitor(world: World) -> Iterator[Callable[[], Resident]]:
    """As many browsers as one asks for."""
    opened: list[Resident] = []

    def another() -> Resident:
        opened.append(Resident(world.url))
        return opened[-1]

    yield another
    for each in opened:
        each.close()


def end_sessions_of_residents(world: World) -> None:
    """As staff or the person would from another device."""
    with world.office.database.write() as session:
        for web_session in session.query(WebSession).where(WebSession.kind == SessionKind.RESIDENT):
            end(web_session, now=world.clock())


def test_a_draft_is_continued_on_another_device(visitor: Callable[[], Resident]) -> None:
    telephone, computer = visitor(), visitor()
    telephone.signs_in("takahashi_yumiko", "1502", certificate.START)
    telephone.sends("始める")
    telephone.sends("次へ", {"scope": "household"})
    computer.signs_in("takahashi_yumiko", "1502", certificate.START)
    computer.follows("書きかけの続きを開く")
    assert computer.path.endswith("/steps/contents")
    computer.opens("/my")
    assert "書きかけ" in computer.text


@pytest.mark.parametrize("how", ["idle", "ended"])
def test_words_sent_after_the_session_are_waiting_behind_the_door(
    world: World, visitor: Callable[[], Resident], how: str
) -> None:
    """Must catch: typed words lost with the session, or saved without anybody having signed in."""
    resident = visitor()
    allowance.begin(resident, "fujita_naoki", "2201")
    draft = resident.path.rpartition("/steps/")[0]
    answers = {
        "inc_children.0.child_name.family": "藤田",
        "inc_children.0.child_name.given": "海",
        "inc_children.0.child_relation": "child",
    }
    if how == "idle":
        world.clock.forward(minutes=61)
    else:
        end_sessions_of_residents(world)
    resident.sends("次へ", answers)
    assert resident.path == "/sign-in"
    assert "サインインが切れました" in resident.text
    assert "入力した内容は残っています" in resident.text
    resident.reads_card("fujita_naoki", "2201")
    assert resident.heading == "入力は残っています"
    resident.sends("内容を受け取る")
    resident.sends("続ける", expected=422)
    assert resident.path.startswith(draft)
    assert resident.typed("inc_children.0.child_name.given") == "海"
    assert "inc_children.0.child_kana.family" in resident.complaints
    resident.opens("/kept")
    assert resident.path == "/my", "given back once"


def test_somebody_else_at_the_same_screen_neither_sees_nor_sends_them(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """Must catch: kept words handed to, or saved for, whoever signs in next."""
    shared, own = visitor(), visitor()
    shared.signs_in("katsuragi_yui", "1601", certificate.START)
    shared.sends("始める")
    draft = shared.path.rpartition("/steps/")[0]
    world.clock.forward(minutes=61)
    shared.sends("次へ", {"scope": "part"})
    shared.reads_card("yoshida_nozomi", "1602", 404)
    assert "入力は残っています" not in shared.text
    shared.opens("/kept")
    assert shared.path == "/my"
    assert "書きかけ" not in shared.text
    own.signs_in("katsuragi_yui", "1601")
    assert own.heading == "入力は残っています"
    own.sends("内容を受け取る")
    own.sends("続ける")
    assert own.path == f"{draft}/steps/members"


def test_a_guest_finds_words_again_by_the_code(world: World, visitor: Callable[[], Resident]) -> None:
    """Must catch: a guest, who cannot sign in, locked out of what was kept."""
    guest = visitor()
    number = disaster.arrive(guest)
    guest.follows("続きを教える")
    world.clock.forward(minutes=61)
    guest.sends("次へ", {"cause": "flood", "damage_parts": ["floor"], "damage_desc": "床まで水が来ました。"})
    assert guest.path == "/sign-in"
    guest.opens("/resume")
    guest.sends("開く", {"code": number, "phone": disaster.PHONE})
    assert guest.heading == "入力は残っています"
    guest.sends("内容を受け取る")
    guest.sends("続ける", expected=422)
    assert guest.typed("damage_desc") == "床まで水が来ました。"


def test_what_was_too_long_to_keep_leads_back_to_a_page(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """Must catch: after signing in, a page that only takes forms."""
    resident = visitor()
    resident.signs_in("inoue_fumi", "2001", certificate.START)
    resident.sends("始める")
    draft = resident.path.rpartition("/steps/")[0]
    world.clock.forward(minutes=61)
    token = resident.page.xpath("//input[@name='form_token']/@value")[0]
    sent = {"form_token": token, "stage": "あ" * 70_000}
    resident._shows(resident.client.post(f"{draft}/submit", data=sent), 200)
    assert "入力した内容は残っています" not in resident.text
    resident.reads_card("inoue_fumi", "2001")
    assert resident.path.startswith(draft)


def test_the_address_of_messages_can_be_opened_again(visitor: Callable[[], Resident]) -> None:
    """Without scripts it stands in the address bar. Must catch: 「この操作はできません」 after a tap on it."""
    resident = visitor()
    certificate.reach_check(resident)
    resident.sends("この内容で申請する", expected=422)
    assert resident.path.endswith("/submit")
    resident.opens(resident.path)
    assert resident.path.endswith("/check")
    resident.opens(resident.path.replace("/check", "/files/contents"))
    assert resident.path.endswith("/steps/contents")


def test_a_guest_is_told_the_way_back_before_the_session_ends(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """Must catch: a draft that nobody can open again, because its number was only told to who stopped on purpose."""
    guest, elsewhere = visitor(), visitor()
    disaster.begin(guest)
    draft = guest.path
    code = re.findall("続きの番号：([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})", guest.text)
    world.clock.forward(minutes=61)
    guest.sends("次へ", {f"house_address.{part}": text for part, text in disaster.HOUSE.items()})
    assert guest.path == "/sign-in"
    elsewhere.opens("/resume")
    elsewhere.sends("開く", {"code": code, "phone": disaster.PHONE})
    assert elsewhere.heading == "入力は残っています"
    elsewhere.sends("内容を受け取る")
    elsewhere.sends("続ける")
    assert elsewhere.path.rpartition("/")[0] == draft.rpartition("/")[0]


def test_no_number_is_promised_that_opens_nothing(visitor: Callable[[], Resident]) -> None:
    """Must catch: 「この番号と、入力した電話番号で」 where no telephone number was entered."""
    guest = visitor()
    guest.opens(disaster.START)
    guest.sends("始める")
    assert "続きの番号" not in guest.text
    guest.sends("やめて保存", {"applicant_name.family": "ヤマカワ", "applicant_name.given": "ミドリ"})
    assert "続きの番号" not in guest.text
    assert "この画面を開いた機械でだけ" in guest.text
