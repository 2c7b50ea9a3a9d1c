"""A form that was drawn before somebody else acted: nothing is written, and both sides are shown."""

from dataclasses import dataclass

from starlette.responses import Response

from app.applications.differences import Change, changes_between
from app.applications.lifecycle import Action
from app.applications.models import HistoryEntry
from app.procedures.answer_rows import answer_rows
from app.web.staff.cases import StaffCase
from app.web.staff.frame import CaseFrame, frame_of
from app.web.staff.overview import HistoryView, history_of

TYPED = ("message", "reasons", "note", "due_on")


@dataclass(frozen=True)
class StalePage:
    """`since`: what happened meanwhile, the newest first; empty when only something small was saved.

    `typed`: what the officer had written, to be copied into the new form.
    """

    case: CaseFrame
    seen_version: int
    since: tuple[HistoryView, ...]
    changes: tuple[Change, ...]
    typed: tuple[str, ...]


def answered_before(case: StaffCase, done: str, *wanted: Action) -> Response | None:
    """The page for a form that must not act any more, None for one that may.

    Who did this very thing since the form was drawn has clicked twice and goes on to `done`.
    """
    since = _since(case)
    if since and since[0].action in wanted and since[0].actor_id == case.visit.staff.id:
        return case.visit.see_other(done)
    return None if case.visit.form.one("lock") == str(case.application.lock) else _stale_page(case)


def _stale_page(case: StaffCase) -> Response:
    seen = _number(case, "seen_version") or case.version.number
    page = StalePage(
        case=frame_of(case),
        seen_version=seen,
        since=history_of(case)[: len(_since(case))],
        changes=_changes(case, seen),
        typed=tuple(text for text in (case.visit.form.one(name) for name in TYPED) if text),
    )
    return case.visit.render("staff/cases/stale.html", page, status=409)


def _since(case: StaffCase) -> list[HistoryEntry]:
    return case.application.history[_number(case, "seen_history") :]


def _changes(case: StaffCase, seen: int) -> tuple[Change, ...]:
    before = [version for version in case.application.versions if version.number == seen]
    if not before or seen == case.version.number:
        return ()
    earlier = answer_rows(case.journey_of(before[0]))
    return tuple(change for change in changes_between(earlier, case.rows) if not change.sensitive)


def _number(case: StaffCase, name: str) -> int:
    typed = case.visit.form.one(name)
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0
