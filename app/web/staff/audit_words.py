"""What the audit trail calls its actions → what an auditor reads."""

from collections.abc import Mapping
from uuid import UUID

from app.language import Message, noted

ACTION_NAMES: dict[str, Message] = {
    "submit": noted("申請した"),
    "supplement": noted("追加した"),
    "resubmit": noted("補正した"),
    "withdraw": noted("取り下げた"),
    "fee_settled": noted("支払いを確認した"),
    "ask_fee": noted("審査のあとで手数料を求めた"),
    "receive_fee": noted("窓口で手数料を受け取った"),
    "waive_fee": noted("手数料を減免した"),
    "clear_flags": noted("支払いの食い違いに対応した"),
    "take_over": noted("担当を引き継いだ"),
    "assign": noted("担当を決めた"),
    "release": noted("担当を外した"),
    "start_review": noted("審査を始めた"),
    "approve_in_advance": noted("事前に承認した"),
    "request_correction": noted("補正をお願いした"),
    "propose": noted("起案した"),
    "check_items": noted("審査項目を確かめた"),
    "send_back": noted("差し戻した"),
    "grant": noted("認めると決めた"),
    "grant_partially": noted("一部を認めると決めた"),
    "refuse": noted("認めないと決めた"),
    "acknowledge": noted("届出を受け付けた"),
    "first_approval": noted("決裁した（1人目）"),
    "transfer": noted("別の役所へ送った"),
    "send": noted("発送した"),
    "hand_over": noted("窓口で渡した"),
    "came_back": noted("戻ってきた"),
    "view_case": noted("案件を見た"),
    "view_sensitive": noted("隠した答えを見た"),
    "view_attachment": noted("添付を見た"),
    "view_copy": noted("申請の写しを見た"),
    "view_data": noted("申請のデータを受け取った"),
    "view_form": noted("紙の様式を開いた"),
    "view_decision": noted("結果を見た"),
    "view_decision_document": noted("通知書を見た"),
    "document_refused": noted("書類を渡さなかった"),
    "view_receipt": noted("受付のお知らせを見た"),
    "view_payment": noted("お支払いの画面を見た"),
    "view_lookers": noted("だれが見たかを見た"),
    "view_draft": noted("書きかけを開いた"),
    "list_own": noted("自分の一覧を見た"),
    "begin": noted("書きはじめた"),
    "change_files": noted("添付を変えた"),
    "open_by_number": noted("番号と電話番号で開いた"),
    "open_by_number_failed": noted("番号で開けなかった"),
    "list_accounts": noted("職員の一覧を見た"),
    "view_account": noted("職員の登録を見た"),
    "export": noted("書き出した"),
    "list_cases": noted("一覧を見た"),
    "search_cases": noted("さがした"),
    "open_incident": noted("異常に気づいた"),
    "close_incident": noted("異常を閉じた"),
    "list_incidents": noted("異常の一覧を見た"),
    "view_incident": noted("異常を見た"),
    "list_parameters": noted("町の値の一覧を見た"),
    "view_parameter": noted("町の値の提案を見た"),
    "propose_parameter": noted("町の値を提案した"),
    "confirm_parameter": noted("町の値を確かめた"),
    "reject_parameter": noted("町の値の提案を認めなかった"),
    "view_audit": noted("操作の記録を見た"),
    "sign_in": noted("サインインした"),
    "sign_in_failed": noted("サインインに失敗した"),
    "sign_out": noted("サインアウトした"),
    "change_password": noted("パスワードを変えた"),
    "create_account": noted("職員を登録した"),
    "change_duties": noted("職務を変えた"),
    "disable_account": noted("アカウントを止めた"),
    "enable_account": noted("アカウントを戻した"),
    "reset_password": noted("パスワードを作り直した"),
}


def action_name(action: str) -> Message:
    """Its code where nobody has named it yet."""
    return ACTION_NAMES.get(action, Message("{action}", {"action": action}))


def colleague_in(field: str) -> UUID | None:
    """Whom a case was given to or taken from, where a field says so."""
    kind, _, key = field.partition(".")
    return UUID(key) if kind in {"to", "from"} and len(key) == 32 else None


def field_name(field: str, names: Mapping[UUID, str]) -> Message | str:
    colleague = colleague_in(field)
    if colleague is None:
        return field
    name = names.get(colleague, "")
    return (
        noted("新しい担当：{name}", name=name)
        if field.startswith("to.")
        else noted("前の担当：{name}", name=name)
    )
