"""A file comes in: first the slow work, then one row."""

import hashlib
import io
import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from app.files import queries, refusals
from app.files.intake import IncomingFile, discard_all, mark_filed, prepare, remove
from app.files.kinds import MEGABYTE, FileKind, FileLimits
from app.files.local_disk import LocalDisk
from app.files.models import ScanState, StoredFile
from app.files.refusals import FileRefused, FileTooLarge
from app.files.store import sweep
from app.files.virus_scan import EICAR, SandboxScan
from tests.conftest import NOW
from tests.files import corpus
from tests.files.taking import CASE, OTHER_CASE, RESIDENT, Counter, made_up
from tests.files.test_local_disk import LATER


@pytest.fixture
def counter(store: LocalDisk, scan: SandboxScan, limits: FileLimits) -> Counter:
    return Counter(store, scan, limits)


def test_a_file_is_kept_as_it_arrived_and_as_it_may_be_opened(counter: Counter, database: Database) -> None:
    content = corpus.photo_that_tells(6)
    prepared = counter.prepare(content, "../屋根.jpg", keep_original=True)
    with database.write() as session:
        counter.attach(session, prepared)
    with database.read() as session:
        (file,) = queries.list_files_of(session, CASE, "photos")
        assert (file.display_name, file.media_type, file.position) == ("屋根.jpg", FileKind.JPEG, 1)
        assert (file.size_bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert (file.width, file.height, file.pages) == (480, 640, None)
        assert (file.scan_state, file.scanned_at) == (ScanState.CLEAN, NOW)
        assert (file.received_at, file.received_by) == (NOW, RESIDENT)
        assert counter.store.open(file.original_key or "") == content
        assert b"SECRET" not in counter.store.open(file.copy_key)


def test_without_a_reason_the_original_is_not_kept(counter: Counter) -> None:
    assert counter.prepare(corpus.photo_that_tells()).original_key is None


def test_names_are_sealed_in_the_database(counter: Counter, database: Database) -> None:
    with database.write() as session:
        counter.take(session, corpus.photo(), "山田の家.jpg")
    with database.engine.connect() as connection:
        (stored,) = connection.exec_driver_sql("SELECT display_name FROM stored_file").one()
    assert "山田" not in bytes(stored).decode(errors="ignore")


def test_a_file_without_a_name_gets_its_position(counter: Counter, database: Database) -> None:
    with database.write() as session:
        names = [counter.attach(session, made_up()).display_name for _ in range(2)]
        assert names == ["写真1.jpg", "写真2.jpg"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "中身がありません"),
        (bytes(25 * MEGABYTE), "20MBまで"),
        (corpus.HTML, "HTML"),
        (EICAR, "種類"),
        (corpus.infected_pdf(), "ウイルス"),
        (corpus.locked_pdf(), "パスワード"),
        (corpus.png_bomb(), "大きすぎて開けません"),
        (corpus.photo()[:900], "途中で切れて"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    content: bytes, message: str, counter: Counter, store: LocalDisk
) -> None:
    with pytest.raises((FileRefused, FileTooLarge), match=message):
        counter.prepare(content)
    assert list(store.list()) == []


def test_a_stream_without_end_is_read_to_the_limit_only(counter: Counter) -> None:
    """Must catch: reading all of what is sent before looking at how much it is."""

    class Endless(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size >= 0
            self.given += size
            return bytes(size)

    stream = Endless()
    with pytest.raises(FileTooLarge):
        prepare(IncomingFile("a", stream), counter.limits, counter.store, counter.scan)
    assert stream.given == 20 * MEGABYTE + 1


def test_a_scanner_that_is_down_stops_nobody(counter: Counter, database: Database) -> None:
    """Must catch: refusing a file, and with it an application, for an outage of ours."""
    counter.scan.is_down = True
    with database.write() as session:
        file = counter.take(session, corpus.photo())
        assert (file.scan_state, file.scanned_at) == (ScanState.PENDING, None)
        assert queries.list_waiting_for_scan(session) == [file]


def test_the_same_photo_twice_is_one_file(counter: Counter, database: Database) -> None:
    with database.write() as session:
        first = counter.attach(session, made_up(sha256="same"))
        again = counter.attach(session, made_up(sha256="same"))
        elsewhere = counter.attach(session, made_up(sha256="same"), question="other")
        assert again is first
        assert elsewhere is not first
        assert queries.count_files_of(session, CASE) == 2
        remove(session, first, by=RESIDENT, now=NOW)
        assert counter.attach(session, made_up(sha256="same")) is not first


def test_two_photos_may_have_the_same_name(counter: Counter, database: Database) -> None:
    with database.write() as session:
        for prepared in (made_up(), made_up()):
            counter.attach(session, replace(prepared, name="image.jpg"))
        assert [file.position for file in queries.list_files_of(session, CASE)] == [1, 2]


def test_a_case_takes_as_many_files_and_bytes_as_it_may(counter: Counter, database: Database) -> None:
    """Must catch: counting one question only, counting what was removed, off by one."""
    tight = FileLimits(case_files=2, case_bytes=10 * MEGABYTE)
    with database.write() as session:
        counter.attach(session, made_up(4 * MEGABYTE, limits=tight))
        second = counter.attach(session, made_up(4 * MEGABYTE, limits=tight), question="other")
        counter.attach(session, made_up(4 * MEGABYTE, limits=tight), case=OTHER_CASE)
        with pytest.raises(FileRefused) as refused:
            counter.attach(session, made_up(limits=tight))
        assert refused.value.said == refusals.too_many(2)
        remove(session, second, by=RESIDENT, now=NOW)
        with pytest.raises(FileTooLarge) as too_large:
            counter.attach(session, made_up(6 * MEGABYTE + 1, limits=tight))
        assert too_large.value.said == refusals.case_too_large(10)
        counter.attach(session, made_up(6 * MEGABYTE, limits=tight))
        assert queries.bytes_of(session, CASE) == 10 * MEGABYTE


def kept_after_sweep(session: Session, store: LocalDisk, file: StoredFile) -> list[bool]:
    session.flush()
    sweep(store, queries.attachment_keys(session), LATER)
    return [store.exists(key) for key in file.keys]


def test_a_removed_file_is_gone_with_its_name_and_its_bytes(
    counter: Counter, database: Database, store: LocalDisk
) -> None:
    with database.write() as session:
        file = counter.take(session, corpus.photo(), "山田の家.jpg")
        assert kept_after_sweep(session, store, file) == [True, True]
        remove(session, file, by=RESIDENT, now=NOW)
        assert queries.list_files_of(session, CASE) == []
        assert (file.display_name, file.deleted_at, file.deleted_by) == ("", NOW, RESIDENT)
        remove(session, file, by=None, now=NOW + timedelta(days=1))
        assert (file.deleted_at, file.deleted_by) == (NOW, RESIDENT)
        assert kept_after_sweep(session, store, file) == [False, False]


def test_what_was_filed_stays_as_it_was_filed(counter: Counter, database: Database, store: LocalDisk) -> None:
    """Must catch: a correction that destroys what an earlier submitted version shows."""
    with database.write() as session:
        file = counter.take(session, corpus.photo())
        mark_filed(session, CASE, now=NOW)
        mark_filed(session, CASE, now=NOW + timedelta(days=1))
        remove(session, file, by=RESIDENT, now=NOW)
        assert file.filed_at == NOW
        assert queries.list_files_of(session, CASE) == []
        assert queries.get_file(session, CASE, file.id).display_name == "屋根.jpg"
        assert kept_after_sweep(session, store, file) == [True, True]


def test_a_discarded_case_leaves_no_row(counter: Counter, database: Database) -> None:
    with database.write() as session:
        remove(session, counter.attach(session, made_up()), by=RESIDENT, now=NOW)
        mine, others = made_up(), made_up()
        counter.attach(session, mine)
        counter.attach(session, others, case=OTHER_CASE)
        discard_all(session, CASE)
        session.flush()
        assert queries.list_ever_of(session, CASE) == []
        assert queries.attachment_keys(session) == {others.copy_key, others.thumbnail_key}


def test_what_was_prepared_and_never_attached_is_swept_away(
    counter: Counter, database: Database, store: LocalDisk
) -> None:
    counter.prepare(corpus.photo())
    with database.read() as session:
        assert sweep(store, queries.attachment_keys(session), LATER) == 2


def test_no_log_line_is_written_about_a_file(
    counter: Counter, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with database.write() as session:
        counter.take(session, corpus.photo(), "SECRET.jpg")
    with pytest.raises(FileRefused) as refused:
        counter.prepare(corpus.photo()[:900], "SECRET.jpg")
    assert "SECRET" not in caplog.text + str(refused.value)
