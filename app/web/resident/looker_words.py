"""Every deed that the audit trail can know of a case → plain words for its owner: what was done, and why."""

from dataclasses import dataclass

from app.language import Message, noted

REVIEW = noted("申請を審査するため")
DECISION = noted("結果を決めるため")
FEE = noted("手数料のため")
IDENTITY = noted("本人を確かめるため")
DELIVERY = noted("書類をお渡しするため")
DUTY = noted("担当を決めるため")
ENTRY = noted("紙で届いた申請を入力するため")
COUNTER = noted("窓口でいっしょに入力するため")
OWN = noted("ご自分の手続のため")
SAFETY = noted("安全のため")
HELP = noted("電話でお手伝いするため")


@dataclass(frozen=True)
class Deed:
    what: Message
    why: Message


DEEDS: dict[str, Deed] = {
    "view_case": Deed(noted("内容を見ました"), REVIEW),
    "view_sensitive": Deed(noted("ふだん隠す答えを見ました"), REVIEW),
    "view_attachment": Deed(noted("添付を見ました"), REVIEW),
    "view_copy": Deed(noted("申請の写しを見ました"), REVIEW),
    "view_data": Deed(noted("申請のデータを受け取りました"), OWN),
    "view_form": Deed(noted("紙の様式を開きました"), OWN),
    "view_decision": Deed(noted("結果を見ました"), OWN),
    "view_decision_document": Deed(noted("通知書を見ました"), DECISION),
    "view_receipt": Deed(noted("受付のお知らせを見ました"), OWN),
    "view_payment": Deed(noted("支払いの画面を見ました"), OWN),
    "view_lookers": Deed(noted("この記録を見ました"), OWN),
    "view_draft": Deed(noted("書きかけを開きました"), OWN),
    "view_identity": Deed(noted("本人確認の書類を見ました"), IDENTITY),
    "begin": Deed(noted("書きはじめました"), OWN),
    "change_files": Deed(noted("添付を変えました"), OWN),
    "change_identity_papers": Deed(noted("本人確認の写真を変えました"), IDENTITY),
    "hand_in_identity": Deed(noted("本人確認の書類を送りなおしました"), IDENTITY),
    "accept_identity": Deed(noted("本人と確かめました"), IDENTITY),
    "ask_identity_again": Deed(noted("本人確認の書類をもう一度お願いしました"), IDENTITY),
    "purge_identity": Deed(noted("本人確認の写真を消しました"), SAFETY),
    "take_up_paper": Deed(noted("紙の申請の入力を始めました"), ENTRY),
    "give_up_paper": Deed(noted("紙の申請の入力をやめました"), ENTRY),
    "change_scans": Deed(noted("届いた紙の画像を変えました"), ENTRY),
    "view_paper": Deed(noted("紙の申請の入力の画面を見ました"), ENTRY),
    "offer_to_counter": Deed(noted("窓口で続ける番号を出しました"), OWN),
    "take_to_counter": Deed(noted("窓口で続きを開きました"), COUNTER),
    "offer_to_phone": Deed(noted("スマホで続ける番号を出しました"), COUNTER),
    "continue_on_phone": Deed(noted("窓口の続きをスマホで開きました"), OWN),
    "open_by_number": Deed(noted("番号と電話番号で開きました"), OWN),
    "submit": Deed(noted("申請しました"), OWN),
    "sign": Deed(noted("カードで署名しました"), OWN),
    "sign_by_hand": Deed(noted("窓口で署名しました"), OWN),
    "supplement": Deed(noted("内容を足しました"), OWN),
    "resubmit": Deed(noted("直して送りました"), OWN),
    "withdraw": Deed(noted("取り下げました"), OWN),
    "start_review": Deed(noted("審査を始めました"), REVIEW),
    "approve_in_advance": Deed(noted("事前に承認しました"), REVIEW),
    "request_correction": Deed(noted("直すことをお願いしました"), REVIEW),
    "check_items": Deed(noted("決まった項目を確かめました"), REVIEW),
    "propose": Deed(noted("結果の案を作りました"), DECISION),
    "send_back": Deed(noted("結果の案を考えなおしました"), DECISION),
    "first_approval": Deed(noted("1人目が結果の案を認めました"), DECISION),
    "grant": Deed(noted("認めると決めました"), DECISION),
    "grant_partially": Deed(noted("一部を認めると決めました"), DECISION),
    "refuse": Deed(noted("認めないと決めました"), DECISION),
    "acknowledge": Deed(noted("届出を受け付けました"), DECISION),
    "transfer": Deed(noted("別の役所へ送りました"), noted("そちらが担当のため")),
    "send": Deed(noted("書類を送りました"), DELIVERY),
    "hand_over": Deed(noted("窓口で書類を渡しました"), DELIVERY),
    "came_back": Deed(noted("戻った郵便を記録しました"), DELIVERY),
    "take_over": Deed(noted("担当が変わりました"), DUTY),
    "assign": Deed(noted("担当を決めました"), DUTY),
    "release": Deed(noted("担当を外しました"), DUTY),
    "ask_fee": Deed(noted("手数料をお願いしました"), FEE),
    "receive_fee": Deed(noted("窓口で手数料を受け取りました"), FEE),
    "waive_fee": Deed(noted("手数料を免除しました"), FEE),
    "fee_settled": Deed(noted("支払いを確かめました"), FEE),
    "clear_flags": Deed(noted("支払いの食い違いを直しました"), FEE),
    "document_refused": Deed(noted("合わない書類を出さずに止めました"), SAFETY),
    "open_help": Deed(noted("電話の職員に画面を見せはじめました"), HELP),
    "join_help": Deed(noted("電話で、同じ画面を見はじめました"), HELP),
    "show_page": Deed(noted("電話の職員に画面を見せました"), HELP),
    "view_shared_page": Deed(noted("電話で、同じ画面を見ました"), HELP),
    "end_help": Deed(noted("画面を見せるのを終わりました"), HELP),
    "export": Deed(noted("データを取り出しました"), REVIEW),
}
PURPOSES: dict[str, Message] = {
    "statistics": noted("統計や報告のため"),
    "inquiry": noted("法律による問い合わせに答えるため"),
    "disclosure": noted("本人の求めに答えるため"),
    "inspection": noted("仕事を点検するため"),
}
OTHERS: dict[str, Message] = {"system": noted("自動の処理"), "proxy": noted("代理の人")}


def deed_of(action: str, purpose: str | None) -> Deed:
    """A purpose that was said for this very deed goes before the usual one."""
    deed = DEEDS.get(action) or Deed(noted("記録がのこる操作をしました"), REVIEW)
    said = PURPOSES.get(purpose or "")
    return Deed(deed.what, said) if said else deed
