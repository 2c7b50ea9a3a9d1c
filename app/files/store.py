"""Where the bytes of files are kept: keys in our tables, bytes elsewhere."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.health import Health


@dataclass(frozen=True)
class Stored:
    """`put_at`: when the store took it, by its own clock."""

    key: str
    put_at: datetime


class FileStore(Protocol):
    """Keeps bytes under random keys (ファイル置き場), encrypted at rest.

    What `put` returned survives a power failure. All raise Unavailable when the place does not answer.
    """

    def put(self, content: bytes) -> str:
        """The key, in which nothing of the content shows."""
        ...

    def open(self, key: str) -> bytes:
        """Raises NotFound."""
        ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Quiet when it is gone already."""
        ...

    def renew(self, key: str) -> bool:
        """Wraps its data key anew under the first key of the vault; False when that had been done. Raises NotFound.

        What is read meanwhile is whole: the old bytes or the new ones.
        """
        ...

    def sealed(self, key: str) -> bytes:
        """As it lies there, for a backup: nobody who copies it can read it. Raises NotFound."""
        ...

    def take(self, key: str, sealed: bytes) -> None:
        """Back from a backup, under its old key."""
        ...

    def list(self) -> Iterator[Stored]:
        """Whatever takes up room, what a crash left half written included."""
        ...

    def health(self) -> Health: ...


def sweep(store: FileStore, known_keys: Collection[str], older_than: datetime) -> int:
    """Deletes what no row knows, and says how many.

    Nothing else deletes bytes: they would be gone though the transaction that let go of them rolled back.
    `older_than` spares what is being received: it must lie further back than the longest upload.
    """
    old = [stored.key for stored in store.list() if stored.put_at < older_than]
    orphans = [key for key in old if key not in known_keys]
    for key in orphans:
        store.delete(key)
    return len(orphans)
