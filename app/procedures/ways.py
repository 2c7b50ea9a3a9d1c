"""The other ways of doing it (ほかの方法), and what they cost."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from app.procedures.questions.base import Key
from app.procedures.wording import Wording, Words, from_plain


class Way(Wording):
    """ほかの方法. `unit`: what one (`per`) costs that way; a town without that amount does not offer the way.

    `note`: what one needs for it.
    """

    unit: Key | None = None
    per: Words | None = None
    note: Words | None = None


Ways: TypeAlias = tuple[Annotated[Way, BeforeValidator(from_plain)], ...]
