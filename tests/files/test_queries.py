"""Looking up attachments."""

from uuid import UUID

import pytest

from app.database import Database
from app.errors import NotFound
from app.files import queries
from app.files.intake import remove
from app.files.kinds import FileLimits
from app.files.local_disk import LocalDisk
from app.files.virus_scan import SandboxScan
from tests.conftest import NOW
from tests.files.taking import CASE, OTHER_CASE, RESIDENT, Counter, made_up


@pytest.fixture
def counter(store: LocalDisk, scan: SandboxScan, limits: FileLimits) -> Counter:
    return Counter(store, scan, limits)


def test_a_file_of_another_case_is_not_found(counter: Counter, database: Database) -> None:
    """Must catch: looking a file up by its id alone."""
    with database.write() as session:
        file = counter.attach(session, made_up())
        assert queries.get_file(session, CASE, file.id) is file
        for case, wanted in ((OTHER_CASE, file.id), (CASE, UUID(int=99))):
            with pytest.raises(NotFound):
                queries.get_file(session, case, wanted)


def test_a_removed_draft_file_is_not_found(counter: Counter, database: Database) -> None:
    with database.write() as session:
        file = counter.attach(session, made_up())
        remove(session, file, by=RESIDENT, now=NOW)
        with pytest.raises(NotFound):
            queries.get_file(session, CASE, file.id)


def test_files_are_listed_in_the_order_they_arrived(counter: Counter, database: Database) -> None:
    with database.write() as session:
        made = [counter.attach(session, made_up()) for _ in range(3)]
        other = counter.attach(session, made_up(), question="a_question")
        remove(session, made[1], by=RESIDENT, now=NOW)
        last = counter.attach(session, made_up())
        assert queries.list_files_of(session, CASE, "photos") == [made[0], made[2], last]
        assert queries.list_files_of(session, CASE) == [other, made[0], made[2], last]
        assert [file.position for file in (made[2], last)] == [3, 4]


def test_a_case_without_files_has_none(database: Database) -> None:
    with database.read() as session:
        assert queries.list_files_of(session, CASE) == []
        assert queries.count_files_of(session, CASE) == queries.bytes_of(session, CASE) == 0
        assert queries.attachment_keys(session) == set()
