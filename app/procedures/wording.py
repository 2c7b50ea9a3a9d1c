"""One text in the variants a reader may choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.language import Language

LONGEST_NAME = 40


class Frozen(BaseModel):
    """Everything in a definition: immutable, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Frozen):
    """`ja` is always there and binding; the others fall back to it."""

    ja: str = Field(min_length=1)
    easy: str | None = None
    en: str | None = None

    def for_reader(self, language: Language) -> str:
        variant = {Language.EASY: self.easy, Language.ENGLISH: self.en}.get(language)
        return variant or self.ja

    def __str__(self) -> str:
        return self.ja


class Noun(Wording):
    """What a question is called. `ja` is the noun of the ordinance, over columns, in exports and for staff;
    `plain` what Japanese residents read of it in messages, where that noun is not everybody's (監護の有無).
    """

    plain: str | None = None

    def for_reader(self, language: Language) -> str:
        if language is Language.JAPANESE and self.plain:
            return self.plain
        return super().for_reader(language)


def from_plain(value: Any) -> Any:
    """A bare string is the Japanese text."""
    return {"ja": value} if isinstance(value, str) else value


def _as_short_as_a_heading(value: Noun) -> Noun:
    if len(value.ja) > LONGEST_NAME:
        raise ValueError(f"a name has at most {LONGEST_NAME} characters")
    return value


def _none_for_nothing(value: Any) -> Any:
    return from_plain(value) if value else None


Words = Annotated[Wording, BeforeValidator(from_plain)]
Name = Annotated[Noun, BeforeValidator(from_plain), AfterValidator(_as_short_as_a_heading)]
# 通, 人: English says it without one, so `en` is left out. Revisions of before may say "".
Counter = Annotated[Wording | None, BeforeValidator(_none_for_nothing)]


def counted(number: str, counter: Wording | None, language: Language) -> str:
    """3通, and just 3 in English, where only a measure (cm) has a word of its own."""
    if counter is None:
        return number
    if language is Language.ENGLISH:
        return f"{number} {counter.en}" if counter.en else number
    return f"{number}{counter.for_reader(language)}"


@dataclass(frozen=True)
class Counted:
    """The same, said when it is shown."""

    number: int
    counter: Wording | None

    def for_reader(self, language: Language) -> str:
        return counted(str(self.number), self.counter, language)

    def __str__(self) -> str:
        return self.for_reader(Language.JAPANESE)


def listed(texts: Iterable[str], language: Language) -> str:
    return (", " if language is Language.ENGLISH else "、").join(texts)
