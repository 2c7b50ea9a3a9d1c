"""Two secrets → the keys made of them, one per purpose, so that no digest fits two doors."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AuthKeys:
    """`secret` may be replaced; `subject_secret` names the accounts and must outlive them."""

    secret: str = field(repr=False)
    subject_secret: str = field(repr=False)

    @property
    def form_tokens(self) -> bytes:
        return keyed_digest(self.secret.encode(), "form-tokens")

    @property
    def attempts(self) -> bytes:
        return keyed_digest(self.secret.encode(), "attempts")

    @property
    def subjects(self) -> bytes:
        return keyed_digest(self.subject_secret.encode(), "subjects")


def keyed_digest(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA256 over the parts with their lengths, so that ("ab", "c") and ("a", "bc") differ."""
    framed = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    return hmac.digest(key, framed, "sha256")


def new_token() -> str:
    """256 random bits, safe in a cookie and a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token: reading the table lets nobody in. Needs no salt at 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
