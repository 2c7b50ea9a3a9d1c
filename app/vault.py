"""Encryption at rest with keys that can be rotated.

Values are sealed whole (Fernet: AES-128-CBC with HMAC-SHA256). Large things get a key of their own, of which
only the wrapping (AES key wrap, RFC 3394) hangs on ours: to rotate, nothing but the wrapping is made anew.
"""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from app.errors import Unavailable

KEY_ID_BYTES = 8
WRAPPED_BYTES = 40


@dataclass(frozen=True)
class WrappedKey:
    """A data key as it may be stored. `key_id` names the application key that opens it and tells nothing of it."""

    key_id: bytes
    wrapped: bytes


class Vault:
    """Seals with the first key, opens with any: to rotate, put the new key first and keep the old one until
    `python -m app rotate-keys` has said that nothing hangs on it any more.

    Keys are urlsafe base64 of 32 bytes (`Fernet.generate_key()`).
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._first = Fernet(keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._wrapping = {_id_of(key): _wrapping_key_of(key) for key in keys}
        self._first_id = _id_of(keys[0])

    def seal(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def open(self, sealed: bytes) -> bytes:
        """Raises Unavailable when no configured key fits: the data is safe, the configuration is not."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as cause:
            raise Unavailable from cause

    def renew(self, sealed: bytes) -> bytes | None:
        """The same secret under the first key; None when it is sealed with that already. Raises Unavailable."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None

    def new_data_key(self) -> tuple[bytes, WrappedKey]:
        """32 random bytes for one thing only, and what may be stored of them."""
        data_key = secrets.token_bytes(32)
        return data_key, self._wrap(data_key)

    def unwrap(self, key: WrappedKey) -> bytes:
        """Raises Unavailable when no configured key fits."""
        try:
            return aes_key_unwrap(self._wrapping[key.key_id], key.wrapped)
        except (KeyError, InvalidUnwrap, ValueError) as cause:
            raise Unavailable from cause

    def rewrap(self, key: WrappedKey) -> WrappedKey | None:
        """The same data key under the first key; None when it is wrapped with that already. Raises Unavailable."""
        return None if key.key_id == self._first_id else self._wrap(self.unwrap(key))

    def _wrap(self, data_key: bytes) -> WrappedKey:
        return WrappedKey(self._first_id, aes_key_wrap(self._wrapping[self._first_id], data_key))


def _id_of(key: str) -> bytes:
    return hashlib.sha256(b"madoguchi key id" + base64.urlsafe_b64decode(key)).digest()[:KEY_ID_BYTES]


def _wrapping_key_of(key: str) -> bytes:
    """Derived, so that no key serves two ciphers."""
    derive = HKDF(SHA256(), 32, salt=None, info=b"madoguchi data keys")
    return derive.derive(base64.urlsafe_b64decode(key))
