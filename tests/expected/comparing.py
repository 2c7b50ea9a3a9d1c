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

HERE = Path(__file__).parent
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
    "int": {"integer"},
    "decimal": {"decimal"},
    "check": {"statement", "yes_no"},
    "text": {"text", "code", "bank_account", "listed"},
    "textarea": {"text"},
    "kaigo_no": {"code"},
    "office_no": {"code"},
    "photo": {"photos"},
    "file": {"photos"},
    "group": {"group", "people"},
    "bank": {"bank_account"},
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
    """`procedure` and `id` may be patterns; `instead` is the question that asks for it here."""

    procedure: str
    id: str
    what: str
    reason: str
    instead: str | None = None

    def covers(self, difference: Difference) -> bool:
        return (
            self.what == difference.what
            and fnmatch.fnmatch(difference.procedure, self.procedure)
            and fnmatch.fnmatch(difference.id, self.id)
        )


def reasons() -> list[Reason]:
    told = tomllib.loads((HERE / "differences.toml").read_text("utf-8"))
    return [Reason(**{"procedure": "*", "what": "missing", **each}) for each in told["difference"]]


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


def differences(
    procedure: Procedure, rows: list[dict[str, Any]], renamed: Mapping[str, str]
) -> Iterator[Difference]:
    asked = asked_by(procedure)
    for row in rows:
        question = asked.get(row["id"]) or asked.get(renamed.get(row["id"], ""))
        if question is None:
            yield Difference(procedure.key, row["id"], "missing", row["kind"])
            continue
        if question.kind not in KINDS.get(row["kind"], {question.kind}):
            yield Difference(procedure.key, row["id"], "kind", f"{row['kind']} is {question.kind}")
        if row["required"] and not question.required:
            yield Difference(procedure.key, row["id"], "required")
        if row["prefill"] not in {"none", "—", "", "自動"} and not (question.prefill or question.copy_from):
            yield Difference(procedure.key, row["id"], "prefill", row["prefill"])


def renamed_in(procedure: Procedure, told: list[Reason]) -> dict[str, str]:
    """id of the table → key here, where a reason names another question."""
    return {
        each.id: each.instead
        for each in told
        if each.instead and fnmatch.fnmatch(procedure.key, each.procedure)
    }
