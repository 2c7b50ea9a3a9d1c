"""A working service made of a backup, in an empty place, and proof that it is the whole of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

from app.applications.numbering import skip_numbers
from app.audit.anchors import read_anchors
from app.audit.verify import Verdict, verify
from app.backups import snapshot
from app.backups.making import ANCHORS, FILES, Place
from app.backups.manifest import Manifest, Unusable, check_sums
from app.backups.queries import Contents, look_into
from app.errors import MadoguchiError

OPENED = 20


def restore(
    place: Place, folder: Path, migrate: Callable[[str], None], *, skip: int
) -> tuple[Manifest, Verdict]:
    """Raises Unusable, and until everything has been checked nothing is written.

    `skip`: so many numbers are left out, for those given out after the backup are in people's hands.
    """
    manifest = Manifest.read(folder)
    _check(place, manifest, folder)
    snapshot.put_back(place.database, folder)
    for part in sorted((folder / FILES).rglob("*")):
        if part.is_file():
            place.files.take(part.name, part.read_bytes())
    _compare(manifest, _look(place))
    if (folder / ANCHORS).exists() and not place.anchors.exists():
        place.anchors.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / ANCHORS, place.anchors)
    migrate(place.database.engine.url.render_as_string(hide_password=False))
    verdict = _verify(place, folder)
    with place.database.write() as session:
        skip_numbers(session, skip)
    return manifest, verdict


def _check(place: Place, manifest: Manifest, folder: Path) -> None:
    kind = "sqlite" if place.database.is_sqlite else "postgresql"
    if manifest.database != kind:
        raise Unusable(f"this is a backup of {manifest.database}, and DATABASE_URL names {kind}")
    manifest.check_keys(place.vault_keys, place.audit_keys)
    check_sums(folder, manifest.sums)
    snapshot.require_empty(place.database)
    if next(iter(place.files.list()), None):
        raise Unusable("the store holds files: restore into an empty place")


def _look(place: Place) -> Contents:
    with place.database.read() as session:
        return look_into(session, "")


def _compare(manifest: Manifest, found: Contents) -> None:
    """A table that this program no longer has, or has only since, is no loss."""
    lost = [name for name, count in manifest.rows.items() if found.rows.get(name, count) != count]
    if lost or len(found.keys) != manifest.files:
        raise Unusable(f"not everything came back: {', '.join(lost) or 'files'}")


def _verify(place: Place, folder: Path) -> Verdict:
    """Every file is there and opens with our keys (a few are tried), and the chain is whole up to the backup."""
    with place.database.read() as session:
        keys = sorted(look_into(session, "").keys)
        anchors = read_anchors(folder / ANCHORS)
        verdict = verify(session, [key.encode() for key in place.audit_keys], anchors)
    if absent := [key for key in keys if not place.files.exists(key)]:
        raise Unusable(f"{len(absent)} files are missing, {absent[0]} first")
    try:
        for key in keys[:: max(1, len(keys) // OPENED)]:
            place.files.open(key)
    except MadoguchiError as failure:
        raise Unusable(f"a file does not open with these VAULT_KEYS: {key}") from failure
    if not verdict.ok:
        raise Unusable(f"the audit chain is {verdict.fault} at entry {verdict.sequence}")
    return verdict
