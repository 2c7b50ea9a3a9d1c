"""What every store promises, whoever keeps the bytes: tried on a disk and on an S3 server."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app.errors import NotFound, Unavailable
from app.files.local_disk import LocalDisk
from app.files.s3 import Bucket
from app.files.store import FileStore, sweep
from app.vault import Vault
from tests.conftest import TEST_KEY
from tests.files import bucket_server

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NEW_KEY = Fernet.generate_key().decode()


@dataclass
class Place:
    """A store and what can be done behind its back; `folder` holds what is really there."""

    folder: Path
    open_with: Callable[[Vault], FileStore]
    broken: Callable[[], FileStore]

    @property
    def store(self) -> FileStore:
        return self.open_with(Vault([TEST_KEY]))

    def path_of(self, key: str) -> Path:
        (path,) = self.folder.rglob(key)
        return path

    @property
    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def bucket_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    folder, port = tmp_path_factory.mktemp("s3"), bucket_server.free_port()
    with bucket_server.serving(folder, port):
        yield folder, port


@pytest.fixture(params=["disk", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "disk":
        (tmp_path / "no-folder").write_text("a file where the folder should be")
        return Place(
            tmp_path / "files",
            lambda vault: LocalDisk(tmp_path / "files", vault),
            lambda: LocalDisk(tmp_path / "no-folder", Vault([TEST_KEY])),
        )
    folder, port = request.getfixturevalue("bucket_folder")
    for path in (folder / bucket_server.BUCKET).iterdir():
        path.unlink()
    return Place(
        folder,
        lambda vault: Bucket(bucket_server.settings_for(port), vault),
        lambda: Bucket(bucket_server.settings_for(1), Vault([TEST_KEY])),
    )


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 3_000_000])
def test_a_store_gives_back_what_it_took(place: Place, size: int) -> None:
    content = os.urandom(size)
    key = place.store.put(content)
    assert place.store.open(key) == content
    assert place.store.exists(key)
    assert [stored.key for stored in place.store.list()] == [key]


def test_the_same_content_twice_is_two_files(place: Place) -> None:
    assert place.store.put(b"same") != place.store.put(b"same")
    assert len(list(place.store.list())) == 2


def test_what_is_deleted_is_gone_and_may_be_deleted_again(place: Place) -> None:
    key = place.store.put(b"content")
    place.store.delete(key)
    place.store.delete(key)
    assert not place.store.exists(key)
    assert list(place.store.list()) == []
    for ask in (place.store.open, place.store.renew):
        with pytest.raises(NotFound):
            ask(key)


@pytest.mark.parametrize("key", ["", "../../../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", "a" * 33])
def test_a_key_cannot_name_a_place_outside(place: Place, key: str) -> None:
    """I-59. Must catch: a key joined to a path or an address unlooked at."""
    for ask in (place.store.open, place.store.exists, place.store.delete, place.store.renew):
        with pytest.raises(NotFound):
            ask(key)


def test_where_the_bytes_lie_nothing_can_be_read(place: Place) -> None:
    """Must catch: writing the content instead of the sealed content, one key for all files."""
    place.store.put(b"SECRET" * 100)
    place.store.put(b"SECRET" * 100)
    one, other = (path.read_bytes() for path in place.files)
    assert b"SECRET" not in one + other
    assert not set(zip(*[iter(one[60:])] * 16, strict=False)) & set(
        zip(*[iter(other[60:])] * 16, strict=False)
    )


def test_what_was_changed_cut_or_swapped_does_not_open(place: Place) -> None:
    """Must catch: sealing without a seal: a bit, a piece, an end or a whole file that is not the one stored."""
    key, other = place.store.put(bytes(200_000)), place.store.put(bytes(200_000))
    path = place.path_of(key)
    whole, piece = path.read_bytes(), 64 * 1024 + 16
    head, first, second = whole[:52], whole[52 : 52 + piece], whole[52 + piece : 52 + 2 * piece]
    spoilt = {
        "a bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        "cut at a piece": whole[: 52 + piece],
        "cut anywhere": whole[:-1000],
        "nothing": b"",
        "no head": whole[:20],
        "two pieces swapped": head + second + first + whole[52 + 2 * piece :],
        "another file": place.path_of(other).read_bytes(),
        "another head": place.path_of(other).read_bytes()[:52] + whole[52:],
    }
    for what, content in spoilt.items():
        path.write_bytes(content)
        with pytest.raises(Unavailable):
            print(what, place.store.open(key))  # noqa: T201  # named where it opens after all
    path.write_bytes(whole)
    assert place.store.open(key) == bytes(200_000)


def test_only_the_wrapping_changes_when_the_key_does(place: Place) -> None:
    """Must catch: an old key that is still needed after all has been renewed."""
    content = os.urandom(150_000)
    key = place.store.put(content)
    body = place.path_of(key).read_bytes()[52:]
    with pytest.raises(Unavailable):
        place.open_with(Vault([NEW_KEY])).open(key)
    both = place.open_with(Vault([NEW_KEY, TEST_KEY]))
    assert both.open(key) == content
    assert (both.renew(key), both.renew(key)) == (True, False)
    assert place.open_with(Vault([NEW_KEY])).open(key) == content
    assert place.path_of(key).read_bytes()[52:] == body
    with pytest.raises(Unavailable):
        place.store.open(key)


def test_the_sweep_spares_what_is_known_and_what_is_new(place: Place) -> None:
    """Must catch: deleting a file that is being received, whose row is not committed yet."""
    known, orphan, fresh = (place.store.put(content) for content in (b"1", b"2", b"3"))
    for key in (known, orphan):
        os.utime(place.path_of(key), (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    assert sweep(place.store, {known}, LONG_AGO + timedelta(hours=1)) == 1
    assert [place.store.exists(key) for key in (known, orphan, fresh)] == [True, False, True]


def test_the_sweep_leaves_strangers_files_alone(place: Place) -> None:
    key = place.store.put(b"ours")
    stranger = place.path_of(key).with_name("README")
    stranger.write_text("not ours")
    os.utime(stranger, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    assert sweep(place.store, {key}, LONG_AGO + timedelta(hours=1)) == 0
    assert stranger.exists()


def test_a_store_that_is_down_says_so_and_keeps_nothing(place: Place) -> None:
    """Must catch: a key given out for bytes that nobody has; NotFound for what only cannot be reached."""
    broken = place.broken()
    asked = [lambda: broken.put(b"content"), lambda: broken.open("a" * 32), lambda: broken.delete("a" * 32)]
    for ask in asked:
        with pytest.raises(Unavailable):
            ask()
    assert not broken.health().ok
    assert place.files == []


def test_health_leaves_nothing_behind(place: Place) -> None:
    assert place.store.health().ok
    assert list(place.store.list()) == []


def test_many_at_once_each_get_their_own(place: Place) -> None:
    store, kept = place.store, dict[str, bytes]()

    def send(number: int) -> None:
        content = bytes([number]) * 100_000
        kept[store.put(content)] = content

    senders = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert {key: store.open(key) for key in kept} == kept
    assert len(kept) == 8
