"""A photo while the virus scanner is silent: taken with thanks, opened by nobody, looked at later."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.files.models import ScanState, StoredFile
from app.files.virus_scan import EICAR
from app.upkeep import scan_waiting
from tests.people import Clerk, Resident
from tests.scenarios import disaster
from tests.scenarios.desk import case_of
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
