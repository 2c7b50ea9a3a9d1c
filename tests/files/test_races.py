"""The same photo by two requests at once, on the database where two can write at once."""

import threading
from collections.abc import Iterator

import pytest

from app.database import Base, Database
from app.files import queries
from app.files.kinds import FileLimits
from app.files.local_disk import LocalDisk
from app.files.models import StoredFile
from app.files.virus_scan import SandboxScan
from app.vault import Vault
from tests.files.taking import CASE, Counter, made_up
from tests.postgres import PostgresServer, postgres

__all__ = ["postgres"]


@pytest.fixture
def pg_database(postgres: PostgresServer, vault: Vault) -> Iterator[Database]:
    opened = Database(postgres.create_database(), vault)
    Base.metadata.create_all(opened.engine, tables=[Base.metadata.tables[StoredFile.__tablename__]])
    yield opened
    opened.engine.dispose()


def test_the_same_photo_by_two_requests_at_once_is_one_file(
    pg_database: Database, store: LocalDisk, scan: SandboxScan, limits: FileLimits
) -> None:
    """Must catch: a unique index without the savepoint, or looking first without the index."""
    counter, ids = Counter(store, scan, limits), []
    together = threading.Barrier(2)

    def send() -> None:
        with pg_database.write() as session:
            queries.count_files_of(session, CASE)  # the transaction is open before the other one's commit
            together.wait()
            ids.append(counter.attach(session, made_up(sha256="same")).id)

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(ids) == 2
    assert ids[0] == ids[1]
    with pg_database.read() as session:
        assert queries.count_files_of(session, CASE) == 1
