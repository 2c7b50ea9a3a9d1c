"""What is to be noted → a row sealed to the row before it (both pure)."""

import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

# Before the first entry there was nothing.
GENESIS = "0" * 64

_encode = json.JSONEncoder().encode
_NAME = re.compile(r"[a-z][a-z0-9_.]*\Z")


@dataclass(frozen=True)
class AuditEvent:
    """Who did what to which thing. `actor_kind` is staff, resident, guest, anonymous or system.

    `fields` are names such as `full_name`; a value there raises ValueError, for this table is never purged
    with the case. `purpose` is why personal data was opened, from the office's list of purposes.
    """

    at: datetime
    actor_kind: str
    actor_id: UUID | None
    action: str
    subject_kind: str
    subject_id: UUID | None = None
    reference_number: str | None = None
    fields: tuple[str, ...] = ()
    purpose: str | None = None
    request_id: str | None = None

    def __post_init__(self) -> None:
        if not all(
            _NAME.match(name) for name in (*self.fields, self.actor_kind, self.action, self.subject_kind)
        ):
            raise ValueError("an audit event holds names, never values")


def row_of(event: AuditEvent) -> dict[str, Any]:
    """The columns of the entry, without its place in the chain."""
    return {
        "at": event.at.astimezone(UTC),
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "action": event.action,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "reference_number": event.reference_number,
        "fields": list(event.fields),
        "purpose": event.purpose,
        "request_id": event.request_id,
    }


def sealed(row: dict[str, Any], sequence: int, previous_hash: str, key: bytes) -> dict[str, Any]:
    """The row in its place: number `sequence`, after the entry with `previous_hash`."""
    placed = {"sequence": sequence, **row, "previous_hash": previous_hash}
    return {**placed, "hash": hash_of([_plain(value) for value in placed.values()], key)}


def hash_of(plain: Sequence[str | int | None], key: bytes) -> str:
    """HMAC-SHA256 over all columns but `hash`, in the order of the table, as one JSON list of plain values.

    Keyed, for whoever can write to the database could otherwise forge entries that nothing contradicts.
    """
    return hmac.digest(key, _encode(plain).encode(), "sha256").hex()


def _plain(value: Any) -> str | int | None:
    """The text that `queries.stream_plain` reads of the same value: so a million entries need no parsing."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, list):
        return json.dumps(value)
    return value  # type: ignore[no-any-return]  # text, number or None
