"""Text for people: written once in Japanese, shown in the reader's variant."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Language(StrEnum):
    """The variants a resident can choose; `EASY` is やさしい日本語, plain Japanese for every reader."""

    JAPANESE = "ja"
    EASY = "ja-easy"
    ENGLISH = "en"


@dataclass(frozen=True)
class Message:
    """A sentence to be translated when it is shown: `template` is the Japanese text with {names}."""

    template: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def noted(template: str, **values: Any) -> Message:
    """Marks a Japanese sentence for translation (Babel keyword `noted`)."""
    return Message(template, values)
