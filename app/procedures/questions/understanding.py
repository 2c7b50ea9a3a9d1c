"""The readers of `app.japan`, whose complaints become complaints about a question."""

from typing import Any

from app.japan import NotUnderstood
from app.language import Message
from app.procedures.questions.base import Misread


def understood(read: Any, *args: Any, part: str = "", name: Message | None = None) -> Any:
    """Calls a reader of `app.japan`, turning its complaint into one about this question, or about what `name` says."""
    try:
        return read(*args)
    except NotUnderstood as complaint:
        own = {"name": name} if name else {}
        message = Message(complaint.message.template, own | complaint.message.values)
        raise Misread(message, part or next(iter(complaint.parts), "")) from complaint
