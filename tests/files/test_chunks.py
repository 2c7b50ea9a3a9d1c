"""A file in pieces: repeated, out of order, cut off, twice, too large."""

import hashlib
import os
import random
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from app.errors import Conflict, Invalid, NotFound
from app.files import chunk_queries, chunks
from app.files.chunks import CHUNK_BYTES, Announced, announce, assemble, check_piece, keep_piece, missing
from app.files.kinds import MEGABYTE, FileLimits
from app.files.local_disk import LocalDisk
from app.files.models import Upload
from app.files.refusals import FileRefused, FileTooLarge
from app.files.store import sweep
from app.files.virus_scan import SandboxScan
from tests.conftest import NOW
from tests.files.taking import CASE, OTHER_CASE, Counter, made_up
from tests.files.test_local_disk import LATER

CONTENT = os.urandom(3 * CHUNK_BYTES + 1000)


def announced(content: bytes = CONTENT, name: str = "屋根.jpg") -> Announced:
    return Announced(name, len(content), hashlib.sha256(content).hexdigest())


def begin(session: Session, file: Announced | None = None, limits: FileLimits | None = None) -> Upload:
    return announce(
        session, file or announced(), limits or FileLimits(), subject_id=CASE, question_key="photos", now=NOW
    )


def pieces(content: bytes = CONTENT) -> list[bytes]:
    return [content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES)]


def keys_of(session: Session, upload: Upload) -> list[str]:
    return [chunk.store_key for chunk in chunk_queries.list_chunks(session, upload.id)]


def test_pieces_may_come_in_any_order_and_twice(database: Database, store: LocalDisk) -> None:
    """I-59f. Must catch: a file put together in the order its pieces came in."""
    order = [0, 1, 2, 3] * 2
    random.Random(4).shuffle(order)
    with database.write() as session:
        upload = begin(session)
        assert missing(session, upload) == [0, 1, 2, 3]
        for position in order:
            keep_piece(session, upload, position, store.put(pieces()[position]), now=NOW)
        assert missing(session, upload) == []
        assert assemble(upload, keys_of(session, upload), store) == CONTENT


def test_it_goes_on_where_it_was(database: Database, store: LocalDisk) -> None:
    """I-59f. Must catch: beginning again with every line that breaks."""
    with database.write() as session:
        upload = begin(session)
        keep_piece(session, upload, 2, store.put(pieces()[2]), now=NOW)
    with database.write() as session:
        again = begin(session, announced(name="同じ写真.jpg"))
        assert again.id == upload.id
        assert missing(session, again) == [0, 1, 3]
        with pytest.raises(Conflict):
            assemble(again, keys_of(session, again), store)


def test_another_photo_of_the_same_name_is_another_upload(database: Database) -> None:
    with database.write() as session:
        assert begin(session).id != begin(session, announced(CONTENT + b"x")).id


@pytest.mark.parametrize(
    ("position", "content", "digest"),
    [
        (0, pieces()[0], "0" * 64),
        (0, pieces()[1], hashlib.sha256(pieces()[0]).hexdigest()),
        (0, b"", hashlib.sha256(b"").hexdigest()),
        (3, pieces()[3] + b"x", hashlib.sha256(pieces()[3] + b"x").hexdigest()),
        (4, b"x", hashlib.sha256(b"x").hexdigest()),
        (-1, pieces()[0], hashlib.sha256(pieces()[0]).hexdigest()),
    ],
    ids=["other digest", "other piece", "empty", "too long", "behind the end", "before the beginning"],
)
def test_a_piece_that_is_not_what_was_meant_is_asked_for_again(
    database: Database, position: int, content: bytes, digest: str
) -> None:
    """I-59f. Must catch: half a piece that arrived taken for the whole, positions nobody announced."""
    with database.write() as session:
        upload = begin(session)
        check_piece(upload, 3, pieces()[3], hashlib.sha256(pieces()[3]).hexdigest())
        with pytest.raises(Invalid):
            check_piece(upload, position, content, digest)


