"""A condition → for whom it holds, in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.language import Language, Message, noted
from app.procedures.conditions import Condition
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion
from app.procedures.questions.statements import CONFIRMED, StatementQuestion
from app.procedures.wording import Wording

Questions = Mapping[str, QuestionBase]


@dataclass(frozen=True)
class Either:
    """「…」か「…」: what stands between the first mark and the last."""

    answers: tuple[Wording, ...]

    def for_reader(self, language: Language) -> str:
        between = "” or “" if language is Language.ENGLISH else "」か「"
        return between.join(dict.fromkeys(answer.for_reader(language) for answer in self.answers))


def who(condition: Condition, questions: Questions) -> Message | None:
    """「…で「…」を選んだ方」; None for what the register or a calculation decides, which no paper can say."""
    if condition.all is not None:
        return _joined([who(part, questions) for part in condition.all], together=True)
    if condition.any is not None:
        return _either(condition.any, questions)
    if condition.negated is not None:
        return _who_not(condition.negated, questions)
    question = questions.get(condition.question or "")
    return _compared(condition, question) if question else None


def _either(parts: tuple[Condition, ...], questions: Questions) -> Message | None:
    """Answers to one question are named together."""
    key = parts[0].question
    question = questions.get(key or "")
    picked = [each.eq if each.eq is not None else each.has for each in parts if each.question == key]
    if question is None or len(picked) < len(parts) or None in picked:
        return _joined([who(part, questions) for part in parts], together=False)
    return _picked(question, *picked)


def _joined(parts: list[Message | None], *, together: bool) -> Message | None:
    said = [part for part in parts if part is not None]
    if len(said) < len(parts):
        return None
    whole = said[0]
    for part in said[1:]:
        whole = (
            noted("{one}で、{other}", one=whole, other=part)
            if together
            else noted("{one}か、{other}", one=whole, other=part)
        )
    return whole


def _who_not(condition: Condition, questions: Questions) -> Message | None:
    question = questions.get(condition.question or "")
    if question is None:
        return None
    picked = condition.eq if condition.eq is not None else condition.has
    if picked is not None:
        return _not_picked(question, picked)
    if condition.filled is not None:
        return _compared(Condition(question=condition.question, filled=not condition.filled), question)
    return None


def _compared(leaf: Condition, question: QuestionBase) -> Message | None:
    if leaf.filled is not None:
        return (
            noted("「{question}」に答えた方", question=question.name)
            if leaf.filled
            else noted("「{question}」に答えなかった方", question=question.name)
        )
    if leaf.ne is not None:
        return _not_picked(question, leaf.ne)
    if leaf.one_of is not None:
        return _picked(question, *leaf.one_of)
    value = leaf.eq if leaf.eq is not None else leaf.has
    return _picked(question, value) if value is not None else _counted(leaf, question)


def _picked(question: QuestionBase, *values: Any) -> Message | None:
    labels = [_label(question, value) for value in values]
    known = tuple(label for label in labels if label is not None)
    if not known or len(known) < len(labels):
        return None
    return noted("「{question}」で「{answer}」を選んだ方", question=question.name, answer=Either(known))


def _not_picked(question: QuestionBase, value: Any) -> Message | None:
    answer = _label(question, value)
    if answer is None:
        return None
    return noted("「{question}」で「{answer}」を選ばなかった方", question=question.name, answer=answer)


def _label(question: QuestionBase, value: Any) -> Wording | None:
    if isinstance(question, YesNoQuestion):
        return question.yes if value else question.no
    if isinstance(question, StatementQuestion):
        return CONFIRMED if value is True else None
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        return next((each.label for each in question.options if each.value == value), None)
    return None


def _counted(leaf: Condition, question: QuestionBase) -> Message | None:
    """One bound; between two is no simple thing to say."""
    bounds = [(leaf.ge, _AT_LEAST), (leaf.gt, _MORE), (leaf.le, _AT_MOST), (leaf.lt, _LESS)]
    given = [(bound, said) for bound, said in bounds if bound is not None]
    if len(given) != 1:
        return None
    bound, said = given[0]
    return Message(said.template, {"question": question.name, "number": bound})


_AT_LEAST = noted("「{question}」が{number}以上の方")
_MORE = noted("「{question}」が{number}より多い方")
_AT_MOST = noted("「{question}」が{number}以下の方")
_LESS = noted("「{question}」が{number}より少ない方")
