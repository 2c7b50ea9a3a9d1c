"""What a value of the town can be, and the values that rules of procedures ask for by name."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, StringConstraints, TypeAdapter, ValidationError, model_validator

from app.municipality.values import Confirmable, Days, Line, Text, Yen


class ValueKind(StrEnum):
    """`COMPOUND` is a value of several parts, such as a table of postage."""

    YEN = "yen"
    DAYS = "days"
    HOURS = "hours"
    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"
    COMPOUND = "compound"


Hours = Annotated[int, Field(strict=True, ge=1, le=744)]
Number = Annotated[int, Field(strict=True, ge=0, le=99_999_999)]
IsoDay = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
FITTING: Mapping[ValueKind, TypeAdapter[Any]] = {
    ValueKind.YEN: TypeAdapter(Yen),
    ValueKind.DAYS: TypeAdapter(Days),
    ValueKind.HOURS: TypeAdapter(Hours),
    ValueKind.NUMBER: TypeAdapter(Number),
    ValueKind.YES_NO: TypeAdapter(StrictBool),
    ValueKind.TEXT: TypeAdapter(Line),
    ValueKind.DATE: TypeAdapter(IsoDay),
}


class NamedParameter(Confirmable):
    """A value that a rule of the procedure asks for by name (`context.parameters`), and only once it is confirmed.

    `value` is an int, a bool, a text or a `date`, as `kind` says; `label` is what staff read, and residents while
    it waits for the town's word.
    """

    label: Text
    kind: ValueKind
    value: Any

    @model_validator(mode="after")
    def _fit_the_kind(self) -> Self:
        if self.kind is ValueKind.COMPOUND:
            raise ValueError("kind: yen、days、hours、number、yes_no、text、date のどれかを書いてください。")
        plain = self.value.isoformat() if isinstance(self.value, date) else self.value
        try:
            FITTING[self.kind].validate_python(plain)
            fitting = date.fromisoformat(plain) if self.kind is ValueKind.DATE else plain
        except (ValidationError, ValueError) as misfit:
            raise ValueError(f"value: kind: {self.kind} に合う値を書いてください。") from misfit
        object.__setattr__(self, "value", fitting)
        return self
