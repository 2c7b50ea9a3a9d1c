"""What a backup says of itself: of which program, how much, and with whose keys it can be read."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import MadoguchiError

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


class Unusable(MadoguchiError):
    """A backup that cannot be made or restored; the message tells the operator why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.message = why


class Manifest(BaseModel):
    """`rows` by table. Key ids are digests: they tell which key is needed, and nothing about it.

    `sums` is the digest of SHA256SUMS, which lists every other file as `sha256sum --check` reads it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    made_at: datetime
    version: str
    commit: str
    database: Literal["sqlite", "postgresql"]
    server: str
    revision: str
    rows: dict[str, int]
    files: int
    vault_keys: tuple[str, ...]
    audit_keys: tuple[str, ...]
    sums: str

    def write(self, folder: Path) -> None:
        """Last: a folder without it is no backup."""
        (folder / MANIFEST).write_text(self.model_dump_json(indent=2) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises Unusable."""
        try:
            return cls.model_validate_json((folder / MANIFEST).read_bytes())
        except FileNotFoundError as missing:
            raise Unusable(f"{folder} is no complete backup: it has no {MANIFEST}") from missing
        except ValidationError as other:
            raise Unusable(f"{folder / MANIFEST} was written by another program, or is damaged") from other

    def check_keys(self, vault: Iterable[str], audit: Iterable[str]) -> None:
        """Before anything is restored: without the keys it would be a service that can read nothing."""
        for name, needed, given in (
            ("VAULT_KEYS", self.vault_keys, vault),
            ("AUDIT__KEYS", self.audit_keys, audit),
        ):
            if missing := sorted(set(needed) - {key_id(key) for key in given}):
                raise Unusable(f"{name} lacks the keys {', '.join(missing)}")


def key_id(key: str) -> str:
    return hashlib.sha256(f"madoguchi key id {key}".encode()).hexdigest()[:12]


def sum_up(folder: Path) -> str:
    """Writes SHA256SUMS over everything in the folder; the digest of it."""
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{digest_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in parts]
    (folder / SUMS).write_text("".join(lines), "utf-8")
    return digest_of(folder / SUMS)


def check_sums(folder: Path, told: str) -> None:
    """Every part is there and as it was. Raises Unusable."""
    sums = folder / SUMS
    if not sums.exists() or digest_of(sums) != told:
        raise Unusable(f"{sums} is not the one that was written with the backup")
    for line in sums.read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or digest_of(folder / name) != digest:
            raise Unusable(f"{folder / name} is missing or damaged")


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
