"""The saved views of the queue: which cases each one shows, and in which order."""

from dataclasses import dataclass

from app.applications.desk.filters import OPEN_STATES, DeskFilter
from app.applications.lifecycle import FINAL, State
from app.clock import japan_date
from app.language import Message, noted
from app.web.visits import Visit

TODAY_OPEN_DAYS = 3


@dataclass(frozen=True)
class View:
    """`states` empty means every open one; `unassigned`: also these, where nobody has them.

    `empty` is what stands there when nothing does.
    """

    key: str
    label: Message
    empty: Message
    states: tuple[State, ...] = ()
    unassigned: tuple[State, ...] = ()


TODAY = View("today", noted("今日やる"), noted("期限の近い案件はありません。"))
MINE = View("mine", noted("自分の担当"), noted("担当している案件はありません。"))
# Whoever had it is gone: it waits for somebody like one that has just arrived.
WAITING = View(
    "waiting",
    noted("審査待ち"),
    noted("審査を待つ案件はありません。"),
    (State.ARRIVED,),
    (State.IN_REVIEW,),
)
IDENTITY = View("identity", noted("本人確認待ち"), noted("本人確認の書類を見る案件はありません。"))
CORRECTION = View(
    "correction", noted("補正待ち"), noted("補正を待つ案件はありません。"), (State.CORRECTION_REQUESTED,)
)
APPROVAL = View(
    "approval", noted("決裁待ち"), noted("決裁を待つ案件はありません。"), (State.AWAITING_APPROVAL,)
)
DONE = View("done", noted("終わったもの"), noted("終わった案件はありません。"), tuple(sorted(FINAL)))
SEARCH = View(
    "search", noted("さがした結果"), noted("見つかりませんでした。ことばを減らして、さがしてください。")
)
VIEWS = {view.key: view for view in (TODAY, MINE, WAITING, IDENTITY, CORRECTION, APPROVAL, DONE)}


def filter_of(view: View, visit: Visit, page: int = 1) -> DeskFilter:
    """`today` is what is due within three open days, is overdue, or waits for a resident who is late."""
    today = japan_date(visit.now)
    pressing = view is TODAY
    open_days = visit.office.town.closed_days.calendar
    return DeskFilter(
        sections=visit.staff.sections,
        states=view.states or OPEN_STATES,
        unassigned=view.unassigned,
        due_by=open_days.add_open_days(today, TODAY_OPEN_DAYS) if pressing else None,
        today=today,
        assignee_id=visit.staff.id if view is MINE else None,
        identity_waits=view is IDENTITY,
        newest_first=view is DONE,
        page=page,
    )
