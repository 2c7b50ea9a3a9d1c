"""Backing up: the database at one instant, and every file that its rows know."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.backups import snapshot
from app.backups.manifest import Manifest, Unusable, key_id, sum_up
from app.backups.queries import Contents
from app.database import Database
from app.errors import NotFound
from app.files.store import FileStore
from app.version import Build

FILES = "files"
ANCHORS = "audit-anchors.jsonl"


@dataclass(frozen=True)
class Place:
    """What makes an installation: where its data lies, and the keys it is sealed with."""

    database: Database
    files: FileStore
    anchors: Path
    vault_keys: tuple[str, ...]
    audit_keys: tuple[str, ...]
    build: Build


def make(place: Place, folder: Path, *, now: datetime) -> Manifest:
    """Raises Unusable. Writers go on; what they commit meanwhile may or may not be in it, but never half of it."""
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} is not empty: every backup gets a folder of its own")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Files first: one that a row of the snapshot knows may be swept while the database is being copied. Then
    # again for those that came in between, which are too young to be swept.
    copied = _copy_files(place.files, folder, set())
    contents = snapshot.take(place.database, folder)
    copied |= _copy_files(place.files, folder, copied)
    if missing := contents.keys - copied:
        raise Unusable(
            f"{len(missing)} files that the database knows are not in the store, {min(missing)} first"
        )
    _forget_others(folder, copied - contents.keys)
    if place.anchors.exists():
        shutil.copyfile(place.anchors, folder / ANCHORS)
    manifest = _manifest(place, contents, now, sum_up(folder))
    manifest.write(folder)
    return manifest


def _manifest(place: Place, contents: Contents, now: datetime, sums: str) -> Manifest:
    return Manifest(
        made_at=now,
        version=place.build.version,
        commit=place.build.commit,
        database="sqlite" if place.database.is_sqlite else "postgresql",
        server=contents.server,
        revision=contents.revision,
        rows=contents.rows,
        files=len(contents.keys),
        vault_keys=tuple(key_id(key) for key in place.vault_keys),
        audit_keys=tuple(key_id(key) for key in place.audit_keys),
        sums=sums,
    )


def part_of(folder: Path, key: str) -> Path:
    return folder / FILES / key[:2] / key


def _copy_files(store: FileStore, folder: Path, known: set[str]) -> set[str]:
    """As they lie there, sealed. What is gone before we come to it was swept: no row knew it."""
    copied = set()
    for stored in store.list():
        if stored.key in known:
            continue
        try:
            sealed = store.sealed(stored.key)
        except NotFound:
            continue
        part = part_of(folder, stored.key)
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(sealed)
        copied.add(stored.key)
    return copied


def _forget_others(folder: Path, keys: set[str]) -> None:
    """Whatever no row knows is to be forgotten, here too."""
    for key in keys:
        part_of(folder, key).unlink()
