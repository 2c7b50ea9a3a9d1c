"""The disk is full, the database is gone, two meet in it: people get a sentence, and what they typed stays."""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from app.files import local_disk
from app.web.routing import TRIES
from tests.people import Resident
from tests.scenarios import certificate, disaster
from tests.world import World, a_world

SUBMIT = "この内容で申請する"
RESEND = "もう一度送る"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def resident(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


class Said(Exception):
    """What a driver says: SQLite by a name, PostgreSQL by a state."""

    def __init__(self, *, sqlstate: str | None = None, sqlite_errorname: str | None = None) -> None:
        super().__init__("the driver's own words")
        if sqlstate:
            self.sqlstate = sqlstate
        if sqlite_errorname:
            self.sqlite_errorname = sqlite_errorname


def failing(said: Said, kind: type[DBAPIError] = OperationalError) -> DBAPIError:
    return kind("COMMIT", {}, said)


@contextmanager
def trouble(world: World, failure: Callable[[], Exception], times: int = 1000) -> Iterator[list[int]]:
    """The next commits fail; yields how many did."""
    failed: list[int] = []

    def fail(_session: Any) -> None:
        if len(failed) < times:
            failed.append(1)
            raise failure()

    event.listen(world.office.database.sessions, "before_commit", fail)
    try:
        yield failed
    finally:
        event.remove(world.office.database.sessions, "before_commit", fail)


CASES = [
    pytest.param(Said(sqlite_errorname="SQLITE_FULL"), OperationalError, 507, id="sqlite-full"),
    pytest.param(
        Said(sqlite_errorname="SQLITE_IOERR_WRITE"), OperationalError, 507, id="sqlite-cannot-write"
    ),
    pytest.param(Said(sqlstate="53100"), OperationalError, 507, id="postgresql-full"),
    pytest.param(Said(sqlstate="57P01"), OperationalError, 503, id="postgresql-stopped"),
    pytest.param(Said(sqlite_errorname="SQLITE_BUSY"), OperationalError, 409, id="sqlite-locked"),
    pytest.param(Said(sqlstate="40001"), OperationalError, 409, id="serialization"),
    pytest.param(Said(sqlstate="40P01"), OperationalError, 409, id="deadlock"),
    pytest.param(Said(sqlstate="55P03"), DBAPIError, 409, id="lock-not-available"),
]


@pytest.mark.parametrize(("said", "kind", "status"), CASES)
def test_whatever_the_database_refuses_what_was_typed_can_be_sent_again(
    world: World, resident: Resident, said: Said, kind: type[DBAPIError], status: int
) -> None:
    """I-04, I-05, I-06, I-07. Must catch: a 500, a number for nothing, a page that has lost the answers."""
    certificate.reach_check(resident)
    with trouble(world, lambda: failing(said, kind)):
        resident.sends(SUBMIT, {"consent_truth": "yes"}, expected=status)
    assert "入力" in resident.text
    assert "残っています" in resident.text
    assert ("保存できませんでした" in resident.text) is (status in {409, 507})
    resident.sends(RESEND)
    assert resident.heading == "申請が届きました"


def test_what_was_typed_on_any_page_comes_back_with_one_tap(world: World, resident: Resident) -> None:
    """I-05. Must catch: boxes with several values, empty ones or foreign letters changed on the way."""
    disaster.begin(resident)
    house = {
        "house_address.town": "大字<中央>&\"'",
        "house_address.block": "　７７番地 ",
        "house_address.postcode": "",
    }
    form = resident.form("次へ")
    sent = resident.fields_of(form) | {name: [value] for name, value in house.items()}
    with trouble(world, lambda: failing(Said(sqlstate="57P01"))):
        resident.sends("次へ", house, expected=503)
    again = resident.fields_of(resident.form(RESEND))
    assert again == sent


def test_a_connection_that_died_is_no_mistake_of_ours(world: World, resident: Resident) -> None:
    """I-06. Must catch: 500 for a connection closed under our feet, which drivers call an interface error."""
    disaster.begin(resident)

    def closed() -> DBAPIError:
        return InterfaceError("COMMIT", {}, Said(), connection_invalidated=True)

    with trouble(world, closed):
        resident.sends("次へ", {f"house_address.{p}": t for p, t in disaster.HOUSE.items()}, expected=503)


def test_who_collides_is_tried_again_before_anybody_hears_of_it(world: World, resident: Resident) -> None:
    """I-07. Must catch: an error for what would have gone well a moment later; tries without an end."""
    certificate.reach_check(resident)
    with trouble(world, lambda: failing(Said(sqlstate="40P01")), times=TRIES - 1) as failed:
        resident.sends(SUBMIT, {"consent_truth": "yes"})
    assert resident.heading == "申請が届きました"
    assert len(failed) == TRIES - 1
    certificate.reach_check(resident, sign_in=False)
    with trouble(world, lambda: failing(Said(sqlstate="40P01"))) as failed:
        resident.sends(SUBMIT, {"consent_truth": "yes"}, expected=409)
    assert len(failed) == TRIES


def test_a_photo_without_room_leaves_nothing_and_is_asked_for_again(
    world: World, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-04. Must catch: half a file left on a full disk; a form sent again without the photo it was about."""
    disaster.arrive(resident)
    disaster.tell_of_damage(resident)
    files = world.settings.data / "files"
    before = files_in(files)
    write = local_disk._write_durably

    def half(path: Path, parts: Iterable[bytes]) -> None:
        content = b"".join(parts)
        write(path, [content[: len(content) // 2]])
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(local_disk, "_write_durably", half)
    resident.sends("次へ", files=[("photos", ("床.jpg", disaster.photo(31)))], expected=507)
    assert "保存できませんでした" in resident.text
    assert "もう一度選んでください" in resident.text
    assert RESEND not in resident.text
    assert files_in(files) == before


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
