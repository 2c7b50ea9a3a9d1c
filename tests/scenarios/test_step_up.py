"""More is asked for on the way: whoever began with less is led through it, and finds everything as it was."""

import re
from collections.abc import Callable, Iterator

import pytest

from app.municipality.offering import AssuranceAsked
from tests import make
from tests.asking import asking
from tests.people import Resident
from tests.scenarios import disaster
from tests.scenarios.addresses import proves
from tests.world import World

START = f"/procedures/{make.ALLOWANCE}"


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


def test_more_is_asked_for_in_the_middle_and_nothing_is_lost(
    world: World, visitor: Callable[[], Resident]
) -> None:
    """Begun when nothing was asked for; the check page was open. Must catch: the tick, or a word, to be given again."""
    resident = visitor()
    disaster.begin(resident, "090-0000-7702")
    resident.sends("次へ", {f"house_address.{part}": text for part, text in disaster.HOUSE.items()})
    resident.sends("次へ", {"disaster_id": "heavy_rain_2026_04"})
    with asking(world, make.DISASTER, AssuranceAsked.CONTACT):
        resident.sends("この内容で申請する", {"consent_truth": "yes"})
        assert resident.heading == "連絡先を確かめます"
        proves(world, resident, "middle@mail.example")
        assert resident.heading == "入力は残っています"
        resident.sends("内容を受け取る")
        resident.sends("続ける")
        assert resident.heading == "申請が届きました"


def test_the_card_too_may_be_asked_for_in_the_middle(world: World, visitor: Callable[[], Resident]) -> None:
    """From guest to resident: the draft, and what was sent, go along. The session has ended in between."""
    resident = visitor()
    disaster.begin(resident, "090-0000-7703")
    code = re.findall("続きの番号：([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})", resident.text)
    resident.sends("次へ", {f"house_address.{part}": text for part, text in disaster.HOUSE.items()})
    resident.sends("次へ", {"disaster_id": "heavy_rain_2026_04"})
    with asking(world, make.DISASTER, AssuranceAsked.AUTHENTICATED):
        world.clock.forward(minutes=61)
        resident.sends("この内容で申請する", {"consent_truth": "yes"})
        assert resident.path == "/sign-in"
        resident.opens("/resume")
        resident.sends("開く", {"code": code, "phone": "090-0000-7703"})
        assert resident.heading == "入力は残っています"
        resident.sends("内容を受け取る")
        resident.sends("続ける")
        assert resident.heading == "本人確認をしてください"
        resident.reads_card("inoue_fumi", "2001")
        assert resident.heading == "入力は残っています"
        resident.sends("内容を受け取る")
        resident.sends("続ける")
        assert resident.heading == "申請が届きました"


def test_on_another_device_the_address_is_proven_anew(world: World, visitor: Callable[[], Resident]) -> None:
    """A number and a telephone open a draft and send nothing. Must catch: assurance carried over by a code."""
    phone, computer = visitor(), visitor()
    with asking(world, make.DISASTER, AssuranceAsked.CONTACT):
        phone.opens(disaster.START)
        assert "本人確認に使うもの" in phone.text
        phone.sends("始める")
        proves(world, phone, "device@mail.example")
        named = {"applicant_name.family": "ヤマカワ", "applicant_name.given": "ミドリ"}
        phone.sends("次へ", {**named, "applicant_phone": "090-0000-7704"})
        code = re.findall("続きの番号：([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})", phone.text)
        phone.sends("次へ", {f"house_address.{part}": text for part, text in disaster.HOUSE.items()})
        phone.sends("次へ", {"disaster_id": "heavy_rain_2026_04"})
        draft = phone.path.rpartition("/")[0]
        computer.opens("/resume")
        computer.sends("開く", {"code": code, "phone": "090-0000-7704"})
        computer.opens(f"{draft}/check")
        assert computer.heading == "連絡先を確かめます"
        proves(world, computer, "device@mail.example")
        assert computer.path == f"{draft}/check"
        computer.sends("この内容で申請する", {"consent_truth": "yes"})
        assert computer.heading == "申請が届きました"


def test_a_procedure_that_needs_a_signature_takes_no_papers(
    world: World, visitor: Callable[[], Resident]
) -> None:
    resident = visitor()
    with asking(world, make.ALLOWANCE, AssuranceAsked.SIGNED):
        resident.opens(START)
        assert "カードなしで始める" not in resident.text
        assert "署名用の暗証番号" in resident.text
        assert "5回目の誕生日" in resident.text
        resident.reads_card("mizuno_yoko", "1101")
        assert "署名用の暗証番号" in resident.text
        assert "スマートフォン" not in resident.text, "what has been shown is asked for no more"
        resident.sends("始める")
        assert "/steps/" in resident.path
