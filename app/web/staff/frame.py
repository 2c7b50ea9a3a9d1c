"""What every page about a case shows, whatever is done on it: whose case it is, and what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.applications.auditing import event_of
from app.applications.desk.following_up import left_to_find_out
from app.applications.differences import Change
from app.applications.officers import actor_of
from app.clock import japan_date
from app.japan.eras import full_date
from app.language import Message, noted
from app.municipality.offering import Channel
from app.procedures.definition import FilingKind
from app.web.staff.answer_views import (
    AnswerView,
    StepView,
    VersionLink,
    changes_of,
    differences_of,
    is_sensitive,
    reading_of,
    steps_of,
    versions_of,
)
from app.web.staff.cases import StaffCase
from app.web.staff.due_dates import Due, due_of
from app.web.staff.queue_rows import Chip, payment_chip, state_chip


@dataclass(frozen=True)
class Seen:
    """What an officer had before them: goes through every form, so that nothing is decided unseen."""

    lock: int
    version: int
    history: int


@dataclass(frozen=True)
class CaseFrame:
    """`content_hash` is shortened: enough to compare with the receipt by eye.

    `way`: None for our own pages; of a paper it tells the day, for no hour is known.
    """

    number: str
    href: str
    procedure: str
    name: str
    is_notification: bool
    state: Chip
    payment: Chip | None
    due: Due | None
    assignee: str
    arrived_at: datetime | None
    way: Message | None
    submitted_at: datetime
    version: int
    is_latest: bool
    content_hash: str
    versions: tuple[VersionLink, ...]
    unknown: tuple[str, ...]
    differences: tuple[AnswerView, ...]
    changes: tuple[Change, ...]
    steps: tuple[StepView, ...]
    seen: Seen


def frame_of(case: StaffCase, shown: Collection[str] = ()) -> CaseFrame:
    """Also notes in the audit trail that the case is looked at, and which hidden answers are shown."""
    application, version = case.application, case.version
    _note(case, shown)
    reading = reading_of(case, shown)
    waiting = [each for each in application.corrections if each.answered_at is None]
    today = japan_date(case.visit.now)
    return CaseFrame(
        number=case.number,
        href=case.href,
        procedure=case.procedure.short_title.ja,
        name=application.name_shown or "",
        is_notification=application.filing_kind == FilingKind.NOTIFICATION,
        state=state_chip(application.state),
        payment=payment_chip(case.payment.state if case.payment else None),
        due=due_of(application.state, application.due_on, waiting[0].due_on if waiting else None, today),
        assignee=case.staff_names.get(application.assignee_id, "") if application.assignee_id else "",
        arrived_at=None if case.is_paper else application.arrived_at or version.submitted_at,
        way=_way(case),
        submitted_at=version.submitted_at,
        version=version.number,
        is_latest=case.is_latest,
        content_hash=version.content_hash[:16],
        versions=versions_of(case),
        unknown=left_to_find_out(case.rows),
        differences=differences_of(case, reading),
        changes=tuple(change for change in changes_of(case) if not change.sensitive),
        steps=steps_of(case, reading),
        seen=Seen(application.lock, len(application.versions), len(application.history)),
    )


def _way(case: StaffCase) -> Message | None:
    """By which way it arrived; of a paper the day is known and no hour."""
    if case.application.channel == Channel.COUNTER:
        return noted("窓口")
    if not case.is_paper:
        return None
    return noted("紙（{day}に届きました）", day=full_date(case.papers[0].came_on))


def _note(case: StaffCase, shown: Collection[str]) -> None:
    by, now = actor_of(case.visit.staff), case.visit.now
    case.visit.record_view(event_of(case.application, "view_case", by, now=now))
    revealed = {row.question.key for row in case.rows if is_sensitive(row)} & set(shown)
    if revealed:
        event = event_of(case.application, "view_sensitive", by, now=now, fields=revealed)
        case.visit.record_view(event)
