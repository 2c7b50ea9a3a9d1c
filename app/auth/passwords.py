"""Passwords of staff: argon2id, and no difference to be measured between a wrong one and an unknown login."""

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB and two passes, the least OWASP accepts: sixteen sign-ins at once must fit beside the service.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 128


def hash_password(password: str) -> str:
    return _hasher.hash(_typed(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """`None` stands for an unknown login: it costs the same and is never right."""
    try:
        _hasher.verify(_nobodys_hash() if password_hash is None else password_hash, _typed(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether it was made with other costs than today's."""
    return _hasher.check_needs_rehash(password_hash)


def faults_of(password: str, login: str) -> list[str]:
    """Why it cannot be taken, as sentences for the person choosing it; empty when it can."""
    typed = _typed(password)
    faults = []
    if len(typed) < LEAST_CHARACTERS:
        faults.append(f"パスワードは{LEAST_CHARACTERS}文字以上にしてください。長い文でもかまいません。")
    if len(typed) > MOST_CHARACTERS:
        faults.append(f"パスワードは{MOST_CHARACTERS}文字以内にしてください。")
    if login and login.casefold() in typed.casefold():
        faults.append("パスワードにログイン名を入れないでください。")
    if typed and len(set(typed)) < 5:
        faults.append("同じ文字のくり返しは使えません。5種類以上の文字を使ってください。")
    return faults


def _typed(password: str) -> str:
    """An input method may give full-width letters for the same keys; both are the same password."""
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
