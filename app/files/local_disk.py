"""Files in a folder on the disk of the server itself."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.errors import NotFound, Unavailable
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
        path = self._path_of(key)
        try:
            _make_folders(path.parent, self._root)
            _replace_durably(path, envelope.seal(content, key, self._vault))
        except OSError as failure:
            _forget_half(path)
            raise Unavailable from failure
        return key

    def open(self, key: str) -> bytes:
        try:
            return envelope.unseal(self._path_of(key).read_bytes(), key, self._vault)
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
        try:
            with path.open("rb") as file:
                head = envelope.rewrapped_head(file.read(envelope.HEAD_BYTES), self._vault)
                if head is None:
                    return False
                path.with_suffix(_HALF).unlink(missing_ok=True)  # of a renewal that was cut short
                _replace_durably(path, [head, file.read()])
        except FileNotFoundError as missing:
            raise NotFound from missing
        except OSError as failure:
            raise Unavailable from failure
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


def _replace_durably(path: Path, parts: Iterable[bytes]) -> None:
    """Whole or not at all, whenever the power fails: bytes, then the name, then the folder reach the disk."""
    half = path.with_suffix(_HALF)
    descriptor = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)
    _sync_folder(path.parent)


def _forget_half(path: Path) -> None:
    """A full disk must not stay full of what nobody was given a key to; where even this fails, the sweep does it."""
    with suppress(OSError):
        path.with_suffix(_HALF).unlink(missing_ok=True)


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
