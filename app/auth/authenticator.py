"""Codes of an authenticator app: a secret and a moment → six digits (RFC 6238). Pure."""

import base64
import re
import secrets
import unicodedata
from datetime import datetime

from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
DIGITS = 6
# A telephone may be half a minute off, and so may whoever types.
TOLERATED = (-1, 0, 1)
_CODE = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """160 random bits, as they are typed where no camera is at hand."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def address_for_app(secret: str, login: str, town: str) -> str:
    """What the QR code says: `otpauth://…`."""
    return _totp(secret).get_provisioning_uri(login, town)


def read_code(typed: str) -> str | None:
    """An input method may have made it full-width; some apps show a gap in the middle."""
    found = "".join(unicodedata.normalize("NFKC", typed).split())
    return found if _CODE.fullmatch(found) else None


def step_of(secret: str, code: str, *, now: datetime, after: int) -> int | None:
    """The time step this code belongs to; None for a wrong one and for one that is used up."""
    return _found(secret, (code,), now, after)


def step_of_two(secret: str, codes: tuple[str, str], *, now: datetime, after: int) -> int | None:
    """The time step of the second of two codes that follow each other; both must be unused."""
    return _found(secret, codes, now, after)


def _found(secret: str, codes: tuple[str, ...], now: datetime, after: int) -> int | None:
    current, before = step_at(now), len(codes) - 1
    typed = "".join(codes).encode()
    for last in (current + away for away in TOLERATED):
        steps = range(last - before, last + 1)
        shown = "".join(code_at(secret, step) for step in steps).encode()
        if bytes_eq(shown, typed) and last - before > after:
            return last
    return None


def _totp(secret: str) -> TOTP:
    # SHA-1 is what authenticator apps know; in an HMAC its collisions are of no use to anybody.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303  # said by RFC 6238
