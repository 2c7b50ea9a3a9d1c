"""The code that binds a mandate to whoever takes it: 60 random bits, read aloud or from a note."""

import secrets
from datetime import timedelta

from app.auth.keys import token_hash

# No 0/O, 1/I/L, 5/S, 8/B: read aloud over a telephone.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY234679"
LENGTH = 12
HOLDS_FOR = timedelta(days=14)


def new_code(length: int = LENGTH) -> str:
    """ABCD-EFGH-JKMN."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return "-".join(letters[at : at + 4] for at in range(0, length, 4))


def folded(code: str) -> str:
    """As typed, with or without hyphens, in whatever case and width."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def code_hash(code: str) -> str:
    """What the table keeps: reading it lets nobody in."""
    return token_hash(folded(code))
