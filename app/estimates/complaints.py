"""What is wrong with what was given, by its place, in sentences that name the field and never what was typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.estimates.definition import Estimate
from app.language import Message, noted
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.wording import Wording

NEEDED_HERE = "needed_here"
THIS = Wording(ja="この項目", easy="ここ", en="this item")

_SENTENCES: Mapping[str, Message] = {
    "missing": noted("{name}を入力してください。"),
    NEEDED_HERE: noted("{name}を入力してください。"),
    f"{NEEDED_HERE}_income": noted("全員が非課税の世帯では、年金などの収入も入力してください。"),
    "extra_forbidden": noted("{name}は、この計算にはない項目です。"),
    "json_invalid": noted("JSONとして読み取れません。"),
    "greater_than_equal": noted("{name}は{ge}以上で入力してください。"),
    "less_than_equal": noted("{name}は{le}以下で入力してください。"),
    "enum": noted("{name}は、決められた答えから選んでください。"),
    "bool_type": noted("{name}は、true か false で入力してください。"),
    "string_pattern_mismatch": noted("{name}は「2026-05」の形で入力してください。"),
    "too_short": noted("{name}は{min_length}つ以上必要です。"),
    "too_long": noted("{name}は{max_length}つまでです。"),
}
_KINDS: tuple[tuple[str, Message], ...] = (
    ("date", noted("{name}は「2026-05-15」の形の、ある日付で入力してください。")),
    ("int", noted("{name}は整数で入力してください。")),
)
_OTHER = noted("{name}を確かめてください。")


@dataclass(frozen=True)
class Wrong:
    """`at`: the field, rows counted from 0 (`children.0.birth`); empty for the whole."""

    at: str
    message: Message


def complaints_of(estimate: Estimate[Any], wrong: ValidationError) -> Iterator[Wrong]:
    """A row that is wrong counts for none, but is not told to be missing as well."""
    found = [
        (".".join(str(part) for part in each["loc"]), each)
        for each in wrong.errors(include_url=False, include_input=False)
    ]
    for at, each in found:
        if each["type"] == "too_short" and any(inner.startswith(f"{at}.") for inner, _ in found):
            continue
        values = {**each.get("ctx", {}), "name": _name(estimate, at)}
        yield Wrong(at, Message(_sentence(each["type"]).template, values))


def _sentence(kind: str) -> Message:
    by_kind = (sentence for start, sentence in _KINDS if kind.startswith(start))
    return _SENTENCES.get(kind) or next(by_kind, _OTHER)


def _name(estimate: Estimate[Any], at: str) -> Wording:
    """What the form calls the field; a field that only programs know has no name of its own."""
    question = find_question(estimate, at)
    return question.name if question else THIS


def find_question(estimate: Estimate[Any], at: str) -> QuestionBase | None:
    """The question of the form that stands at that place, in a row of a group the inner one."""
    first, *rest = at.split(".")
    question = next((each for each in estimate.form.questions if each.key == first), None)
    if isinstance(question, GroupQuestion) and len(rest) > 1:
        return next((inner for inner in question.questions if inner.key == rest[1]), None)
    return question
