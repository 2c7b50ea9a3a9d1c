"""A photo while the virus scanner is silent: taken with thanks, opened by nobody, looked at later."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.applications import identity
from app.applications.identity_models import IdentityState
from app.applications.identity_queries import find_check
from app.applications.queries import get_by_number
from app.files.models import ScanState, StoredFile
from app.files.virus_scan import EICAR
from app.upkeep import scan_waiting
from tests.papers import ALL
from tests.people import Clerk, Resident
from tests.scenarios import disaster
from tests.scenarios.desk import case_of
from tests.scenarios.test_without_a_card import begins, guest_walker, sends_paper
from tests.world import World


@pytest.fixture
def silent(world: World) -> Iterator[None]:
    world.scanner.is_silent = True
    yield
    world.scanner.is_silent = False


def sends_a_photo(resident: Resident, shade: int) -> str:
    """From the first page to the submitted photo; the 受付番号."""
    number = disaster.arrive(resident)
    disaster.tell_of_damage(resident)
    resident.sends("次へ", files=[("photos", ("屋根.jpg", disaster.photo(shade)))])
    resident.sends("次へ", {"survey_contact": disaster.PHONE})
    resident.sends("次へ", {"copies": "1", "receive": "counter"})
    resident.sends("この内容を送る", {"consent_truth": "yes"})
    return number


def latest_file(session: Session) -> StoredFile:
    file = session.query(StoredFile).order_by(StoredFile.received_at.desc()).first()
    assert file is not None
    return file


def test_a_silent_scanner_keeps_nobody_from_applying(
    world: World, resident: Resident, clerk: Clerk, silent: None
) -> None:
    """I-59e. Must catch: refusing or losing a photo because the scanner is down; showing staff what nobody scanned."""
    number = sends_a_photo(resident, 21)
    clerk.opens(case_of(number))
    assert "検査中" in clerk.text
    assert clerk.page.xpath("//main//a[contains(@href, '/view')]") == []
    scan_waiting(world.office)
    with world.office.database.read() as session:
        assert latest_file(session).scan_state is ScanState.PENDING
    world.scanner.is_silent = False
    scan_waiting(world.office)
    clerk.opens(case_of(number))
    assert "検査ずみ" in clerk.text
    assert clerk.page.xpath("//main//a[contains(@href, '/view')]") != []


def test_what_turns_out_infected_is_shut_away_and_its_owner_told_kindly(
    world: World, resident: Resident, clerk: Clerk, silent: None
) -> None:
    """I-59e. Must catch: quarantine that only staff know of; a mail that tells of it again at every look."""
    number = sends_a_photo(resident, 22)
    with world.office.database.write() as session:
        file = latest_file(session)
        file.copy_key = world.office.doors.files.put(EICAR)  # as though a new signature knew it
    world.scanner.is_silent = False
    scan_waiting(world.office)
    scan_waiting(world.office)
    clerk.opens(case_of(number))
    assert "ウイルスの疑い" in clerk.text
    mails = [mail for mail in world.mails(number) if "開けないファイル" in mail.subject]
    assert len(mails) == 1
    assert "お手続きは、このまま進みます" in mails[0].body
    photos = f"/apply/{file.subject_id}/steps/photos"
    resident.opens(photos)
    assert "町では開けません" in resident.text
    resident.sends("消す（屋根.jpg）")
    resident.sends("次へ", files=[("photos", ("撮り直し.jpg", disaster.photo(23)))])
    resident.opens(photos)
    assert "町では開けません" not in resident.text


def turns_out_infected(world: World) -> None:
    """The photo that was sent last."""
    with world.office.database.write() as session:
        latest_file(session).copy_key = world.office.doors.files.put(EICAR)
    world.scanner.is_silent = False
    scan_waiting(world.office)
    scan_waiting(world.office)
    world.scanner.is_silent = True


def test_a_photo_that_shows_who_one_is_and_is_infected_is_asked_for_again(
    world: World, clerk: Clerk, silent: None
) -> None:
    """I-59e. Must catch: an owner who waits for an officer, who waits for a photo that nobody will ever open."""
    resident = guest_walker(world)
    begins(world, resident, "infected@mail.example")
    sends_paper(resident, "driving_licence", 40)
    turns_out_infected(world)
    resident.opens(resident.path)
    assert "町では開けません" in resident.text
    resident.sends("次へ", expected=422)
    assert "photos" in resident.complaints, "what nobody can open shows nothing"
    sends_paper(resident, "driving_licence", 90)
    resident.sends("消す（card.jpg）")
    assert "町では開けません" not in resident.text
    resident.sends("次へ")
    resident.reaches_check()
    number = resident.submits()
    turns_out_infected(world)
    resident.opens(f"/my/{number}")
    assert "写真のファイルからウイルスが見つかりました" in resident.text
    mails = [mail.subject for mail in world.mails(number) if "もう一度お送りください" in mail.subject]
    assert len(mails) == 1
    clerk.opens(f"{case_of(number)}/identity")
    assert "ウイルスの疑い" in clerk.text
    resident.follows("写真を送る")
    resident.sends("次へ", expected=422)
    sends_paper(resident, "driving_licence", 140)
    resident.sends("次へ")
    world.scanner.is_silent = False
    scan_waiting(world.office)
    clerk.opens(f"{case_of(number)}/identity")
    assert "ウイルスの疑い" not in clerk.text
    clerk.sends("本人と確かめた", {"checked": list(ALL)})
    resident.opens(f"/my/{number}/lookers")
    assert "本人確認の書類をもう一度お願いしました" in resident.text
    resident.close()


def test_what_was_looked_at_already_is_asked_for_no_more(world: World, clerk: Clerk) -> None:
    """Must catch: somebody who is known, and is told that they are not."""
    resident = guest_walker(world)
    begins(world, resident, "late@mail.example")
    sends_paper(resident, "driving_licence", 190)
    resident.sends("次へ")
    resident.reaches_check()
    number = resident.submits()
    clerk.opens(f"{case_of(number)}/identity")
    clerk.sends("本人と確かめた", {"checked": list(ALL)})
    with world.office.database.write() as session:
        check = find_check(session, get_by_number(session, number).id)
        assert check is not None
        identity.lose_photo(session, check, now=world.clock())
        assert check.state is IdentityState.ACCEPTED
    resident.close()
