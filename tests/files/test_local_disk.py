"""Bytes on a disk: sealed, private, durable, and nobody else's."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.files.local_disk import LocalDisk
from app.files.store import FileStore, sweep
from app.vault import Vault

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_on_the_disk_nobody_else_can_read(store: LocalDisk, tmp_path: Path) -> None:
    """Must catch: files the group can read."""
    store.put(b"SECRET" * 100)
    (path,) = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(stat.S_IMODE(folder.stat().st_mode) == 0o700 for folder in list(path.parents)[:3])


def test_the_content_reaches_the_disk_before_the_key_is_given_out(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-59f. Must catch: leaving out the fsync of file or folder, or doing it after the file has its name."""
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


def test_health_says_whether_files_can_be_written(store: LocalDisk, tmp_path: Path, vault: Vault) -> None:
    assert store.health().ok
    assert list(store.list()) == []
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert not LocalDisk(blocked, vault).health().ok
    with pytest.raises(Unavailable):
        LocalDisk(blocked, vault).put(b"content")
