"""A case → the documents a resident holds: receipt, copy of what was sent, notice of the decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.known import context_of
from app.applications.lifecycle import FINAL
from app.applications.models import ActorKind, Application, SubmittedVersion
from app.clock import JST, japan_date
from app.documents import shapes
from app.japan.eras import full_date
from app.japan.numbers import yen
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.municipality.values import Confirmable
from app.payments.labels import STATE_LABELS
from app.payments.models import Payment
from app.prefill.facts import Facts
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.definition import Procedure
from app.procedures.journey import Journey

IDENTITY = {
    ActorKind.RESIDENT: "マイナンバーカードによる本人確認",
    ActorKind.MANDATE: "マイナンバーカードによる代理人の本人確認",
    ActorKind.GUEST: "本人確認はしていません（電話番号で連絡します）",
    ActorKind.STAFF: "窓口での本人確認",
    ActorKind.SYSTEM: "",
}
BY_PAPERS = {
    IdentityState.WAITING: "書類の写真による本人確認（書類は届きました。町がこれから確かめます）",
    IdentityState.ASKED_AGAIN: "書類の写真による本人確認（もう一度お送りください。まだ確かめていません）",
    IdentityState.ACCEPTED: "書類の写真による本人確認（{day}に確かめました）",
}
NEVER_CHECKED = "書類の写真による本人確認（確かめる前に、手続が終わりました）"


def receipt_of(
    application: Application,
    procedure: Procedure,
    town: Municipality,
    *,
    fee: str,
    papers: IdentityCheck | None,
    public_url: str,
) -> shapes.ArrivalReceipt:
    """From the first version that arrived: later changes don't touch it.

    `fee` (in one phrase) and `papers` (handed in for the card) as they stand now.
    """
    first = application.versions[0]
    offering = town.offering_of(procedure.key)
    days = offering.standard_processing_days
    return shapes.ArrivalReceipt(
        reference_number=application.reference_number or "",
        municipality=town.name,
        made_at=first.submitted_at,
        contact=contact_of(town, procedure),
        register=register_of(first),
        procedure=procedure.title.ja,
        applicant_name=application.name_shown or "",
        arrived_at=_arrival(application, first),
        identity=_identity(application, papers),
        fee=fee,
        processing_period=f"届いてから{days.value}日{_unless_confirmed(days, town)}" if days else "",
        expected_on=full_date(application.due_on) if application.due_on else "",
        purpose_of_use=first.purpose_of_use,
        attachments=attachments_in(procedure, first.answers),
        check_url=f"{public_url}/resume",
        how_to_check=_how_to_check(application),
    )


def _identity(application: Application, papers: IdentityCheck | None) -> str:
    """By papers where no card was shown and they arrived with the case."""
    if application.owner_kind is not ActorKind.GUEST or papers is None or papers.state not in BY_PAPERS:
        return IDENTITY[application.owner_kind]
    if application.state in FINAL and papers.state is not IdentityState.ACCEPTED:
        return NEVER_CHECKED
    day = full_date(japan_date(papers.checked_at)) if papers.checked_at else ""
    told = BY_PAPERS[papers.state].format(day=day)
    return told.replace("書類の写真", "書類の写し") if application.channel == Channel.PAPER else told


def fee_text(payment: Payment | None) -> str:
    """Amount and state in one phrase."""
    if payment is None:
        return "手数料はかかりません"
    return f"{yen(payment.amount_yen)}（{STATE_LABELS[payment.state]}）"


def _how_to_check(application: Application) -> str:
    """受付番号 alone opens nothing elsewhere: it is no secret."""
    if application.owner_kind is not ActorKind.GUEST:
        return "手続のページの「マイページ」で、サインインしてください。"
    code = shown_code(application.resume_code)
    return f"手続のページを開き、続きの番号（{code}）と電話番号を入れてください。"


def shown_code(code: str) -> str:
    """続きの番号 in groups, as it is read aloud."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _unless_confirmed(value: Confirmable, town: Municipality) -> str:
    return "" if value.confirmed else f"（{town.unconfirmed_words}）"


def copy_of(
    application: Application, procedure: Procedure, town: Municipality, number: int
) -> shapes.ApplicationCopy:
    """Version `number`, counted from 1, with every answer as it was sent."""
    version = application.versions[number - 1]
    return shapes.ApplicationCopy(
        reference_number=application.reference_number or "",
        municipality=town.name,
        made_at=version.submitted_at,
        contact=contact_of(town, procedure),
        register=register_of(version),
        procedure=procedure.title.ja,
        applicant_name=application.name_shown or "",
        arrived_at=_arrival(application, version),
        sections=sections_of(rows_of(procedure, version, town)),
        version=f"{number}回目",
        attachments=attachments_in(procedure, version.answers),
        content_fingerprint=version.content_hash,
    )


def register_of(version: SubmittedVersion) -> str:
    """The version of the register that was read, once, when this was begun; empty where none was."""
    return Facts.from_json(version.facts).version if version.facts else ""


def journey_of(procedure: Procedure, version: SubmittedVersion, town: Municipality) -> Journey:
    """What arrived, judged as of the day it arrived."""
    context = context_of(version.facts, town, japan_date(version.submitted_at), procedure.key)
    return Journey(procedure, version.answers, context)


def rows_of(procedure: Procedure, version: SubmittedVersion, town: Municipality) -> list[AnswerRow]:
    return answer_rows(journey_of(procedure, version, town))


def sections_of(rows: Sequence[AnswerRow]) -> tuple[shapes.Section, ...]:
    """One per page, and one per person or thing of a repeated group."""
    grouped = groupby(rows, key=lambda row: (row.step.key, row.group and row.group.key, row.row))
    parts = (tuple(part) for _place, part in grouped)
    return tuple(
        shapes.Section(_heading(part[0]), tuple(shapes.Row(row.question.name.ja, row.text) for row in part))
        for part in parts
    )


def _heading(row: AnswerRow) -> str:
    title = row.step.title.ja
    return title if row.which is None else f"{title}（{row.which}）"


def files_in(procedure: Procedure, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What was handed in, in the order of the questions."""
    photos = (key for key, question in procedure.questions.items() if question.kind == "photos")
    return [file for key in photos for file in answers.get(key) or ()]


def attachments_in(procedure: Procedure, answers: Mapping[str, Any]) -> tuple[shapes.Attachment, ...]:
    files = files_in(procedure, answers)
    return tuple(shapes.Attachment(file["name"], _size(file["bytes"]), file["sha256"][:16]) for file in files)


def contact_of(town: Municipality, procedure: Procedure) -> shapes.Contact:
    contact = town.contact_of(procedure.key)
    return shapes.Contact(
        contact.name, contact.phone or "", contact.email or "", town.address or "", contact.hours or ""
    )


def _arrival(application: Application, version: SubmittedVersion) -> str:
    """Of a paper the day is known and no hour."""
    if application.channel == Channel.PAPER and version.actor_kind is ActorKind.STAFF:
        return full_date(japan_date(version.submitted_at))
    return _moment(version.submitted_at)


def _moment(at: datetime) -> str:
    there = at.astimezone(JST)
    return f"{there.year}年{there.month}月{there.day}日 {there.hour}時{there.minute:02}分{there.second:02}秒"


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f}MB" if size_bytes >= 100_000 else f"{max(1, size_bytes // 1000)}KB"
