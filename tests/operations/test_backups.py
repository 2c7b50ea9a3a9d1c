"""A backup made while others write becomes a working service in another place, on both databases."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.applications.lifecycle import State
from app.audit.anchors import write_anchor
from app.backups import snapshot
from app.backups.making import Place, make, part_of
from app.backups.manifest import Manifest, Unusable
from app.backups.queries import Contents
from app.backups.restoring import restore
from app.cli.backup import place_of
from app.database import Database, new_id
from app.files.kinds import FileKind
from app.files.models import ScanState, StoredFile
from app.migrating import migrate
from app.settings import Settings
from tests.audit.tampering import as_owner
from tests.conftest import NOW
from tests.make import DISASTER, a_case
from tests.operations.making import settings_in
from tests.postgres import PostgresServer

PICTURE = b"a picture of a wall"


class Towns:
    """Places of one kind of database, each empty."""

    def __init__(self, folder: Path, server: PostgresServer | None) -> None:
        self._folder, self._server = folder, server
        self.opened: list[Place] = []

    def settings(self, name: str, **more: object) -> Settings:
        url = {"database_url": self._server.create_database()} if self._server else {}
        return settings_in(self._folder / name, **{**url, **more})

    def place(self, name: str, **more: object) -> Place:
        folder = f"{name}{len(self.opened)}"
        (self._folder / folder).mkdir()
        self.opened.append(place_of(self.settings(folder, **more)))
        return self.opened[-1]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def towns(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Towns]:
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    made = Towns(tmp_path_factory.mktemp("towns"), server)
    yield made
    for place in made.opened:
        place.database.engine.dispose()


@pytest.fixture(scope="module")
def town(towns: Towns) -> Place:
    """With cases in some states, a picture, and an anchor. Whoever breaks something puts it back."""
    place = towns.place("before")
    migrate(place.database.engine.url.render_as_string(hide_password=False))
    for state in (State.DRAFT, State.ARRIVED, State.GRANTED):
        with place.database.write() as session:
            a_case(session, state)
    hand_in(place)
    with place.database.read() as session:
        write_anchor(session, place.anchors, now=NOW)
    return place


def hand_in(place: Place) -> str:
    key = place.files.put(PICTURE)
    with place.database.write() as session:
        session.add(
            StoredFile(
                subject_id=new_id(), question_key="photos", position=1, display_name="家.jpg",
                media_type=FileKind.JPEG, size_bytes=len(PICTURE), sha256=new_id().hex, copy_key=key,
                scan_state=ScanState.CLEAN, received_at=NOW,
            )
        )  # fmt: skip
    return key


def numbers_of(database: Database) -> list[str]:
    wanted = "SELECT reference_number FROM application WHERE reference_number IS NOT NULL ORDER BY 1"
    with database.read() as session:
        return [str(each) for each in session.scalars(text(wanted))]


def test_what_was_backed_up_while_others_wrote_is_a_working_service(
    towns: Towns, town: Place, tmp_path: Path
) -> None:
    """I-60, I-61. Must catch: half of a transaction, a row without its file, a chain with a gap, a number twice."""
    stopping, filed = threading.Event(), []

    def keep_filing() -> None:
        while not stopping.is_set():
            with town.database.write() as session:
                number = a_case(session, State.ARRIVED, DISASTER, None).application.reference_number
            filed.append(number)
            hand_in(town)

    writer = threading.Thread(target=keep_filing)
    writer.start()
    try:
        while len(filed) < 3:
            assert writer.is_alive()
        made = make(town, tmp_path / "backup", now=NOW)
        seen_in_time = len(filed)
        while len(filed) < seen_in_time + 3:
            assert writer.is_alive()
    finally:
        stopping.set()
        writer.join()
    other = towns.place("after")
    found, verdict = restore(other, tmp_path / "backup", migrate, skip=100)
    assert found == made
    assert verdict.ok
    assert verdict.checked == made.rows["audit_entry"] > 0
    kept, given = numbers_of(other.database), numbers_of(town.database)
    assert set(filed[:3]) <= set(kept) < set(given)
    with other.database.write() as session:
        new = a_case(session, State.ARRIVED, DISASTER, None).application.reference_number
    assert new not in given
    assert int(new.split("-")[1]) > int(kept[-1].split("-")[1]) + 100
    with other.database.read() as session:
        keys = list(session.scalars(text("SELECT copy_key FROM stored_file")))
    assert len(keys) == made.files >= 3
    assert {other.files.open(key) for key in keys} == {PICTURE}


def test_a_manifest_names_keys_and_never_shows_them(town: Place, tmp_path: Path) -> None:
    """I-62. Must catch: a key, or a name of a person, lying beside what it opens."""
    made = make(town, tmp_path / "backup", now=NOW)
    told = (tmp_path / "backup" / "manifest.json").read_text("utf-8")
    for key in (*town.vault_keys, *town.audit_keys):
        assert key not in told
        assert key[:12] not in told
    everything = b"".join(path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file())
    assert PICTURE not in everything
    assert made.rows["application"] >= 3
    assert json.loads(told)["revision"]


def test_what_no_row_knows_is_not_kept(town: Place, tmp_path: Path) -> None:
    """Must catch: a photograph that somebody has taken back, living on in every backup."""
    orphan = town.files.put(b"taken back")
    make(town, tmp_path / "backup", now=NOW)
    assert not part_of(tmp_path / "backup", orphan).exists()


def test_a_file_that_is_not_there_is_told_at_once(town: Place, tmp_path: Path) -> None:
    """I-61. Must catch: a backup without a file that a row knows, noticed on the day it is needed."""
    key = hand_in(town)
    sealed = town.files.sealed(key)
    town.files.delete(key)
    with pytest.raises(Unusable, match="1 files that the database knows are not in the store"):
        make(town, tmp_path / "backup", now=NOW)
    town.files.take(key, sealed)
    assert not (tmp_path / "backup" / "manifest.json").exists()


def test_files_of_both_moments_are_in_it(
    town: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-61. Must catch: a file swept just after the snapshot, or handed in just before it, and not copied."""
    swept, take = hand_in(town), snapshot.take
    sealed, handed_in = town.files.sealed(swept), []

    def meanwhile(database: Database, folder: Path) -> Contents:
        handed_in.append(hand_in(town))
        seen = take(database, folder)
        town.files.delete(swept)
        return seen

    monkeypatch.setattr(snapshot, "take", meanwhile)
    make(town, tmp_path / "backup", now=NOW)
    town.files.take(swept, sealed)
    assert part_of(tmp_path / "backup", swept).read_bytes() == sealed
    assert part_of(tmp_path / "backup", handed_in[0]).exists()


