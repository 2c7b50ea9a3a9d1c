"""The power fails in the moment of each answer: what somebody holds a receipt for is there when it is back."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from app.applications.lifecycle import State
from app.applications.queries import get_by_number
from app.audit.verify import verify
from app.cli import serving
from app.database import Database
from app.database_server import faults_of
from app.files.local_disk import LocalDisk
from app.files.models import StoredFile
from app.main import open_office
from app.settings import Misconfigured
from tests.operations.making import settings_in
from tests.operations.power import Disk, recorded, sees_a_sync
from tests.people import Resident
from tests.postgres import OwnServer, PostgresMissing, own_server
from tests.scenarios import certificate, disaster
from tests.world import World, a_world


class PowerFailsAtEveryAnswer:
    """Keeps what the disk would still hold in the moment before each answer to a form leaves the house."""

    def __init__(self, app: Any, disk: Disk, data: Path, kept: Path) -> None:
        self._app, self._disk, self._files, self._kept = app, disk, data / "files", kept
        self.survivors: list[Path] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def failing(message: Any) -> None:
            if message["type"] == "http.response.start" and scope["method"] == "POST":
                self.survivors.append(self._kept / str(len(self.survivors)))
                self._disk.survives(self._files, self.survivors[-1])
            await send(message)

        await self._app(scope, receive, failing)


class Town:
    def __init__(self, world: World, power: PowerFailsAtEveryAnswer) -> None:
        self.world, self.power = world, power

    def restarted(self) -> tuple[Database, LocalDisk]:
        """As it was when the newest answer left."""
        vault, folder = self.world.office.database.vault, self.power.survivors[-1]
        return Database(f"sqlite:///{folder / 'madoguchi.db'}", vault), LocalDisk(folder / "files", vault)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    (tmp_path / "heard").mkdir()
    if sys.platform != "linux" or not sees_a_sync(tmp_path / "heard"):
        if os.environ.get("REQUIRE_PG"):
            pytest.fail("this SQLite lets nobody listen to its syncs: the promise is not shown here")
        pytest.skip(
            "NOT SHOWN: this SQLite lets nobody listen to its syncs (Linux, SQLite as a shared library)"
        )
    data, kept = tmp_path / "data", tmp_path / "kept"
    data.mkdir()
    kept.mkdir()
    with recorded() as disk, a_world(data, jobs=False, begun="made") as world:
        power = PowerFailsAtEveryAnswer(world.app.middleware_stack, disk, data, kept)
        world.app.middleware_stack = power
        yield Town(world, power)


@pytest.mark.slow
def test_who_has_a_receipt_has_arrived_whenever_the_power_fails(town: Town) -> None:
    """I-03. Must catch: a commit that is answered before it is on the disk."""
    resident = Resident(town.world.url)
    for _ in range(2):
        number = certificate.claim(resident)
        database, _ = town.restarted()
        with database.read() as session:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
            case = get_by_number(session, number)
            assert (case.state, len(case.versions)) == (State.ARRIVED, 1)
            assert session.scalar(
                text("SELECT count(*) FROM notices WHERE reference_number = :n"), {"n": number}
            )
            assert verify(session, town.world.settings.audit.sealing_keys).ok
        database.engine.dispose()
        resident.close()
        resident = Resident(town.world.url)
    resident.close()


@pytest.mark.slow
def test_a_file_that_was_taken_is_there_whenever_the_power_fails(town: Town) -> None:
    """I-03. Must catch: a row without its file, or a file of no bytes, or in a folder that nobody finds."""
    resident = Resident(town.world.url)
    disaster.arrive(resident)
    disaster.tell_of_damage(resident)
    for shade in (77, 99):
        photo = disaster.photo(shade)
        resident.sends("選んだものを送る", files=[("photos", ("外観.jpg", photo))])
        database, files = town.restarted()
        with database.read() as session:
            rows = session.query(StoredFile).all()
            assert hashlib.sha256(photo).hexdigest() in {row.sha256 for row in rows}
            assert all(files.open(row.copy_key) for row in rows)
        database.engine.dispose()
    resident.close()


@pytest.fixture(scope="module")
def durable() -> Iterator[OwnServer]:
    """A server as it comes, whose settings a test may change."""
    try:
        with own_server() as server:
            yield server
    except PostgresMissing as why:
        if os.environ.get("REQUIRE_PG"):
            pytest.fail(f"PostgreSQL is required here: {why}")
        pytest.skip(f"NOT SHOWN: {why}")


def change(server: OwnServer, *statements: str) -> None:
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in (*statements, "SELECT pg_reload_conf()", "SELECT pg_sleep(0.3)"):
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_could_lose_a_receipt_is_refused_in_production(
    durable: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """I-03. Must catch: a database made fast for a test, with which real people are given receipts."""
    settings = settings_in(tmp_path, database_url=durable.url)
    office = open_office(settings)
    serving._prepare(office, settings, demo_wanted=False)  # what `serve` does before it serves
    assert not any(" is off" in fault for fault in faults_of(office.database))
    change(durable, f"ALTER SYSTEM SET {name} = off")
    production = settings.model_copy(update={"environment": "production"})
    monkeypatch.setattr(serving, "Settings", lambda: production)
    monkeypatch.setattr(serving, "open_office", lambda _: office)
    monkeypatch.setattr(serving, "JobRunner", None)  # whoever comes as far as jobs fails at once
    try:
        office.database.engine.dispose()
        with pytest.raises(Misconfigured, match=f"{name} is off"):
            serving._prepare(office, production, demo_wanted=False)
        with pytest.raises(Misconfigured, match=f"{name} is off"):
            serving.run_worker(None)  # type: ignore[arg-type]  # it looks at no argument
    finally:
        office.database.engine.dispose()
        change(durable, f"ALTER SYSTEM RESET {name}")


def test_a_sqlite_that_does_not_wait_for_the_disk_is_told(tmp_path: Path) -> None:
    """I-03. Must catch: `synchronous` set to what is fast."""
    office = open_office(settings_in(tmp_path))
    assert faults_of(office.database) == []
    office.database.engine.dispose()
