"""Files that have arrived → how a page lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.files.models import ScanState, StoredFile


@dataclass(frozen=True)
class StoredView:
    """`size` as text: 1.2MB. `is_infected`: a virus was found after it had been taken, and nobody opens it."""

    id: str
    name: str
    size: str
    is_infected: bool = False


def stored_views(files: Iterable[Mapping[str, Any]]) -> tuple[StoredView, ...]:
    return tuple(
        StoredView(file["id"], file["name"], _size(file["bytes"]), file.get("is_infected", False))
        for file in files
    )


def views_of(files: Iterable[StoredFile]) -> tuple[StoredView, ...]:
    return tuple(
        StoredView(str(each.id), each.display_name, _size(each.size_bytes), _is_infected(each))
        for each in files
    )


def _is_infected(file: StoredFile) -> bool:
    return file.scan_state is ScanState.INFECTED


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f}MB" if size_bytes >= 100_000 else f"{max(1, size_bytes // 1000)}KB"