def test_nothing_is_restored_over_anything(town: Place, tmp_path: Path) -> None:
    """I-60. Must catch: the one service that still works, overwritten by yesterday's."""
    make(town, tmp_path / "backup", now=NOW)
    before = numbers_of(town.database)
    with pytest.raises(Unusable, match=r"exists: restore into|has tables: restore into"):
        restore(town, tmp_path / "backup", migrate, skip=0)
    assert numbers_of(town.database) == before


def test_files_already_there_are_in_the_way_too(towns: Towns, town: Place, tmp_path: Path) -> None:
    make(town, tmp_path / "backup", now=NOW)
    other = towns.place("after")
    other.files.put(b"somebody's")
    with pytest.raises(Unusable, match="the store holds files"):
        restore(other, tmp_path / "backup", migrate, skip=0)


@pytest.mark.parametrize("part", ["database", "files", "SHA256SUMS"])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    towns: Towns, town: Place, tmp_path: Path, part: str
) -> None:
    """I-60. Must catch: a bit that has turned since, restored as somebody's answer."""
    make(town, tmp_path / "backup", now=NOW)
    damaged = next(path for path in sorted((tmp_path / "backup").glob(f"{part}*")))
    damaged = next(path for path in damaged.rglob("*") if path.is_file()) if damaged.is_dir() else damaged
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    other = towns.place("after")
    with pytest.raises(Unusable, match=r"damaged|not the one"):
        restore(other, tmp_path / "backup", migrate, skip=0)
    assert not list(other.files.list())
    if other.database.is_sqlite:
        assert not Path(str(other.database.engine.url.database)).exists()


def test_without_its_keys_it_says_which_are_missing(towns: Towns, town: Place, tmp_path: Path) -> None:
    """I-62. Must catch: a service restored that can read nobody's answers, and says so to residents."""
    made = make(town, tmp_path / "backup", now=NOW)
    other = towns.place("after", vault_keys=["bWFkb2d1Y2hpLXRlc3Qta2V5LTMyLWJ5dGVzLWxvbmc="])
    with pytest.raises(Unusable, match=f"VAULT_KEYS lacks the keys {made.vault_keys[0]}"):
        restore(other, tmp_path / "backup", migrate, skip=0)


def test_a_chain_that_was_touched_is_not_passed_off_as_whole(
    towns: Towns, town: Place, tmp_path: Path
) -> None:
    """I-60. Must catch: entries taken out before the backup, and a restore that calls them complete."""
    with town.database.write() as session:
        as_owner(session.connection()).execute(
            text("UPDATE audit_entry SET sequence = -2 WHERE sequence = 2")
        )
    make(town, tmp_path / "backup", now=NOW)
    with town.database.write() as session:
        as_owner(session.connection()).execute(
            text("UPDATE audit_entry SET sequence = 2 WHERE sequence = -2")
        )
    with pytest.raises(Unusable, match="the audit chain is missing at entry 1"):
        restore(towns.place("after"), tmp_path / "backup", migrate, skip=0)


def test_half_a_backup_is_none(towns: Towns, town: Place, tmp_path: Path) -> None:
    make(town, tmp_path / "backup", now=NOW)
    (tmp_path / "backup" / "manifest.json").unlink()
    with pytest.raises(Unusable, match="no complete backup"):
        restore(towns.place("after"), tmp_path / "backup", migrate, skip=0)
    with pytest.raises(Unusable, match="a folder of its own"):
        make(town, tmp_path / "backup", now=NOW)


def test_the_kind_of_database_must_be_the_same(town: Place, tmp_path: Path) -> None:
    made = make(town, tmp_path / "backup", now=NOW)
    other_kind = "postgresql" if made.database == "sqlite" else "sqlite"
    changed: Manifest = made.model_copy(update={"database": other_kind})
    changed.write(tmp_path / "backup")
    with pytest.raises(Unusable, match=f"a backup of {other_kind}"):
        restore(town, tmp_path / "backup", migrate, skip=0)
