"""Every named place between the tap and the mail: kill -9 there, start again, send the same form once more."""

from pathlib import Path

import pytest

from app.failpoints import POINTS
from crash.books import Books
from crash.visitors import Ledger
from tests.architecture.house import APP, python_files
from tests.crash.filing import Filing
from tests.crash.photographing import Photographing
from tests.crash.town import Town, until

OF_FILES = {"file_half_written", "file_in_place"}
OF_THE_WORKER = {"notice_taken", "mail_handed_over"}
COMMITTED = {"before_response", "response_written"} | OF_THE_WORKER
IN_DOUBT = {"commit_under_way"}


def test_every_point_of_the_table_is_a_place_in_the_code_and_no_other() -> None:
    """I-01. Must catch: a point renamed or moved away, at which nobody dies any more."""
    code = "\n".join(Path(path).read_text("utf-8") for path in python_files(APP))
    reached = [name for name in POINTS for _ in range(code.count(f'reach("{name}")'))]
    reached += [name for name in POINTS for _ in range(code.count(f'reach_amid("{name}"'))]
    assert sorted(reached) == sorted(POINTS)
    assert code.count("reach(") + code.count("reach_amid(") == len(POINTS) + len(
        ["def reach", "def reach_amid"]
    )


@pytest.mark.long
@pytest.mark.parametrize("point", [name for name in POINTS if name not in OF_FILES])
def test_wherever_a_submission_dies_the_same_form_ends_at_one_receipt(town: Town, point: str) -> None:
    """I-01. Must catch: a number without an application, an application without its number, two of either."""
    town.start()
    filing = Filing(town)
    town.arm(point)
    acknowledged = filing.send()
    town.wait_for_death("worker" if point in OF_THE_WORKER and town.has_worker else "web")
    there = filing.numbers
    assert (there == [None]) is (point not in COMMITTED) or point in IN_DOUBT
    town.start()
    number = filing.send()
    assert number
    assert acknowledged in {None, number}
    assert there in ([None], [number])
    assert filing.send() == number
    assert filing.has_arrived_once(number)
    until(lambda: filing.notices == ["sent"])
    assert town.mails_about(number) == (2 if point == "mail_handed_over" else 1)
    filing.resident.close()


@pytest.mark.long
@pytest.mark.parametrize("point", sorted(OF_FILES))
def test_wherever_a_photo_dies_there_is_no_row_without_its_bytes(town: Town, point: str) -> None:
    """I-01. Must catch: a row before the file, a file that nobody ever sweeps away."""
    town.start()
    photo = Photographing(town)
    town.arm(point)
    assert photo.send() is None
    town.wait_for_death()
    assert photo.rows == []
    assert len(photo.on_disk) == 1
    town.start()
    assert photo.send() == 303
    assert len(photo.rows) == 1
    books = Books(town)
    ledger = Ledger(photos=[(photo.application, photo.sha256)])
    found = books.compare(ledger)
    books.close()
    assert (found.rows_without_file, found.files_without_row_after_the_sweep) == ([], [])
    assert (found.photos_lost, found.files_swept) == ([], 1)
    photo.resident.close()
