"""What can be told of a case before anybody reads it: one light per check, with its reason. Pure.

A light only says where to look. None of them decides anything, and red is no refusal.
"""

from collections.abc import Callable

from app.applications.desk.examined import Examined, Light, PreCheck
from app.applications.desk.following_up import unknowns
from app.applications.desk.identity_checks import signature, who_sent_it
from app.applications.differences import Verdict, title_of, verdict_of
from app.clock import japan_date
from app.japan.eras import full_date
from app.language import Message, noted
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment
from app.procedures.answers import complaints_of

Check = Callable[[Examined], PreCheck | None]


def precheck(case: Examined) -> list[PreCheck]:
    """The most urgent first; what cannot be asked of this procedure is left out."""
    found = [result for result in (check(case) for check in CHECKS) if result is not None]
    return sorted(found, key=lambda result: -list(Light).index(result.light))


def _register(case: Examined) -> PreCheck:
    title = noted("住民記録との照合")
    if case.facts.unavailable:
        reason = noted("申請のとき、住民記録が応答しませんでした。目視で確かめてください。")
        return PreCheck(Light.YELLOW, title, reason)
    looked_at = [row for row in case.rows if verdict_of(row).needs_looking]
    if looked_at:
        names = "、".join(dict.fromkeys(title_of(row) for row in looked_at))
        reason = noted("違う答えがあります（{names}）。目視で確かめてください。", names=names)
        return PreCheck(Light.YELLOW, title, reason)
    compared = sum(1 for row in case.rows if verdict_of(row) is Verdict.SAME)
    if not compared:
        reason = noted("照らし合わせる記録がありません。目視で確かめてください。")
        return PreCheck(Light.YELLOW, title, reason)
    return PreCheck(Light.GREEN, title, noted("{count}項目が住民記録と同じです。", count=compared))


def _answers(case: Examined) -> PreCheck | None:
    """The named checks of the procedure, asked again over what was submitted."""
    if not case.journey.procedure.checks:
        return None
    title = noted("答えどうしの確認")
    complaints = complaints_of(case.journey)
    if complaints:
        return PreCheck(Light.RED, title, noted("{complaint}", complaint=complaints[0].message))
    return PreCheck(Light.GREEN, title, noted("食い違いはありません。"))


def _completeness(case: Examined) -> PreCheck | None:
    """What may follow after arrival: it is needed for the review, not for the case to have arrived."""
    later = [step for step in case.journey.all_steps if step.later]
    if not later:
        return None
    title = noted("あとから出す項目")
    missing = [step.title.ja for step in later if not case.journey.is_answered(step)]
    if missing:
        names = "、".join(missing)
        return PreCheck(Light.YELLOW, title, noted("まだ届いていません（{names}）。", names=names))
    return PreCheck(Light.GREEN, title, noted("すべて届いています。"))


def _duplicates(case: Examined) -> PreCheck:
    title = noted("重なり")
    if case.same_person:
        reason = noted("同じ方らしい審査中の申請が{count}件あります。", count=len(case.same_person))
        return PreCheck(Light.RED, title, reason, tuple(case.same_person))
    return PreCheck(Light.GREEN, title, noted("同じ方の、同じ手続の申請はありません。"))


def _period(case: Examined) -> PreCheck:
    title = noted("受付期間")
    if case.offering.accepting.contains(case.arrived_on):
        return PreCheck(Light.GREEN, title, noted("期間の中に届きました。"))
    day = full_date(case.arrived_on)
    return PreCheck(Light.RED, title, noted("受付期間の外（{day}）に届きました。", day=day))


def _fee(case: Examined) -> PreCheck | None:
    payment, title = case.payment, noted("手数料")
    if payment is None:
        return None
    if payment.flags:
        return PreCheck(Light.RED, title, noted("支払いの記録を確かめてください。"))
    if payment.is_owed or payment.state is PaymentState.CANCELLED:
        return PreCheck(Light.RED, title, _unpaid(payment))
    return PreCheck(Light.GREEN, title, _settled(payment))


def _settled(payment: Payment) -> Message:
    if payment.paid_at:
        return noted("{day}に支払われました。", day=full_date(japan_date(payment.paid_at)))
    return noted("減免されました。")


def _unpaid(payment: Payment) -> Message:
    if payment.state is PaymentState.CANCELLED:
        return noted("支払いは取り消されています。")
    if payment.due_on:
        return noted("まだ支払われていません（期限 {day}）。", day=full_date(payment.due_on))
    return noted("まだ支払われていません。")


def _attachments(case: Examined) -> PreCheck | None:
    counts, title = case.attachments, noted("添付ファイル")
    if not counts.total:
        return None
    if counts.refused:
        reason = noted("{count}件は、ウイルスの疑いで開けません。", count=counts.refused)
        return PreCheck(Light.RED, title, reason)
    if counts.unscanned:
        reason = noted("{count}件は、ウイルスの検査を待っています。", count=counts.unscanned)
        return PreCheck(Light.YELLOW, title, reason)
    return PreCheck(Light.GREEN, title, noted("{count}件とも、検査ずみです。", count=counts.total))


CHECKS: tuple[Check, ...] = (
    who_sent_it,
    signature,
    _register,
    _answers,
    unknowns,
    _completeness,
    _duplicates,
    _period,
    _fee,
    _attachments,
)
