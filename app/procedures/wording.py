"""One text in the variants a reader may choose."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.language import Language


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


def _from_plain(value: Any) -> Any:
    return {"ja": value} if isinstance(value, str) else value


Words = Annotated[Wording, BeforeValidator(_from_plain)]
