"""What an answer is taken to be before anybody gives it: what was answered above, else what the register says."""

from collections.abc import Mapping
from typing import Any

from app.procedures.questions.base import Answer, Given, Misread, QuestionBase
from app.procedures.questions.listed import NONE_OF_THESE
from app.procedures.questions.unknown import is_unknown

_NOT_LISTED = {"key": "", "name": NONE_OF_THESE.ja}


def find_answer(answers: Mapping[str, Any], path: str) -> Answer | None:
    """`question.row.question` → the answer there, None where the way ends, or where nobody knows it."""
    found: Any = answers
    for part in path.split("."):
        if is_unknown(found) or found == _NOT_LISTED:
            return None
        if isinstance(found, list):
            found = found[int(part)] if part.isdecimal() and int(part) < len(found) else None
        elif isinstance(found, Mapping):
            found = found.get(part)
        else:
            return None
    return None if is_unknown(found) else found


def copied_answer(question: QuestionBase, answers: Mapping[str, Any]) -> Answer | None:
    return find_answer(answers, question.copy_from) if question.copy_from else None


def suggested_answer(
    question: QuestionBase, known: Mapping[str, Any], answers: Mapping[str, Any]
) -> Answer | None:
    """As it would be kept; None where nothing is known, or what is known could not be typed here either."""
    above = copied_answer(question, answers)
    if above is None:
        return question.suggested(known)
    try:
        return question.read(Given(question.boxes(above, question.key), known), question.key)
    except Misread:
        return None
