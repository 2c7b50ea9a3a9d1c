"""Where a visitor goes back to after signing in: always a page of this service."""

import re

_LOCAL = re.compile(r"/(?:[^/\\\s\x00-\x1f\x7f][^\\\s\x00-\x1f\x7f]*)?\Z")


def is_local_path(path: str) -> bool:
    """An absolute path on this host; browsers read `//elsewhere` and `/\\elsewhere` as another one."""
    return len(path) <= 500 and _LOCAL.match(path) is not None


def safe_return_path(path: str | None, otherwise: str) -> str:
    """`path` when it stays here, else `otherwise`."""
    return path if path and is_local_path(path) else otherwise