def test_a_whole_that_is_not_what_was_announced_is_refused(database: Database, store: LocalDisk) -> None:
    with database.write() as session:
        upload = begin(session, Announced("a.jpg", len(CONTENT), "0" * 64))
        for position, piece in enumerate(pieces()):
            keep_piece(session, upload, position, store.put(piece), now=NOW)
        with pytest.raises(Invalid):
            assemble(upload, keys_of(session, upload), store)


@pytest.mark.parametrize(
    "digest",
    ["", "x" * 64, "A" * 64, "0" * 63, "0" * 64 + "\n"],
    ids=["none", "no hex", "upper", "short", "more"],
)
def test_a_digest_that_is_none_is_refused(database: Database, digest: str) -> None:
    with database.write() as session, pytest.raises(Invalid):
        begin(session, Announced("a.jpg", 5, digest))


def test_what_would_not_be_taken_is_refused_before_it_is_sent(database: Database, counter: Counter) -> None:
    """I-59g. Must catch: 20 MB over a bad line for 「大きすぎます」 at their end; limits that only whole files have."""
    with database.write() as session:
        with pytest.raises(FileTooLarge):
            begin(session, Announced("a.jpg", 20 * MEGABYTE + 1, "0" * 64))
        with pytest.raises(FileRefused):
            begin(session, Announced("a.jpg", 0, "0" * 64))
        for _ in range(5):
            counter.attach(session, made_up(size_bytes=19 * MEGABYTE))
        with pytest.raises(FileTooLarge):
            begin(session, Announced("a.jpg", 6 * MEGABYTE, "0" * 64))
        assert begin(session, Announced("a.jpg", 5 * MEGABYTE, "0" * 64))
        with pytest.raises(FileRefused):
            begin(session, Announced("b.jpg", 5, "1" * 64), replace(FileLimits(), case_files=5))


def test_what_was_given_up_makes_room(database: Database) -> None:
    """I-59g. Must catch: no limit for what is only announced; abandoned tries that keep somebody out for a day."""
    with database.write() as session:
        for number in range(9):
            begin(session, Announced("a.jpg", 20 * MEGABYTE, f"{number:064}"))
        waiting = chunk_queries.list_uploads_of(session, CASE)
        assert sum(upload.size_bytes for upload in waiting) <= 100 * MEGABYTE
        for number in range(50):
            begin(session, Announced("a.jpg", 1, f"{100 + number:064}"))
        assert len(chunk_queries.list_uploads_of(session, CASE)) == 20
        assert chunk_queries.list_uploads_of(session, OTHER_CASE) == []


def test_an_upload_of_another_case_is_not_there(database: Database) -> None:
    with database.write() as session:
        upload = begin(session)
        for subject, question in ((OTHER_CASE, "photos"), (CASE, "papers")):
            with pytest.raises(NotFound):
                chunk_queries.get_upload(session, subject, question, upload.id)
        with pytest.raises(NotFound):
            chunk_queries.get_upload(session, CASE, "photos", uuid4())


def test_pieces_stay_while_they_are_wanted_and_are_swept_when_given_up(
    database: Database, store: LocalDisk
) -> None:
    """I-59f. Must catch: a sweep that takes the pieces of whoever waits for a better line; pieces kept for ever."""
    with database.write() as session:
        upload = begin(session)
        keep_piece(session, upload, 0, store.put(pieces()[0]), now=NOW)
        assert sweep(store, chunk_queries.chunk_keys(session), LATER) == 0
        chunk_queries.delete_untouched(session, NOW)
        assert chunk_queries.list_uploads_of(session, CASE) == [upload]
        chunk_queries.delete_untouched(session, NOW + timedelta(seconds=1))
        assert chunk_queries.chunk_keys(session) == set()
        assert sweep(store, chunk_queries.chunk_keys(session), LATER) == 1


def test_what_is_done_is_forgotten(database: Database, store: LocalDisk) -> None:
    with database.write() as session:
        upload = begin(session)
        keep_piece(session, upload, 0, store.put(pieces()[0]), now=NOW)
        chunks.forget(session, upload.id)
        assert chunk_queries.list_uploads_of(session, CASE) == []
        assert chunk_queries.chunk_keys(session) == set()


@pytest.fixture
def counter(store: LocalDisk, scan: SandboxScan, limits: FileLimits) -> Counter:
    return Counter(store, scan, limits)
