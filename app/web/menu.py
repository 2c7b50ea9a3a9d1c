"""The menu of the staff pages: what this member of staff may open, and where their work is."""

from dataclasses import dataclass

from app.auth.identity import StaffMember
from app.auth.permissions import Action, holds
from app.language import Message, noted


@dataclass(frozen=True)
class MenuEntry:
    """`permit` is that of the page behind it."""

    href: str
    text: Message
    permit: Action


# In this order; the first that somebody may open is where they land.
ENTRIES = (
    MenuEntry("/staff/queue", noted("受付一覧"), Action.VIEW_CASE),
    MenuEntry("/staff/counter", noted("窓口"), Action.SERVE_COUNTER),
    MenuEntry("/staff/paper", noted("紙の受付"), Action.ENTER_PAPER),
    MenuEntry("/staff/approvals", noted("決裁待ち"), Action.APPROVE),
    MenuEntry("/staff/mandates", noted("代理"), Action.MANAGE_MANDATES),
    MenuEntry("/staff/help", noted("電話の手助け"), Action.HELP_ON_PHONE),
    MenuEntry("/staff/accounts", noted("職員の登録"), Action.MANAGE_ACCOUNTS),
    MenuEntry("/staff/parameters", noted("町の値"), Action.SET_PARAMETERS),
    MenuEntry("/staff/counter-times", noted("滞在時間"), Action.VIEW_COUNTER_TIMES),
    MenuEntry("/staff/incidents", noted("異常の記録"), Action.CLOSE_INCIDENTS),
    MenuEntry("/staff/audit", noted("操作の記録"), Action.VIEW_AUDIT),
)
ACCOUNT = ("/staff/account", noted("アカウント"))


def menu_of(staff: StaffMember) -> tuple[tuple[str, Message], ...]:
    """The account is everybody's."""
    return (*((each.href, each.text) for each in ENTRIES if holds(staff, each.permit)), ACCOUNT)


def home_of(staff: StaffMember) -> str:
    """Where their work is."""
    return menu_of(staff)[0][0]
