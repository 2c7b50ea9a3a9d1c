"""Bytes on a disk: sealed, private, durable, and nobody else's."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app.errors import NotFound, Unavailable
from app.files.local_disk import LocalDisk
from app.files.store import FileStore, sweep
from app.vault import Vault

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_a_store_gives_back_what_it_took(store: FileStore) -> None:
    key = store.put("被害の写真".encode())
    assert store.open(key) == "被害の写真".encode()
    assert store.exists(key)


def test_the_same_content_twice_is_two_files(store: FileStore) -> None:
    assert store.put(b"same") != store.put(b"same")


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store: FileStore) -> None:
    key = store.put(b"content")
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(NotFound):
        store.open(key)


@pytest.mark.parametrize("key", ["", "../../../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", "a" * 33])
def test_a_key_cannot_name_a_place_outside(store: FileStore, key: str) -> None:
    for ask in (store.open, store.exists, store.delete):
        with pytest.raises(NotFound):
            ask(key)


def test_on_the_disk_nothing_can_be_read(store: LocalDisk, tmp_path: Path) -> None:
    """Must catch: writing the content instead of the sealed content, files the group can read."""
    store.put(b"SECRET" * 100)
    (path,) = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
    assert b"SECRET" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(stat.S_IMODE(folder.stat().st_mode) == 0o700 for folder in list(path.parents)[:3])


def test_a_file_opens_after_the_key_was_changed(tmp_path: Path, vault: Vault) -> None:
    key = LocalDisk(tmp_path, vault).put(b"content")
    new, old = Fernet.generate_key().decode(), "bWFkb2d1Y2hpLXRlc3Qta2V5LTMyLWJ5dGVzLWxvbmc="
    assert LocalDisk(tmp_path, Vault([new, old])).open(key) == b"content"
    with pytest.raises(Unavailable):
        LocalDisk(tmp_path, Vault([new])).open(key)


def test_the_content_reaches_the_disk_before_the_key_is_given_out(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Must catch: leaving out the fsync of the file or of its folder, or doing it after the file has its name."""
    done: list[str] = []

    def noted(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def act(*given: object) -> None:
            folder = name == "sync" and stat.S_ISDIR(os.fstat(given[0]).st_mode)  # type: ignore[arg-type]
            done.append("sync folder" if folder else name)
            real(*given)

        return act

    monkeypatch.setattr(os, "fsync", noted("sync", os.fsync))
    monkeypatch.setattr(os, "link", noted("link", os.link))
    store.put(b"content")
    assert done[-3:] == ["sync", "link", "sync folder"]
    assert done[:-3] == ["sync folder"] * 3


def test_no_file_takes_the_place_of_another(
    store: LocalDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-30. Must catch: a rename, which puts one person's paper where another's was when names repeat."""
    monkeypatch.setattr("app.files.local_disk.secrets.token_hex", lambda _bytes: "ab" * 16)
    key = store.put(b"of the first")
    with pytest.raises(Unavailable):
        store.put(b"of the second")
    assert store.open(key) == b"of the first"


def test_a_half_written_file_is_no_file_but_is_swept_away(store: LocalDisk, tmp_path: Path) -> None:
    key = store.put(b"content")
    (whole,) = (tmp_path / "files").rglob(key)
    whole.rename(whole.with_suffix(".part"))
    assert not store.exists(key)
    assert sweep(store, set(), LATER) == 1
    assert not list((tmp_path / "files").rglob("*.part"))


def test_the_sweep_spares_what_is_known_and_what_is_new(store: FileStore, tmp_path: Path) -> None:
    """Must catch: deleting a file that is being received, whose row is not committed yet."""
    known, orphan, fresh = store.put(b"1"), store.put(b"2"), store.put(b"3")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    for key in (known, orphan):
        (path,) = (tmp_path / "files").rglob(key)
        os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))
    assert sweep(store, {known}, long_ago + timedelta(hours=1)) == 1
    assert [store.exists(key) for key in (known, orphan, fresh)] == [True, False, True]


def test_the_sweep_leaves_strangers_files_alone(store: LocalDisk, tmp_path: Path) -> None:
    stranger = tmp_path / "files" / "ab" / "cd" / "README"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("not ours")
    assert sweep(store, set(), LATER) == 0
    assert stranger.exists()


def test_health_says_whether_files_can_be_written(store: LocalDisk, tmp_path: Path, vault: Vault) -> None:
    assert store.health().ok
    assert list(store.list()) == []
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert not LocalDisk(blocked, vault).health().ok
    with pytest.raises(Unavailable):
        LocalDisk(blocked, vault).put(b"content")
