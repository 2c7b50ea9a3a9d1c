"""What has become of a case: its history, its files, what was written to the resident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.applications.labels import ACTION_LABELS
from app.applications.lifecycle import Action
from app.applications.models import ActorKind, HistoryEntry
from app.applications.review_models import Correction
from app.files.models import ScanState, StoredFile
from app.language import Message, noted
from app.notices.kinds import NoticeKind, NoticeState
from app.notices.models import Notice
from app.notices.queries import list_notices
from app.procedures.questions.photos import PhotosQuestion
from app.web.staff.cases import StaffCase
from app.web.staff.queue_rows import Chip

# Inside the office these have names of their own; the resident reads gentler words.
DEED_NAMES: dict[Action, Message] = {
    **ACTION_LABELS,
    Action.PROPOSE: noted("起案しました"),
    Action.SEND_BACK: noted("差し戻しました"),
}
NOTICE_NAMES: dict[NoticeKind, Message] = {
    NoticeKind.ARRIVED: noted("届いたことのお知らせ"),
    NoticeKind.CORRECTION_REQUESTED: noted("補正のお願い"),
    NoticeKind.CORRECTION_REMINDER: noted("補正の期限のお知らせ"),
    NoticeKind.APPROVED_IN_ADVANCE: noted("事前承認のお知らせ"),
    NoticeKind.DECIDED: noted("結果のお知らせ"),
    NoticeKind.PAYMENT_DUE: noted("支払いの期限のお知らせ"),
    NoticeKind.PAID: noted("支払いのお知らせ"),
    NoticeKind.DRAFT_EXPIRING: noted("下書きの期限のお知らせ"),
    NoticeKind.WITHDRAWN: noted("取下げのお知らせ"),
    NoticeKind.HANDED_OVER: noted("お渡しのお知らせ"),
    NoticeKind.FILE_INFECTED: noted("開けないファイルのお知らせ"),
    NoticeKind.TRANSFERRED: noted("移送のお知らせ"),
    NoticeKind.MANDATE_ASKED: noted("代理をたのむお知らせ"),
    NoticeKind.MANDATE_APPROVED: noted("代理が始まるお知らせ"),
    NoticeKind.MANDATE_ENDED: noted("代理が終わるお知らせ"),
    NoticeKind.MANDATE_USED: noted("代理の申請のお知らせ"),
    NoticeKind.IDENTITY_AGAIN: noted("本人確認のやり直しのお願い"),
}
NOTICE_CHIPS: dict[NoticeState, Chip] = {
    NoticeState.CREATED: Chip(noted("送る準備中")),
    NoticeState.SENDING: Chip(noted("送っています")),
    NoticeState.SENT: Chip(noted("送りました"), "success"),
    NoticeState.FAILED: Chip(noted("届いていません"), "danger"),
}
SCAN_CHIPS: dict[ScanState, Chip] = {
    ScanState.PENDING: Chip(noted("検査中"), "warning"),
    ScanState.CLEAN: Chip(noted("検査ずみ"), "success"),
    ScanState.INFECTED: Chip(noted("ウイルスの疑い"), "danger"),
}


@dataclass(frozen=True)
class HistoryView:
    title: Message
    who: Message
    at: datetime
    note: str


@dataclass(frozen=True)
class FileView:
    """`view_href` is None while nobody may open it; `thumbnail` is None for a PDF."""

    name: str
    question: str
    detail: str
    chip: Chip
    view_href: str | None
    thumbnail: str | None


@dataclass(frozen=True)
class NoticeView:
    name: Message
    chip: Chip
    at: datetime
    failure: str | None


@dataclass(frozen=True)
class CorrectionView:
    message: str
    questions: tuple[str, ...]
    due_on: date
    requested_at: datetime
    answered_at: datetime | None


def history_of(case: StaffCase) -> tuple[HistoryView, ...]:
    """The newest first."""
    return tuple(
        HistoryView(DEED_NAMES[entry.action], _who(entry, case.staff_names), entry.at, entry.note)
        for entry in reversed(case.application.history)
    )


def _who(entry: HistoryEntry, names: dict[UUID, str]) -> Message:
    if entry.actor_kind is ActorKind.STAFF and entry.actor_id:
        return noted("職員 {name}", name=names.get(entry.actor_id, ""))
    return noted("システム") if entry.actor_kind is ActorKind.SYSTEM else noted("申請した方")


def files_of(case: StaffCase) -> tuple[FileView, ...]:
    """The scans of what came on paper are among them."""
    return tuple(_file(case, file) for file in (*case.files, *case.scans))


def _file(case: StaffCase, file: StoredFile) -> FileView:
    question = case.procedure.questions.get(file.question_key)
    href = f"{case.href}/files/{file.id}"
    is_infected = file.scan_state is ScanState.INFECTED
    return FileView(
        name=file.display_name,
        question=question.name.ja if isinstance(question, PhotosQuestion) else "届いた紙",
        detail=_size(file.size_bytes),
        chip=SCAN_CHIPS[file.scan_state],
        view_href=href if file.scan_state is ScanState.CLEAN else None,
        thumbnail=f"{href}/thumbnail" if file.thumbnail_key and not is_infected else None,
    )


def _size(size_bytes: int) -> str:
    megabytes = size_bytes / 1024 / 1024
    return f"{megabytes:.1f}MB" if megabytes >= 0.1 else f"{max(size_bytes // 1024, 1)}KB"


def notices_of(case: StaffCase) -> tuple[NoticeView, ...]:
    """The newest first. The texts are stored nowhere: each kind has one wording."""
    return tuple(_notice(notice) for notice in reversed(list_notices(case.session, case.application.id)))


def _notice(notice: Notice) -> NoticeView:
    at = notice.sent_at or notice.created_at
    return NoticeView(NOTICE_NAMES[notice.kind], NOTICE_CHIPS[notice.state], at, notice.failure)


def corrections_of(case: StaffCase) -> tuple[CorrectionView, ...]:
    """The newest first."""
    return tuple(_correction(case, each) for each in reversed(case.application.corrections))


def _correction(case: StaffCase, correction: Correction) -> CorrectionView:
    return CorrectionView(
        message=correction.message,
        questions=names_of(case, correction.questions),
        due_on=correction.due_on,
        requested_at=correction.requested_at,
        answered_at=correction.answered_at,
    )


def names_of(case: StaffCase, keys: Sequence[str]) -> tuple[str, ...]:
    questions = case.procedure.questions
    return tuple(questions[key].name.ja for key in keys if key in questions)
