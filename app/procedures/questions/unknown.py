"""わからない: an answer of its own, where a definition allows it. It is kept as such, never as an empty one.

Whoever gives it has answered, and staff find out. Rules are not shown it (`Told`): to them nothing is known.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.language import Language, noted
from app.procedures.questions.base import Answer, Boxes, FieldError, Given, QuestionBase, Reading
from app.procedures.questions.paper import Blank, Blanks, Tick
from app.procedures.row_boxes import is_within
from app.procedures.wording import Wording

UNKNOWN: dict[str, bool] = {"unknown": True}
SHAPE: dict[str, Any] = {"const": UNKNOWN}
WORDS = Wording(
    ja="わからない（職員が確かめます）",
    easy="わからない（役場（やくば）の 人が しらべます）",
    en="I don’t know (the town will find out)",
)
# What is typed into boxes by whoever may not know it; what is chosen has an answer of its own for that.
KINDS = frozenset({"address", "code", "date", "kana", "name", "phone", "text"})


def is_unknown(answer: Answer) -> bool:
    return bool(answer == UNKNOWN)


def box_of(at: str) -> str:
    """The box to tick, beside those of the question at `at`."""
    return f"{at}.unknown"


def gathered(question: QuestionBase, given: Given, at: str, answers: Mapping[str, Any]) -> Reading:
    """Whoever ticks the box and types as well is asked which it is: neither is thrown away. Where it was ticked before,
    they know it now.
    """
    if not question.may_be_unknown or not given.one(box_of(at)):
        return question.gather(given, at, answers)
    if is_typed(given.form, at) and is_unknown(answers.get(question.key)):
        return question.gather(given, at, answers)
    if is_typed(given.form, at):
        return Reading(None, (_which_is_it(question, at),))
    return Reading(UNKNOWN)


def is_typed(boxes: Mapping[str, Any], at: str) -> bool:
    """Whether something stands in a box of the question; an era chosen beforehand is no word of anybody's."""
    beside = {box_of(at), f"{at}.era"}
    mine = (values for box, values in boxes.items() if is_within(box, at) and box not in beside)
    return any(value.strip() for values in mine for value in values)


def _which_is_it(question: QuestionBase, at: str) -> FieldError:
    return question.error(at, noted("{name}が書いてあります。わからないときは、書いたものを消してください。"))


def boxes_of(question: QuestionBase, answer: Answer, at: str) -> Boxes:
    return {box_of(at): ["yes"]} if is_unknown(answer) else question.boxes(answer, at)


def text_of(question: QuestionBase, answer: Answer, language: Language = Language.JAPANESE) -> str:
    """Empty for none."""
    if is_unknown(answer):
        return WORDS.for_reader(language)
    return question.show(answer, language) if answer not in (None, [], "") else ""


def columns_of_answer(question: QuestionBase, answer: Answer) -> dict[str, str]:
    """The same headings as ever; the words stand under the first."""
    if not is_unknown(answer):
        return question.columns(answer)
    empty = question.columns(None)
    return {**empty, next(iter(empty)): WORDS.ja}


def blanks_of(question: QuestionBase, answer: Answer, known: Mapping[str, Any]) -> Blanks:
    """On paper it is a box to tick, below the places to write in."""
    if not question.may_be_unknown:
        return question.on_paper(answer, known)
    ticked = is_unknown(answer)
    places = question.on_paper(None if ticked else answer, known)
    return (*places, Blank(ticks=(Tick(WORDS, ticked),)))


def schema_of_answer(question: QuestionBase) -> dict[str, Any]:
    """JSON Schema of what may be kept for it."""
    shapes = [question.answer_schema(), *([SHAPE] if question.may_be_unknown else ()), {"type": "null"}]
    return {"anyOf": shapes}


class Told(Mapping[str, Any]):
    """Answers as rules see them: what nobody knows is not there, in rows neither."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._answers = answers

    def __getitem__(self, key: str) -> Any:
        return _told(self._answers[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def _told(answer: Answer) -> Answer:
    if is_unknown(answer):
        return None
    if isinstance(answer, list):
        return [
            {key: None if is_unknown(value) else value for key, value in row.items()}
            if isinstance(row, Mapping)
            else row
            for row in answer
        ]
    return answer
