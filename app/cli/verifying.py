"""Is this paper the town's? Without a database, a network or the service: a file, and the keys it published."""

import argparse
import sys
from pathlib import Path

from app.documents.proof.keys import KnownKeys
from app.documents.proof.verdict import Finding, check_code, check_file

MOST_BYTES = 50_000_000


def verify(arguments: argparse.Namespace) -> int:
    """0 when it is genuine, 1 when it is not, 2 when it cannot be read."""
    try:
        keys = KnownKeys.read(arguments.keys.read_bytes())
        with arguments.file.open("rb") as file:
            content = file.read(MOST_BYTES)
    except (OSError, ValueError) as cause:
        sys.stderr.write(f"cannot be read: {cause}\n")
        return 2
    found = _check(content, keys)
    sys.stdout.write("\n".join(_told(found, arguments.file)) + "\n")
    return 0 if found.is_genuine else 1


def _check(content: bytes, keys: KnownKeys) -> Finding:
    """A PDF, or a text file with what the QR code says."""
    if content.startswith(b"%PDF"):
        return check_file(content, keys)
    return check_code(content.decode("utf-8", "replace"), keys)


def _told(found: Finding, file: Path) -> list[str]:
    lines = [f"{file}: {found.verdict}"]
    if found.statement is not None:
        told = found.statement
        if not found.is_genuine:
            lines.append("what the town did sign:")
        rows = {
            "document": told.kind,
            "town": told.town,
            "number": told.number,
            "procedure": told.procedure,
            "at": told.at.isoformat(),
            "outcome": told.outcome,
            "document number": told.document_number,
        }
        lines += [f"  {name}: {value}" for name, value in rows.items() if value]
    if found.is_genuine and found.details is not None:
        lines.append(f"  content (SHA-256): {found.details.content}")
        lines += [f"  attachment (SHA-256): {each}" for each in found.details.attachments]
    return lines
