"""A machine that loses its power: what a disk still holds is what was synced, and nothing else.

Every sync is recorded, those of SQLite in its own layer below (its VFS), those of our files in `os.fsync`. What was
written and not synced is dropped: a disk may keep some of it, and nobody may count on that.
"""

import _sqlite3
import ctypes
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_POINTER = ctypes.c_void_p
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
SYNC_SLOT, SLOTS, OPENED = (
    5,
    19,
    0,
)  # of sqlite3_io_methods: iVersion, xClose, xRead, xWrite, xTruncate, xSync …


class Vfs(ctypes.Structure):
    """The head of sqlite3_vfs, as far as xOpen (https://www.sqlite.org/c3ref/vfs.html)."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("size_of_file", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
    ]


class Disk:
    """As of the last sync of each: `contents` by inode, the `entries` of folders, `databases` by path."""

    def __init__(self) -> None:
        self.contents: dict[int, bytes] = {}
        self.entries: dict[Path, dict[str, int]] = {}
        self.databases: dict[str, bytes] = {}

    def synced(self, descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").resolve()
        if path.is_dir():
            self.entries[path] = {each.name: each.lstat().st_ino for each in path.iterdir()}
        else:
            self.contents[os.fstat(descriptor).st_ino] = path.read_bytes()

    def database_synced(self, path: str) -> None:
        self.databases[path] = Path(path).read_bytes()

    def survives(self, files: Path, into: Path) -> None:
        """What is there when the power is back, in a new folder: the databases, and the files below `files`."""
        into.mkdir()
        for path, content in self.databases.items():
            if Path(path).exists():  # journals of before the log of writes are long gone
                (into / Path(path).name).write_bytes(content)
        if files.name in self.entries.get(files.parent, {}):
            self._walk(files, into / files.name)

    def _walk(self, folder: Path, into: Path) -> None:
        into.mkdir()
        for name, inode in self.entries.get(folder, {}).items():
            if (folder / name).is_dir():
                self._walk(folder / name, into / name)
            else:
                (into / name).write_bytes(self.contents.get(inode, b""))


@contextmanager
def recorded() -> Iterator[Disk]:
    """Everything synced from here on. Databases must be opened within."""
    disk, fsync = Disk(), os.fsync

    def recording(descriptor: Any) -> None:
        fsync(descriptor)
        number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
        disk.synced(number)

    os.fsync = recording
    try:
        with _sqlite_recorded(disk.database_synced):
            yield disk
    finally:
        os.fsync = fsync


@contextmanager
def _sqlite_recorded(synced: Callable[[str], None]) -> Iterator[None]:
    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))  # None: built into Python itself
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    original, kept = vfs.open, []
    open_file = _OPEN(original)

    def opening(self: int, name: int | None, file: int, flags: int, out: Any) -> int:
        # The address itself is handed on: SQLite keeps it.
        code = open_file(self, name, file, flags, out)
        if code == OPENED and name:
            kept.append(_with_sync(file, ctypes.string_at(name).decode(), synced))
        return code

    callback = _OPEN(opening)
    vfs.open = ctypes.cast(callback, _POINTER).value
    try:
        yield
    finally:
        vfs.open = original
        _still_open.extend((callback, *kept))  # connections that live on still call them


_still_open: list[object] = []


def _with_sync(file: int, path: str, synced: Callable[[str], None]) -> tuple[object, ...]:
    """Gives the open file a table of methods of its own, in which the sync is told to us after it was done."""
    slot = ctypes.cast(file, ctypes.POINTER(_POINTER))
    table = (_POINTER * SLOTS)()
    ctypes.memmove(table, slot[0], ctypes.sizeof(table))
    sync = _SYNC(table[SYNC_SLOT])

    def syncing(which: int, flags: int) -> int:
        code = sync(which, flags)
        if code == 0:
            synced(path)
        return code

    callback = _SYNC(syncing)
    table[SYNC_SLOT] = ctypes.cast(callback, _POINTER).value
    slot[0] = ctypes.addressof(table)
    return table, sync, callback


def sees_a_sync(folder: Path) -> bool:
    """Whether this SQLite can be listened to: a commit that waits for the disk must be heard."""
    try:
        with recorded() as disk:
            connection = sqlite3.connect(folder / "heard.db")
            connection.execute("CREATE TABLE t (x)")
            connection.commit()
            connection.close()
    except (AttributeError, OSError):
        return False
    return bool(disk.databases)
