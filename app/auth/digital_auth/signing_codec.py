"""What the public documents leave open of signing: names of members, ways of writing bytes. Tolerated in either form."""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.auth.signing import CardSignature, Unsigned

# Closed: what a result may be sealed with, whatever its header says. No compression: what is small may unfold large.
JWE_ALGORITHMS = (
    *("RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"),
    *("A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512"),
)
MOST_BYTES = 100_000

_TRANSACTION = ("sign_transaction_id", "transaction_id", "id")
_RESULT = ("result", "sign_result", "jwe")
_SIGNATURE = ("signature", "signature_value", "sign_value")
_CERTIFICATE = ("certificate", "signing_certificate", "cert", "x5c")
_DIGEST = ("digest", "hash", "digest_value")
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_COMPACT = re.compile(r"[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]*){4}")
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
# Of the texts beside `error`: what has to be told to the person in words of its own.
_REASONS: tuple[tuple[str, Unsigned], ...] = (
    ("lock", Unsigned.LOCKED),
    ("no_certificate", Unsigned.NO_CERTIFICATE),
    ("certificate_not_found", Unsigned.NO_CERTIFICATE),
    ("expired", Unsigned.EXPIRED),
    ("revoked", Unsigned.REVOKED),
)


class Unreadable(ValueError):
    """The answer has a shape that nobody has described; nothing of it is in the message."""


def request_for(digest: bytes) -> dict[str, str]:
    return {"digest": base64.b64encode(digest).decode(), "digest_algorithm": "SHA256"}


def transaction_in(told: Mapping[str, Any]) -> str:
    """Raises Unreadable."""
    found = _first(told, _TRANSACTION)
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise Unreadable("no transaction")
    return found


def sealed_in(body: str) -> str:
    """The JWE, bare or as a member of a JSON object. Raises Unreadable."""
    text = body.strip()
    if text.startswith("{"):
        try:
            text = str(_first(json.loads(text), _RESULT))
        except ValueError as cause:
            raise Unreadable("no JSON") from cause
    text = text.strip('"')
    if not _COMPACT.fullmatch(text):
        raise Unreadable("no JWE")
    return text


def signature_in(opened: bytes, transaction: str, digest: bytes) -> CardSignature:
    """Where the result names a transaction or a digest, it must be ours. Raises Unreadable."""
    try:
        told = json.loads(opened)
    except ValueError as cause:
        raise Unreadable("no JSON is sealed") from cause
    if not isinstance(told, dict):
        raise Unreadable("no object is sealed")
    if _first(told, _TRANSACTION) not in (None, transaction):
        raise Unreadable("of another transaction")
    named = _first(told, _DIGEST)
    if named is not None and _bytes(named) != digest:
        raise Unreadable("of another digest")
    return CardSignature(_bytes(_first(told, _SIGNATURE)), _bytes(_first(told, _CERTIFICATE)))


def reason_in(params: Mapping[str, str]) -> Unsigned:
    """Of somebody who came back without a code."""
    told = f"{params.get('error_description', '')} {params.get('error', '')}".lower().replace(" ", "_")
    return next((why for word, why in _REASONS if word in told), Unsigned.CANCELLED)


def _first(told: Any, names: Iterable[str]) -> Any:
    return next((told[name] for name in names if name in told), None) if isinstance(told, dict) else None


def _bytes(value: Any) -> bytes:
    """base64 or base64url, with or without padding; PEM; the first of a list (x5c)."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        raise Unreadable("a part is missing")
    inside = _PEM.search(value)
    text = re.sub(r"\s", "", inside[1] if inside else value).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as cause:
        raise Unreadable("a part is no base64") from cause
    if not found:
        raise Unreadable("a part is empty")
    return found
