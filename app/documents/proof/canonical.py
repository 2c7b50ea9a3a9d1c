"""One way to write things down before they are hashed or signed (docs/decisions/0011)."""

import base64
import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Objects, lists, texts and whole numbers as JSON: sorted names, no white space, UTF-8 (RFC 8785 for these)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def to_text(content: bytes) -> str:
    """base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Raises ValueError, also for a text that `to_text` would not have written: each content has one text only."""
    if not text.isascii():
        raise ValueError("base64url is ASCII")
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if to_text(content) != text:
        raise ValueError("this is not how the bytes are written")
    return content
