"""The answers of a version → what an officer reads, beside the register and the version before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.applications.differences import (
    Change,
    Verdict,
    changes_between,
    registered_text,
    source_of,
    title_of,
    verdict_of,
)
from app.applications.hands import Typed, TypedBy, main_hand, typed_by_others
from app.language import Message
from app.prefill.facts import Facts
from app.prefill.sources import LABELS
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.definition import Procedure
from app.procedures.wording import Wording
from app.web.staff.cases import StaffCase

HIDDEN = "●●●●"


@dataclass(frozen=True)
class AnswerView:
    """`registered` is what the `source` says where that differs. `reveal_href` shows a hidden answer.

    `changed` is how it stood in the version before, None where it stood the same or there was none. `typed`: by whom
    and when, where it was another hand than most of the version.
    """

    name: str
    text: str
    verdict: Verdict
    registered: str
    source: Message
    reveal_href: str | None = None
    changed: str | None = None
    typed: Typed | None = None


@dataclass(frozen=True)
class GroupView:
    """The answers about one person or thing; without a title they are about nobody in particular."""

    title: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class StepView:
    title: Wording
    groups: tuple[GroupView, ...]


@dataclass(frozen=True)
class VersionLink:
    number: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Reading:
    """How the answers are read: which hidden ones are shown, and what changed since the version before."""

    href: str
    shown: Collection[str]
    changes: Mapping[str, Change]
    procedure: Procedure
    facts: Facts
    typed_by: TypedBy | None

    def step(self, rows: list[AnswerRow]) -> StepView:
        people = groupby(rows, key=lambda row: (row.group.key if row.group else "", row.row))
        return StepView(rows[0].step.title, tuple(self._group(list(about)) for _, about in people))

    def _group(self, rows: list[AnswerRow]) -> GroupView:
        first = rows[0]
        title = f"{first.group.name}（{first.row}{first.group.row_name}目）" if first.group else ""
        return GroupView(title, tuple(self.answer(row, row.question.name.ja) for row in rows))

    def answer(self, row: AnswerRow, name: str) -> AnswerView:
        verdict, source = verdict_of(row), LABELS[source_of(row, self.procedure, self.facts)]
        if is_sensitive(row) and row.question.key not in self.shown:
            return AnswerView(
                name, HIDDEN, Verdict.UNKNOWN, "", source, f"{self.href}show={row.question.key}"
            )
        change = self.changes.get(row.at)
        return AnswerView(
            name=name,
            text=row.text,
            verdict=verdict,
            registered=registered_text(row) if verdict.needs_looking else "",
            source=source,
            changed=(change.before or "（ありませんでした）") if change else None,
            typed=typed_by_others(self.typed_by, (row.group or row.question).key, main_hand(self.typed_by)),
        )


def is_sensitive(row: AnswerRow) -> bool:
    return row.question.sensitive or bool(row.group and row.group.sensitive)


def reading_of(case: StaffCase, shown: Collection[str]) -> Reading:
    href = f"{case.href}?" if case.is_latest else f"{case.href}?version={case.version.number}&"
    changes = {change.at: change for change in changes_of(case)}
    return Reading(href, shown, changes, case.procedure, case.facts, case.version.typed_by)


def steps_of(case: StaffCase, reading: Reading) -> tuple[StepView, ...]:
    pages = groupby(case.rows, key=lambda row: row.step.key)
    return tuple(reading.step(list(rows)) for _, rows in pages)


def differences_of(case: StaffCase, reading: Reading) -> tuple[AnswerView, ...]:
    """What an officer looks at first."""
    looked_at = (row for row in case.rows if verdict_of(row).needs_looking)
    return tuple(reading.answer(row, title_of(row)) for row in looked_at)


def changes_of(case: StaffCase) -> list[Change]:
    """Between this version and the one before; nothing for the first."""
    before = [version for version in case.application.versions if version.number == case.version.number - 1]
    if not before:
        return []
    return changes_between(answer_rows(case.journey_of(before[0])), case.rows)


def versions_of(case: StaffCase) -> tuple[VersionLink, ...]:
    """Empty while there is only one."""
    versions = case.application.versions
    if len(versions) == 1:
        return ()
    return tuple(
        VersionLink(version.number, f"{case.href}?version={version.number}", version is case.version)
        for version in reversed(versions)
    )
