"""Answers beside the register's record, and two submitted versions beside each other. Pure.

A difference is something to look at, never a reason to refuse: people move, marry, and write 﨑 for 崎.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.applications.relatives import record_of
from app.prefill.comparing import Kind, compare
from app.prefill.facts import Fact, Facts
from app.prefill.sources import Source
from app.prefill.terms import ADDRESS_PARTS
from app.procedures.answer_rows import AnswerRow
from app.procedures.definition import Procedure
from app.procedures.questions.people import PeopleQuestion

SUBJECT = "subject"
_NAMES = {"name": "", "kana": "_kana"}


class Verdict(StrEnum):
    """How an answer stands to the register (照合); `UNKNOWN` where the register says nothing."""

    UNKNOWN = "unknown"
    SAME = "same"
    VARIANT = "variant"
    DIFFERENT = "different"

    @property
    def needs_looking(self) -> bool:
        return self in {Verdict.VARIANT, Verdict.DIFFERENT}


def verdict_of(row: AnswerRow) -> Verdict:
    """Width and spacing count as the same; a variant kanji is told apart from another name."""
    if row.suggested is None or row.is_unknown or row.answer in (None, "", []):
        return Verdict.UNKNOWN
    if row.answer == row.suggested:
        return Verdict.SAME
    answered, registered = _terms(row.question.kind, row.answer), _terms(row.question.kind, row.suggested)
    if not answered or not registered:
        return Verdict.DIFFERENT
    return _worst(answered, registered)


def source_of(row: AnswerRow, procedure: Procedure, facts: Facts) -> Source:
    """The record the answer is compared with: not all that is known comes from the resident register."""
    listed: Any = procedure.questions.get(row.group.rows_from or "") if row.group else None
    term = row.question.prefill or ""
    if term.partition(".")[0] == SUBJECT:
        listed = procedure.subject
    if isinstance(listed, PeopleQuestion):
        term = record_of(listed.candidates, term)
    elif row.question.kind in _NAMES:
        term = f"{term}.family_name{_NAMES[row.question.kind]}"
    of_term = (fact for name, fact in facts.items() if name == term or name.startswith(f"{term}."))
    found = next(of_term, None)
    return found.source if found else Source.RESIDENT_REGISTER


def registered_text(row: AnswerRow) -> str:
    """What the register says, written like the answer."""
    return row.question.show(row.suggested) if row.suggested is not None else ""


def _terms(kind: str, answer: Any) -> dict[str, str]:
    """The parts of an answer by the terms they are compared under; empty for kinds compared as a whole."""
    if kind in _NAMES and isinstance(answer, Mapping):
        parts = {f"person.{part}_name{_NAMES[kind]}": answer.get(part) for part in ("family", "given")}
    elif kind == "address" and isinstance(answer, Mapping):
        parts = {f"person.address.{part}": answer.get(part) for part in ADDRESS_PARTS}
    elif kind == "phone":
        parts = {"person.phone": answer}
    else:
        parts = {}
    return {term: text for term, text in parts.items() if isinstance(text, str) and text}


def _worst(answered: Mapping[str, str], registered: Mapping[str, str]) -> Verdict:
    facts = {term: Fact(text, Source.RESIDENT_REGISTER, date.min) for term, text in registered.items()}
    kinds = {difference.kind for difference in compare(answered, Facts(facts))}
    if Kind.DIFFERENT in kinds or _lacks_a_name(answered, registered):
        return Verdict.DIFFERENT
    return Verdict.VARIANT if Kind.VARIANT in kinds else Verdict.SAME


def _lacks_a_name(answered: Mapping[str, str], registered: Mapping[str, str]) -> bool:
    """Only terms known on both sides are compared, so half a name would pass for the whole."""
    return any("_name" in term for term in answered.keys() ^ registered.keys())


@dataclass(frozen=True)
class Change:
    """One answer that differs between two versions; an empty text means that it was not there."""

    at: str
    title: str
    before: str
    after: str
    sensitive: bool = False


def title_of(row: AnswerRow) -> str:
    """The noun of an answer, with its place in a list of people: 「増えるお子さま2：氏名」."""
    if row.group is None:
        return row.question.name.ja
    return f"{row.group.name}{row.row}：{row.question.name}"


def changes_between(earlier: Sequence[AnswerRow], later: Sequence[AnswerRow]) -> list[Change]:
    """What was added, taken away or answered otherwise, in the order of the pages."""
    before = {row.at: row for row in earlier}
    after = {row.at: row for row in later}
    order = [*after, *(at for at in before if at not in after)]
    changed = (at for at in order if _answer(before, at) != _answer(after, at))
    return [_change(before.get(at), after.get(at)) for at in changed]


def _answer(rows: Mapping[str, AnswerRow], at: str) -> Any:
    found = rows.get(at)
    return found.answer if found and found.answer not in ("", []) else None


def _change(before: AnswerRow | None, after: AnswerRow | None) -> Change:
    row = after or before
    if row is None:
        raise ValueError("a change has at least one side")
    texts = (before.text if before else "", after.text if after else "")
    return Change(row.at, title_of(row), *texts, sensitive=row.question.sensitive)
