"""Files in a folder on the disk of the server itself."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.errors import NotFound, Unavailable, failure_of_disk
from app.failpoints import reach
from app.files import envelope
from app.files.store import Stored
from app.health import Health
from app.vault import Vault

_KEY = re.compile(r"[0-9a-f]{32}")
_HALF = ".part"
_LEAST_FREE_BYTES = 500 * 1024 * 1024


class LocalDisk:
    """A `FileStore`: `<root>/ab/cd/abcd…`, each file sealed under its own key and readable by its owner only."""

    def __init__(self, root: Path, vault: Vault) -> None:
        self._root = root
        self._vault = vault

    def put(self, content: bytes) -> str:
        key = secrets.token_hex(16)
        self._add(key, envelope.seal(content, key, self._vault))
        return key

    def take(self, key: str, sealed: bytes) -> None:
        self._add(key, [sealed])

    def _add(self, key: str, parts: Iterable[bytes]) -> None:
        path = self._path_of(key)
        half = path.with_suffix(_HALF)
        try:
            _make_folders(path.parent, self._root)
            _write_durably(half, parts)
            reach("file_half_written")
            # Not `rename`, which would put this file in the place of another of the same name.
            os.link(half, path)
            half.unlink()
            _sync_folder(path.parent)
            reach("file_in_place")
        except FileExistsError as taken:
            _remove(half)
            raise Unavailable from taken
        except OSError as failure:
            _remove(half, path)
            raise failure_of_disk(failure) from failure

    def open(self, key: str) -> bytes:
        return envelope.unseal(self.sealed(key), key, self._vault)

    def sealed(self, key: str) -> bytes:
        try:
            return self._path_of(key).read_bytes()
        except FileNotFoundError as missing:
            raise NotFound from missing
        except OSError as failure:
            raise Unavailable from failure

    def exists(self, key: str) -> bool:
        return self._path_of(key).exists()

    def delete(self, key: str) -> None:
        path = self._path_of(key)
        try:
            path.with_suffix(_HALF).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        except OSError as failure:
            raise Unavailable from failure

    def renew(self, key: str) -> bool:
        path = self._path_of(key)
        half = path.with_suffix(_HALF)
        try:
            with path.open("rb") as file:
                head = envelope.rewrapped_head(file.read(envelope.HEAD_BYTES), self._vault)
                if head is None:
                    return False
                half.unlink(missing_ok=True)  # of a renewal that was cut short
                _write_durably(half, [head, file.read()])
                half.rename(path)
                _sync_folder(path.parent)
        except FileNotFoundError as missing:
            raise NotFound from missing
        except OSError as failure:
            _remove(half)
            raise failure_of_disk(failure) from failure
        return True

    def list(self) -> Iterator[Stored]:
        for path in self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if not _KEY.fullmatch(path.stem):
                continue  # not ours
            try:
                changed = path.stat().st_mtime
            except FileNotFoundError:
                continue  # deleted, or completed under its final name, while we were walking
            yield Stored(path.stem, datetime.fromtimestamp(changed, UTC))

    def health(self) -> Health:
        """Writes, reads and deletes a file: a full or read-only disk shows before a resident meets it."""
        try:
            key = self.put(b"madoguchi")
            self.open(key)
            self.delete(key)
            free = shutil.disk_usage(self._root).free
        except (OSError, Unavailable, NotFound) as failure:
            return Health(ok=False, detail=f"ファイル置き場に書けません({type(failure).__name__})。")
        if free < _LEAST_FREE_BYTES:
            return Health(ok=False, detail=f"ファイル置き場の空きが{free // 1024**2}MBしかありません。")
        return Health(ok=True, detail=f"ファイル置き場に書けます(空き{free // 1024**3}GB)。")

    def _path_of(self, key: str) -> Path:
        """Raises NotFound for what is no key of ours, so that no key can name a place outside."""
        if not _KEY.fullmatch(key):
            raise NotFound
        return self._root / key[:2] / key[2:4] / key


def _write_durably(path: Path, parts: Iterable[bytes]) -> None:
    """A file that is not there yet; its bytes reach the disk before anybody learns of it."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _remove(*written: Path) -> None:
    """What there was no room for must not take the last of it; a disk that refuses even this keeps a half file."""
    for path in written:
        with suppress(OSError):
            path.unlink()


def _make_folders(folder: Path, root: Path) -> None:
    """A new folder is an entry in the one above, which must reach the disk as well."""
    missing = [each for each in (folder, *folder.parents) if each.is_relative_to(root) and not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(each.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
