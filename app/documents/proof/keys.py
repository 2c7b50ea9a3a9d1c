"""Ed25519 (RFC 8032): the newest key signs, every key the town ever published verifies."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.documents.proof.canonical import canonical, from_text, to_text

_KEY_ID_LETTERS = 11  # 64 bits: enough to tell a town's keys apart, short enough for paper


class KnownKeys:
    """Public keys by their id: the beginning of their thumbprint (RFC 7638)."""

    def __init__(self, keys: Iterable[Ed25519PublicKey]) -> None:
        self._by_id = {key_id(key): key for key in keys}

    def __contains__(self, name: str) -> bool:
        return name in self._by_id

    def has_signed(self, name: str, signature: bytes, message: bytes) -> bool:
        key = self._by_id.get(name)
        if key is None:
            return False
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def published(self) -> dict[str, Any]:
        """As a JWK set (RFC 7517, RFC 8037)."""
        use = {"alg": "EdDSA", "use": "sig"}
        return {"keys": [{**_jwk(key), **use, "kid": name} for name, key in self._by_id.items()]}

    @classmethod
    def read(cls, published: str | bytes) -> Self:
        """What `published` gave, as JSON. Raises ValueError for anything else."""
        try:
            told = json.loads(published)["keys"]
            return cls([public_key(each["x"]) for each in told if each.get("crv") == "Ed25519"])
        except (KeyError, TypeError, AttributeError, RecursionError) as cause:
            raise ValueError("this is no set of keys") from cause


class Signer:
    """`secrets`: 32 bytes each as base64url, the newest first; `retired`: public keys whose secrets are gone."""

    def __init__(self, secrets: Iterable[str], retired: Iterable[str] = ()) -> None:
        private = [Ed25519PrivateKey.from_private_bytes(from_text(each)) for each in secrets]
        self._newest = private[0]
        self.key_id = key_id(self._newest.public_key())
        self.known = KnownKeys(
            [*(key.public_key() for key in private), *(public_key(each) for each in retired)]
        )

    def sign(self, message: bytes) -> bytes:
        return self._newest.sign(message)


def new_secret() -> tuple[str, str]:
    """A new key: its secret, and the public part to keep when the secret is given up."""
    private = Ed25519PrivateKey.generate()
    return to_text(private.private_bytes_raw()), _jwk(private.public_key())["x"]


def key_id(key: Ed25519PublicKey) -> str:
    return to_text(hashlib.sha256(canonical(_jwk(key))).digest())[:_KEY_ID_LETTERS]


def public_key(text: str) -> Ed25519PublicKey:
    """Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(from_text(text))


def _jwk(key: Ed25519PublicKey) -> dict[str, str]:
    return {"crv": "Ed25519", "kty": "OKP", "x": to_text(key.public_bytes_raw())}
