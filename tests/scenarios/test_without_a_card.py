"""カードがない方: an address proven by a code, photos of papers, an officer who looks, and only then a decision."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from app.applications.identity import purge_photos
from app.auth.contact_models import ContactCode
from app.files.virus_scan import EICAR
from tests import make
from tests.files.corpus import ARCHIVE, GIF_AND_SCRIPT, HTML, PROGRAM, SVG
from tests.papers import ALL, a_photo
from tests.people import Clerk, Resident
from tests.scenarios import desk
from tests.scenarios.addresses import code_in, newest_message, proves
from tests.scenarios.walker import Walker
from tests.walks import WALKS
from tests.world import World

START = f"/procedures/{make.ALLOWANCE}"
EMAIL = "midori@mail.example"


@pytest.fixture(autouse=True)
def _a_quarter_of_an_hour_later(world: World) -> None:
    """To one address few codes are sent at a time, and all of these tests write to the same."""
    world.clock.forward(minutes=16)


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


def sends_paper(resident: Resident, paper: str, shade: int = 90, expected: int = 200) -> None:
    photos = [("photos", ("card.jpg", a_photo(shade)))]
    resident.sends("選んだものを送る", {"paper": paper}, files=photos, expected=expected)


def begins(world: World, resident: Resident, email: str = EMAIL) -> None:
    resident.opens(START)
    resident.sends("カードなしで始める")
    assert resident.heading == "連絡先を確かめます"
    proves(world, resident, email)
    assert resident.heading == "本人確認の書類を送ってください"


def test_the_code_stands_in_no_address_no_subject_and_no_log(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """Must catch: a code read over a shoulder, in a list of mails, or in a log."""
    resident = visitor()
    resident.opens(START)
    resident.sends("カードなしで始める")
    resident.sends("メールで番号を受け取る", {"email": EMAIL})
    message = newest_message(world, EMAIL)
    code = code_in(message)
    assert code not in message.subject
    assert not re.search(r"\d{4}-?\d{4}", message.subject)
    assert code not in str(resident.answer.url)
    assert code.replace("-", "") not in resident.answer.text
    with world.office.database.read() as session:
        assert {row.code for row in session.query(ContactCode)} == {None}, "wiped once it is on its way"


def test_a_wrong_code_is_said_at_its_box_and_nothing_is_lost(
    world: World, visitor: Callable[[], Resident]
) -> None:
    resident = visitor()
    resident.opens(START)
    resident.sends("カードなしで始める")
    resident.sends("メールで番号を受け取る", {"email": "midori.example"}, expected=422)
    assert "email" in resident.complaints
    resident.sends("SMSで番号を受け取る", {"phone": "03-1234-5678"}, expected=422)
    assert "phone" in resident.complaints
    resident.sends("メールで番号を受け取る", {"email": EMAIL})
    resident.sends("確かめる", {"code": "0000-0000"}, expected=422)
    assert "code" in resident.complaints
    resident.sends("確かめる", {"code": ""}, expected=422)
    resident.sends("確かめる", {"code": code_in(newest_message(world, EMAIL))})
    assert resident.heading == "本人確認の書類を送ってください"


def test_a_telephone_is_proven_by_sms(world: World, visitor: Callable[[], Resident]) -> None:
    resident = visitor()
    resident.opens(START)
    resident.sends("カードなしで始める")
    resident.sends("SMSで番号を受け取る", {"phone": "０９０－００００－７７０１"})
    message = newest_message(world, "09000007701")
    assert message.telephone == "09000007701"
    assert len(message.body.strip()) <= 70, "one SMS"
    resident.sends("確かめる", {"code": code_in(message)})
    assert resident.heading == "本人確認の書類を送ってください"


def test_known_and_unknown_addresses_get_the_same_answer(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """Must catch: a page that tells whether somebody is known under an address, or takes none."""
    said = set()
    for email in (EMAIL, "nobody.at.all@mail.example", "refused@town.example"):
        resident = visitor()
        resident.opens(START)
        resident.sends("カードなしで始める")
        resident.sends("メールで番号を受け取る", {"email": email})
        said.add(resident.text.replace(email, ""))
    world.finish_jobs()
    assert len(said) == 1


def test_a_new_session_at_the_step_up(world: World, visitor: Callable[[], Resident]) -> None:
    """I-43. Must catch: whoever planted the cookie before goes along."""
    resident, thief = visitor(), visitor()
    resident.opens(START)
    resident.sends("カードなしで始める")
    before = resident.client.cookies["sid"]
    proves(world, resident, EMAIL)
    assert resident.client.cookies["sid"] != before
    thief.client.cookies.set("sid", before)
    thief.opens(resident.path)
    assert thief.path == "/sign-in"


def test_somebody_without_a_card_is_decided_about_in_the_end(
    world: World, visitor: Callable[[], Resident], clerk: Clerk, approver: Clerk
) -> None:
    """The whole way. Must catch: a decision before the papers; photos that were no good kept; words lost on the way."""
    resident = guest_walker(world)
    begins(world, resident)
    sends_paper(resident, "health_insurance")
    assert "あと1つ" in resident.text
    sends_paper(resident, "pension", 120)
    resident.sends("次へ")
    resident.reaches_check()
    number = resident.submits()
    resident.opens(f"/my/{number}")
    assert "本人確認の書類は、これから確かめます" in resident.text
    clerk.opens(f"/staff/cases/{number}")
    assert "本人確認はまだです" in clerk.text
    assert "届くことを確かめました" in clerk.text
    desk.take_up(clerk, number)
    assert "起案する" not in clerk.text
    clerk.opens(f"/staff/cases/{number}/proposal")
    assert clerk.path == f"/staff/cases/{number}"
    clerk.follows("書類を見て確かめる")
    photos = clerk.page.xpath("//main//figure//img/@src")
    assert len(photos) == 2
    assert clerk.client.get(photos[0]).headers["content-type"] == "image/jpeg"
    clerk.sends("もう一度送ってもらう", {"words": ""}, expected=422)
    assert "reasons" in clerk.complaints
    clerk.sends("もう一度送ってもらう", {"reasons": ["blurred"], "words": "明るい所で撮ってください。"})
    assert clerk.client.get(photos[0]).status_code == 404, "the photos that were no good are gone"
    assert "もう一度" in world.mails(number)[0].subject
    resident.opens(f"/my/{number}")
    for words in ("写真がぼやけていて", "明るい所で撮ってください。"):
        assert words in resident.text
    resident.follows("写真を送る")
    sends_paper(resident, "residence_card", 60)
    resident.sends("次へ")
    assert resident.path == f"/my/{number}"
    clerk.opens(f"/staff/cases/{number}/identity")
    clerk.sends("本人と確かめた", {"checked": list(ALL[:-1])}, expected=422)
    assert "checked" in clerk.complaints
    clerk.sends("本人と確かめた", {"checked": list(ALL)})
    assert "書類で確かめました" in clerk.text
    desk.propose(clerk, number, "grant")
    desk.approve(approver, number)
    purges(world)
    resident.opens(f"/my/{number}/lookers")
    for words in (
        "本人確認の書類を見ました",
        "本人と確かめました",
        "認めると決めました",
        "本人確認の写真を消しました",
    ):
        assert words in resident.text
    resident.close()


def guest_walker(world: World) -> Walker:
    journey = make.filled(make.ALLOWANCE)
    return Walker(world.url, journey, WALKS[make.ALLOWANCE])


def purges(world: World) -> None:
    """As if the days had gone by; the clock of the town is everybody's and stays."""
    office = world.office
    with office.database.write() as session:
        later = world.clock() + timedelta(days=office.town.identity_papers.days_kept.value + 1)
        assert purge_photos(session, office.town, now=later) >= 1


HOSTILE = {
    "html": HTML,
    "svg": SVG,
    "script": GIF_AND_SCRIPT,
    "program": PROGRAM,
    "archive": ARCHIVE,
    "virus": EICAR,
    "pdf": b"%PDF-1.7\n%%EOF",
}


def test_hostile_files_are_no_papers(world: World, visitor: Callable[[], Resident]) -> None:
    """Must catch: another door for files, without the checks of the first."""
    resident = visitor()
    begins(world, resident, "hostile@mail.example")
    for name, content in HOSTILE.items():
        photos = [("photos", (f"{name}.jpg", content))]
        resident.sends("選んだものを送る", {"paper": "driving_licence"}, files=photos, expected=422)
        assert "photos" in resident.complaints, name
    resident.opens(resident.path)
    resident.sends("選んだものを送る", files=[("photos", ("a.jpg", a_photo()))], expected=422)
    assert "paper" in resident.complaints
    assert "受け取った写真" not in resident.text
