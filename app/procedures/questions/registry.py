"""Which class a question's `kind` names."""

from typing import Annotated, Any

from pydantic import BeforeValidator, SerializeAsAny

from app.procedures.questions.base import QuestionBase


def kinds() -> dict[str, type[QuestionBase]]:
    """Every kind that has been imported, by the name used in definitions."""
    found: dict[str, type[QuestionBase]] = {}
    waiting = [QuestionBase]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if isinstance(name := kind.model_fields["kind"].default, str):
                found[name] = kind
    return found


def question_of(value: Any) -> Any:
    """A question of the kind it names; raises ValueError for a kind that does not exist."""
    if not isinstance(value, dict):
        return value
    known = kinds()
    kind = known.get(str(value.get("kind")))
    if kind is None:
        raise ValueError(f"unknown kind {value.get('kind')!r}; known: {', '.join(sorted(known))}")
    return kind.model_validate(value)


Question = Annotated[SerializeAsAny[QuestionBase], BeforeValidator(question_of)]
