"""The extracted table beside the definitions → every difference, with the reason written down for it."""

import fnmatch
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.procedures.definition import Procedure
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.people import PeopleQuestion
from tests.branches import conditions_of

HERE = Path(__file__).parent
# What the table fills in from nothing known beforehand.
NOT_PREFILLED = {"none", "—", "", "自動", "検索", "self", "自動候補"}
# The type of the table → the kinds that may stand for it.
KINDS: Mapping[str, set[str]] = {
    "name": {"name"},
    "kana": {"kana"},
    "wareki_date": {"date"},
    "date": {"date"},
    "year_month": {"month"},
    "address": {"address"},
    "postal": {"address"},
    "tel": {"phone"},
    "email": {"email"},
    "select": {"choice", "yes_no", "people", "listed", "disaster"},
    "multi": {"choices", "listed", "people"},
    "money": {"money"},
    "time_range": {"time_range"},
    "time": {"choice", "time_range"},
    "int": {"integer"},
    "decimal": {"decimal"},
    "check": {"statement", "yes_no"},
    "text": {"text", "code", "listed"},
    "textarea": {"text"},
    "kaigo_no": {"code"},
    "office_no": {"code"},
    "photo": {"photos"},
    "file": {"photos"},
    "group": {"group", "people"},
    "bank": {"bank_account"},
    "B-BANK": {"bank_account"},
}


@dataclass(frozen=True)
class Difference:
    """`what`: missing, kind, required or prefill."""

    procedure: str
    id: str
    what: str
    told: str = ""


@dataclass(frozen=True)
class Reason:
    """`procedure` and `id` may be patterns. `instead`, an id being exact, is the question that asks for it here, or
    the fact or preview that says it; it explains nothing where the procedure has no such thing. `known_as`: the term
    under which the register has it where it is not asked for.
    """

    procedure: str
    id: str
    what: str
    reason: str
    instead: str | None = None
    known_as: str | None = None

    def covers(self, difference: Difference) -> bool:
        return (
            not self.instead
            and self.what == difference.what
            and fnmatch.fnmatch(difference.procedure, self.procedure)
            and fnmatch.fnmatch(difference.id, self.id)
        )


def reasons() -> list[Reason]:
    told = tomllib.loads((HERE / "differences.toml").read_text("utf-8"))
    return [
        Reason(**{"procedure": "*", "what": "missing", **each, "id": name})
        for each in told["difference"]
        for name in ([each["id"]] if isinstance(each["id"], str) else each["id"])
    ]


def expected() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((HERE / "questions.json").read_text("utf-8"))
    return found


def asked_by(procedure: Procedure) -> dict[str, QuestionBase]:
    """Rows of groups too."""
    found: dict[str, QuestionBase] = {}
    for key, question in procedure.questions.items():
        found[key] = question
        found |= {inner.key: inner for inner in getattr(question, "questions", ())}
    return found


def derived_by(procedure: Procedure) -> set[str]:
    """What follows from other answers or the register: previews and named facts."""
    facts = {leaf.fact for condition in conditions_of(procedure) for leaf in condition.leaves() if leaf.fact}
    shown = {name for step in procedure.steps for name in step.previews}
    return {*facts, *shown, *procedure.previews}


def differences(
    procedure: Procedure, rows: list[dict[str, Any]], renamed: Mapping[str, str]
) -> Iterator[Difference]:
    asked, derived = asked_by(procedure), derived_by(procedure)
    for row in rows:
        other = renamed.get(row["id"], "")
        question = asked.get(row["id"]) or asked.get(other)
        if question is not None:
            yield from _compared(procedure.key, row, question)
        elif other not in derived:
            yield Difference(procedure.key, row["id"], "missing", "/".join(row["kinds"]))


def _compared(procedure: str, row: dict[str, Any], question: QuestionBase) -> Iterator[Difference]:
    """The kind of a question with another name is a matter of the reason for that."""
    fitting = set[str]().union(*(KINDS.get(kind, {question.kind}) for kind in row["kinds"]))
    if question.key == row["id"] and row["kinds"] and question.kind not in fitting:
        yield Difference(procedure, row["id"], "kind", f"{'/'.join(row['kinds'])} is {question.kind}")
    if row["required"] and not question.required:
        yield Difference(procedure, row["id"], "required")
    if row["prefill"] not in NOT_PREFILLED and not is_prefilled(question):
        yield Difference(procedure, row["id"], "prefill", row["prefill"])


def is_prefilled(question: QuestionBase) -> bool:
    """People are picked from the register's list; a group has what its rows have."""
    if isinstance(question, GroupQuestion):
        return question.rows_from is not None or any(is_prefilled(inner) for inner in question.questions)
    if isinstance(question, PeopleQuestion):
        return True
    return bool(question.prefill or question.copy_from)


def renamed_in(procedure: Procedure, told: list[Reason]) -> dict[str, str]:
    """id of the table → key here, where a reason names another question; the first that is asked."""
    there = {*asked_by(procedure), *derived_by(procedure)}
    found: dict[str, str] = {}
    for each in told:
        if each.instead in there and fnmatch.fnmatch(procedure.key, each.procedure):
            found.setdefault(each.id, str(each.instead))
    return found
