"""What a code is that we send and somebody types: twelve digits, in three groups of four."""

import secrets

from app.japan.digits import narrow

DIGITS = 12
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def shown(code: str) -> str:
    """1234-5678-9012: read in threes."""
    return "-".join(code[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def digits_of(typed: str) -> str:
    """As people copy it: with hyphens or blanks, in full-width digits."""
    return "".join(letter for letter in narrow(typed) if letter.isdecimal())
