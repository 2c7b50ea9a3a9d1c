"""Temporary."""

PASSWORD = "x"
ACCOUNTS: dict[str, str] = {}


def fill(office):
    pass
