"""Ids that come with a form."""

from uuid import UUID

from app.errors import Conflict


def read_id(text: str) -> UUID:
    """Raises Conflict for what no page of ours would send."""
    try:
        return UUID(text)
    except ValueError as unreadable:
        raise Conflict from unreadable
