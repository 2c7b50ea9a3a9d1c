"""An application → what an export says of it: its own columns, then those of its answers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.applications.hands import TypedBy
from app.applications.labels import STATE_LABELS
from app.applications.lifecycle import State
from app.clock import JST
from app.municipality.offering import Channel
from app.procedures.answer_rows import AnswerRow, answer_rows, columns_of
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.unknown import columns_of_answer

HIDDEN = "（表示しません）"
NUMBER = "受付番号"
DAY = "%Y-%m-%d"  # of a paper no hour is known
MOMENT = f"{DAY} %H:%M:%S"


@dataclass(frozen=True)
class Exported:
    """One submitted version with its case. `assignee_name` is empty while nobody has taken the case."""

    reference_number: str
    state: State
    arrived_at: datetime
    version_number: int
    content_hash: str
    journey: Journey
    channel: str = "web"
    typed_by: TypedBy | None = None
    assignee_name: str = ""
    with_sensitive: bool = False


def table_row(case: Exported) -> dict[str, str]:
    """Heading → cell; the same headings for every case of a revision, so that columns line up."""
    return {
        NUMBER: case.reference_number,
        "到達日時": f"{case.arrived_at.astimezone(JST):{DAY if case.channel == Channel.PAPER else MOMENT}}",
        "状態": str(STATE_LABELS[case.state]),
        "版": str(case.version_number),
        "担当": case.assignee_name,
        **columns_of(case.journey),
        **({} if case.with_sensitive else _hidden_cells(case.journey)),
    }


def told_answers(case: Exported) -> dict[str, Any]:
    """The answers in the shapes of the schema, without those that were not asked for."""
    if case.with_sensitive:
        return dict(case.journey.answers)
    questions = case.journey.procedure.questions
    told = ((key, questions[key], answer) for key, answer in case.journey.answers.items() if key in questions)
    return {key: _told(question, answer) for key, question, answer in told if not question.sensitive}


def told_rows(case: Exported) -> list[AnswerRow]:
    rows = answer_rows(case.journey)
    return [row for row in rows if case.with_sensitive or not _is_sensitive(row)]


def sensitive_keys(journey: Journey) -> tuple[str, ...]:
    """Names of the answers that are shown on request only, for the audit of an export that holds them."""
    return tuple(dict.fromkeys(row.question.key for row in answer_rows(journey) if _is_sensitive(row)))


def _is_sensitive(row: AnswerRow) -> bool:
    return row.question.sensitive or bool(row.group and row.group.sensitive)


def _told(question: QuestionBase, answer: Any) -> Any:
    if not isinstance(question, GroupQuestion) or answer is None:
        return answer
    secret = {inner.key for inner in question.questions if inner.sensitive}
    return [{key: value for key, value in row.items() if key not in secret} for row in answer]


def _hidden_cells(journey: Journey) -> dict[str, str]:
    """The cells that are not told: said to be hidden where there is something to hide."""
    cells: dict[str, str] = {}
    for key, question in journey.procedure.questions.items():
        answer = journey.answers.get(key)
        whole = columns_of_answer(question, answer)
        left = columns_of_answer(question, None if question.sensitive else _told(question, answer))
        cells |= _blacked_out(whole, left)
    return cells


def _blacked_out(whole: Mapping[str, str], left: Mapping[str, str]) -> dict[str, str]:
    return {heading: HIDDEN for heading, cell in whole.items() if cell and cell != left.get(heading, "")}
