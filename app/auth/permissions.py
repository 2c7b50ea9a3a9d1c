"""Which role may do what, as one table."""

from enum import StrEnum
from uuid import UUID

from app.auth.identity import Role, StaffMember


class Action(StrEnum):
    """What staff do with a case, and what they do with the office around it."""

    VIEW_CASE = "view_case"
    VIEW_ATTACHMENTS = "view_attachments"
    START_REVIEW = "start_review"
    REQUEST_CORRECTION = "request_correction"
    CHECK_IDENTITY = "check_identity"
    PROPOSE = "propose"
    ACKNOWLEDGE = "acknowledge"
    TRANSFER = "transfer"
    APPROVE = "approve"
    REFUSE = "refuse"
    SEND_BACK = "send_back"
    MARK_SENT = "mark_sent"
    SETTLE_FEE = "settle_fee"
    WAIVE_FEE = "waive_fee"
    TAKE_OVER = "take_over"
    ASSIGN = "assign"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_AUDIT = "view_audit"
    CLOSE_INCIDENTS = "close_incidents"
    SET_PARAMETERS = "set_parameters"
    MANAGE_MANDATES = "manage_mandates"
    ENTER_PAPER = "enter_paper"
    SERVE_COUNTER = "serve_counter"
    VIEW_COUNTER_TIMES = "view_counter_times"
    HELP_ON_PHONE = "help_on_phone"


_LOOK = {Action.VIEW_CASE, Action.VIEW_ATTACHMENTS}
_PREPARE = {
    Action.START_REVIEW,
    Action.REQUEST_CORRECTION,
    Action.CHECK_IDENTITY,
    Action.PROPOSE,
    Action.ACKNOWLEDGE,
    Action.TRANSFER,
    Action.SETTLE_FEE,
    Action.TAKE_OVER,
}
_DECIDE = {Action.APPROVE, Action.REFUSE, Action.SEND_BACK, Action.WAIVE_FEE, Action.ASSIGN}

# An administrator gives out keys and an auditor reads who used them; neither opens a case.
PERMISSIONS: dict[Role, frozenset[Action]] = {
    Role.CLERK: frozenset(
        _LOOK
        | _PREPARE
        | {Action.MARK_SENT, Action.MANAGE_MANDATES, Action.ENTER_PAPER}
        | {Action.SERVE_COUNTER, Action.HELP_ON_PHONE}
    ),
    Role.APPROVER: frozenset(_LOOK | _DECIDE | {Action.VIEW_COUNTER_TIMES}),
    Role.ADMIN: frozenset(
        {Action.MANAGE_ACCOUNTS, Action.CLOSE_INCIDENTS, Action.SET_PARAMETERS, Action.VIEW_COUNTER_TIMES}
    ),
    Role.AUDITOR: frozenset({Action.VIEW_AUDIT}),
}

# Done once for the whole office; everything else is done to a case, and a case belongs to a section.
OFFICE_WIDE = frozenset(
    {
        Action.MANAGE_ACCOUNTS,
        Action.VIEW_AUDIT,
        Action.CLOSE_INCIDENTS,
        Action.SET_PARAMETERS,
        Action.SERVE_COUNTER,
        Action.VIEW_COUNTER_TIMES,
    }
)

ROLE_NAMES: dict[Role, str] = {
    Role.CLERK: "担当者",
    Role.APPROVER: "決裁者",
    Role.ADMIN: "管理者",
    Role.AUDITOR: "監査",
}
ACTION_NAMES: dict[Action, str] = {
    Action.VIEW_CASE: "案件を見る",
    Action.VIEW_ATTACHMENTS: "添付を見る",
    Action.START_REVIEW: "審査を始める",
    Action.REQUEST_CORRECTION: "補正を求める",
    Action.CHECK_IDENTITY: "本人確認の書類を見て確かめる",
    Action.PROPOSE: "起案する",
    Action.ACKNOWLEDGE: "受理する",
    Action.TRANSFER: "他の課へ回す",
    Action.APPROVE: "決裁する",
    Action.REFUSE: "拒否を決める",
    Action.SEND_BACK: "差し戻す",
    Action.MARK_SENT: "発送を記録する",
    Action.SETTLE_FEE: "手数料の入金と対応を記録する",
    Action.WAIVE_FEE: "手数料を減免する",
    Action.TAKE_OVER: "担当を引き継ぐ",
    Action.ASSIGN: "担当を決める",
    Action.MANAGE_ACCOUNTS: "職員の登録を変える",
    Action.VIEW_AUDIT: "操作の記録を見る",
    Action.CLOSE_INCIDENTS: "異常を確かめて閉じる",
    Action.SET_PARAMETERS: "町の値を提案し、確かめる",
    Action.MANAGE_MANDATES: "代理を登録し、取り消す",
    Action.ENTER_PAPER: "紙で届いたものを入力する",
    Action.SERVE_COUNTER: "窓口で手続をいっしょに進める",
    Action.VIEW_COUNTER_TIMES: "窓口の滞在時間（場所と月ごと）を見る",
    Action.HELP_ON_PHONE: "電話の人と同じ画面を見る",
}


def holds(staff: StaffMember, action: Action) -> bool:
    """Whether any of their roles has it; in which sections, `may` tells."""
    return any(action in PERMISSIONS[role] for role in staff.roles)


def may(staff: StaffMember, action: Action, section: str | None = None) -> bool:
    """`section` is the key of the section that owns the case; None fits office-wide actions only."""
    if not holds(staff, action):
        return False
    return action in OFFICE_WIDE or section in staff.sections


def may_approve(
    staff: StaffMember, proposer_id: UUID, section: str, decision: Action = Action.APPROVE
) -> bool:
    """Nobody decides on their own proposal, whatever roles they hold and whichever way they decide."""
    return staff.id != proposer_id and may(staff, decision, section)


def as_markdown() -> str:
    """The table for the documentation: a row per action, a column per role."""
    head = ["操作", *(f"{ROLE_NAMES[role]} `{role}`" for role in Role), "範囲"]
    rows = [
        [
            f"{ACTION_NAMES[action]} `{action}`",
            *("○" if action in PERMISSIONS[role] else "–" for role in Role),
            "全体" if action in OFFICE_WIDE else "所属の課",
        ]
        for action in Action
    ]
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows]) + "\n"
