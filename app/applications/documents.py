"""A case → the documents a resident holds: receipt, copy of what was sent, notice of the decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from app.applications.known import context_of
from app.applications.models import ActorKind, Application, SubmittedVersion
from app.clock import JST, japan_date
from app.documents import shapes
from app.japan.eras import full_date
from app.municipality.town import Municipality
from app.municipality.values import Confirmable
from app.prefill.facts import Facts
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.definition import Procedure
from app.procedures.journey import Journey

IDENTITY = {
    ActorKind.RESIDENT: "マイナンバーカードによる本人確認",
    ActorKind.GUEST: "本人確認はしていません（電話番号で連絡します）",
    ActorKind.STAFF: "窓口での本人確認",
    ActorKind.SYSTEM: "",
}


def receipt_of(
    application: Application, procedure: Procedure, town: Municipality, *, fee: str, public_url: str
) -> shapes.ArrivalReceipt:
    """From the first version that arrived: later changes don't touch it. `fee` as it stands now, in one phrase."""
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
        arrived_at=_moment(first.submitted_at),
        identity=IDENTITY[application.owner_kind],
        fee=fee,
        processing_period=f"届いてから{days.value}日{_unless_confirmed(days, town)}" if days else "",
        expected_on=full_date(application.due_on) if application.due_on else "",
        purpose_of_use=first.purpose_of_use,
        attachments=attachments_in(procedure, first.answers),
        check_url=f"{public_url}/resume",
    )


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
        arrived_at=_moment(version.submitted_at),
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


def _moment(at: datetime) -> str:
    there = at.astimezone(JST)
    return f"{there.year}年{there.month}月{there.day}日 {there.hour}時{there.minute:02}分{there.second:02}秒"


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f}MB" if size_bytes >= 100_000 else f"{max(1, size_bytes // 1000)}KB"
