"""Encryption at rest with keys that can be rotated (Fernet: AES-128-CBC with HMAC-SHA256)."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from app.errors import Unavailable


class Vault:
    """Seals with the first key, opens with any: to rotate, put the new key first and keep the old one.

    Keys are urlsafe base64 of 32 bytes (`Fernet.generate_key()`).
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def open(self, sealed: bytes) -> bytes:
        """Raises Unavailable when no configured key fits: the data is safe, the configuration is not."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as cause:
            raise Unavailable from cause

    def renew(self, sealed: bytes) -> bytes:
        """The same secret under the first key."""
        return self._fernet.rotate(sealed)
