"""What was done under a mandate, for the person it is about: the day and the deed, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.queries import list_owned
from app.audit.models import AuditEntry
from app.audit.queries import list_about
from app.language import Message, noted
from app.mandates.models import Mandate
from app.mandates.noting import SUBJECT

MOST = 200
DEEDS: dict[str, Message] = {
    "begin_acting": noted("代わりに手続を始めました"),
    "stop_acting": noted("代わりの手続を終えました"),
    "accept_mandate": noted("引き受けました"),
    "approve_mandate": noted("あなたがみとめました"),
    "open_mandate_by_code": noted("届いた番号で、内容が読まれました"),
    "begin": noted("書きはじめました"),
    "view_draft": noted("書きかけを開きました"),
    "change_files": noted("添付を変えました"),
    "submit": noted("申請しました"),
    "supplement": noted("追加しました"),
    "resubmit": noted("直して送りました"),
    "withdraw": noted("取り下げました"),
    "view_case": noted("申請の内容を見ました"),
    "view_copy": noted("申請の写しを見ました"),
    "view_data": noted("申請のデータを受け取りました"),
    "view_form": noted("紙の様式を開きました"),
    "view_payment": noted("お支払いの画面を見ました"),
    "view_receipt": noted("受付のお知らせを見ました"),
    "view_decision": noted("結果を見ました"),
    "view_decision_document": noted("通知書を見ました"),
}


@dataclass(frozen=True)
class Done:
    at: datetime
    what: Message
    number: str | None


def done_under(session: Session, mandate: Mandate) -> tuple[Done, ...]:
    entries = list_about(session, SUBJECT, mandate.id, limit=MOST)
    mark = f"mandate.{mandate.id.hex}"
    for case in list_owned(session, mandate.id):
        about = list_about(session, "application", case.id, limit=MOST)
        entries += [entry for entry in about if mark in entry.fields]
    found = [_told(entry) for entry in entries if entry.action in DEEDS]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:MOST])


def _told(entry: AuditEntry) -> Done:
    return Done(entry.at, DEEDS[entry.action], entry.reference_number)
