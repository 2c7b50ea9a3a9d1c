"""What an adapter says of itself when asked whether it works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Health:
    """`detail` is for staff: it names the cause and carries neither secrets nor personal data."""

    ok: bool
    detail: str
