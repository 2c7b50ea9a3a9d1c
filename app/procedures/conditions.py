"""When a step or a question is asked: a closed set of operators over answers and named facts."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, model_validator

from app.procedures.wording import Frozen

Scalar = str | int | bool
OPERATORS = ("eq", "ne", "one_of", "has", "filled", "lt", "le", "gt", "ge")


class Condition(Frozen):
    """Either one comparison (`question` or `fact`, and one operator) or one of `all`, `any`, `not`.

    A comparison with an answer that is missing is false, except `ne` and `filled: false`.
    """

    question: str | None = None
    fact: str | None = None
    eq: Scalar | None = None
    ne: Scalar | None = None
    one_of: tuple[Scalar, ...] | None = Field(None, alias="in", max_length=50)
    has: Scalar | None = None
    filled: bool | None = None
    lt: int | None = None
    le: int | None = None
    gt: int | None = None
    ge: int | None = None
    all: tuple["Condition", ...] | None = Field(None, min_length=1, max_length=20)
    any: tuple["Condition", ...] | None = Field(None, min_length=1, max_length=20)
    negated: "Condition | None" = Field(None, alias="not")

    model_config = {"frozen": True, "extra": "forbid", "populate_by_name": True}

    @model_validator(mode="after")
    def _one_meaning(self) -> "Condition":
        compared = sum(1 for operator in OPERATORS if getattr(self, operator) is not None)
        subjects = sum(1 for subject in (self.question, self.fact) if subject is not None)
        combined = sum(1 for part in (self.all, self.any, self.negated) if part is not None)
        if (subjects, compared, combined) not in {(1, 1, 0), (0, 0, 1)}:
            raise ValueError("a condition is one comparison, or one of all / any / not")
        return self

    def holds(self, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
        if self.all is not None:
            return all(part.holds(answers, facts) for part in self.all)
        if self.any is not None:
            return any(part.holds(answers, facts) for part in self.any)
        if self.negated is not None:
            return not self.negated.holds(answers, facts)
        value = answers.get(self.question) if self.question else facts.get(self.fact or "")
        return self._compare(value)

    def _compare(self, value: Any) -> bool:
        if self.filled is not None:
            return self.filled is (value not in (None, "", [], {}))
        if self.ne is not None:
            return bool(value != self.ne)
        return value is not None and self._fits(value)

    def _fits(self, value: Any) -> bool:
        if self.eq is not None:
            return bool(value == self.eq)
        if self.one_of is not None:
            return value in self.one_of
        return self.has in value if self.has is not None else self._is_in_order(value)

    def _is_in_order(self, value: Any) -> bool:
        """A list is compared by its length."""
        number = len(value) if isinstance(value, list) else value
        return (
            (self.lt is None or number < self.lt)
            and (self.le is None or number <= self.le)
            and (self.gt is None or number > self.gt)
            and (self.ge is None or number >= self.ge)
        )

    def leaves(self) -> Iterator["Condition"]:
        """Every comparison in it, for static checks."""
        parts = (*(self.all or ()), *(self.any or ()), *((self.negated,) if self.negated else ()))
        if not parts:
            yield self
        for part in parts:
            yield from part.leaves()
