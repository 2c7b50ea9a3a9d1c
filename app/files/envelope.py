"""A file sealed under a key of its own: head, then AES-256-GCM in pieces, so that no copy of it is needed whole.

    "MDG1" │ id of the application key (8) │ wrapped data key (40) │ piece (64 KB + tag of 16) │ … │ last piece

The number of a piece and whether it is the last are its nonce: none can be left out, moved or cut off. The name the
file is stored under is authenticated with each: the bytes of one file cannot stand in for another's.
"""

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import Unavailable
from app.vault import KEY_ID_BYTES, WRAPPED_BYTES, Vault, WrappedKey

_MAGIC = b"MDG1"
_PIECE = 64 * 1024
_TAG = 16
HEAD_BYTES = len(_MAGIC) + KEY_ID_BYTES + WRAPPED_BYTES


def seal(content: bytes, name: str, vault: Vault) -> Iterator[bytes]:
    """In parts that follow one another."""
    data_key, wrapped = vault.new_data_key()
    yield _head_of(wrapped)
    cipher, last = AESGCM(data_key), max(0, len(content) - 1) // _PIECE
    view = memoryview(content)
    for number in range(last + 1):
        piece = view[number * _PIECE : (number + 1) * _PIECE]
        yield cipher.encrypt(_nonce(number, is_last=number == last), piece, name.encode())


def unseal(sealed: bytes, name: str, vault: Vault) -> bytes:
    """Raises Unavailable when no configured key fits, or when anything in it was changed."""
    cipher = AESGCM(vault.unwrap(_key_in(sealed)))
    body = memoryview(sealed)[HEAD_BYTES:]
    last = max(0, len(body) - 1) // (_PIECE + _TAG)
    plain = bytearray()
    try:
        for number in range(last + 1):
            piece = body[number * (_PIECE + _TAG) : (number + 1) * (_PIECE + _TAG)]
            plain += cipher.decrypt(_nonce(number, is_last=number == last), piece, name.encode())
    except (InvalidTag, ValueError) as changed:
        raise Unavailable from changed
    return bytes(plain)


def rewrapped_head(head: bytes, vault: Vault) -> bytes | None:
    """The head under the first key of the vault; None when it is that already. Raises Unavailable."""
    wrapped = vault.rewrap(_key_in(head))
    return None if wrapped is None else _head_of(wrapped)


def _head_of(key: WrappedKey) -> bytes:
    return _MAGIC + key.key_id + key.wrapped


def _key_in(sealed: bytes) -> WrappedKey:
    if len(sealed) < HEAD_BYTES or not sealed.startswith(_MAGIC):
        raise Unavailable
    at = len(_MAGIC) + KEY_ID_BYTES
    return WrappedKey(sealed[len(_MAGIC) : at], sealed[at:HEAD_BYTES])


def _nonce(number: int, *, is_last: bool) -> bytes:
    """Twelve bytes, never twice under one key, for every file has its own."""
    return number.to_bytes(11, "big") + bytes([is_last])
