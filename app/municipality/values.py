"""The kinds of values a town writes in its file: amounts, days, texts, and values it still has to confirm."""

from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from app.language import Language

Value = TypeVar("Value")


class TownModel(BaseModel):
    """Immutable, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Phone = Annotated[str, StringConstraints(pattern=r"^0\d{1,4}-\d{1,4}-\d{3,4}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Website = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+(/\S*)?$")]
Yen = Annotated[int, Field(strict=True, ge=0, le=99_999_999)]
Days = Annotated[int, Field(strict=True, ge=1, le=3660)]
Copies = Annotated[int, Field(strict=True, ge=1, le=99)]


class TownText(TownModel):
    """`ja` is always there and binding; the other variants fall back to it."""

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


Text = Annotated[TownText, BeforeValidator(_from_plain)]


class Confirmable(TownModel):
    """Something the town has to confirm (確認), with where it comes from: an ordinance, a rule, a decision.

    Until `confirmed` it may be shown only with `Municipality.unconfirmed_words` beside it.
    """

    confirmed: bool = False
    source: str = ""

    @model_validator(mode="after")
    def _name_the_source_once_confirmed(self) -> Self:
        if self.confirmed and not self.source:
            raise ValueError("confirmed: true のときは、根拠(条例・決裁など)を source に書いてください。")
        return self


class Parameter(Confirmable, Generic[Value]):
    """A value the town decides (自治体が決める値). A bare value in the file is an unconfirmed one."""

    value: Value

    @model_validator(mode="before")
    @classmethod
    def _accept_a_bare_value(cls, given: Any) -> Any:
        is_written_out = isinstance(given, Parameter) or (isinstance(given, dict) and "value" in given)
        return given if is_written_out else {"value": given}
