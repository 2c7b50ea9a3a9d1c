"""もう一人の確認: money for somebody else's account, looked at by a member of staff who does not serve the person."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.responses import Response

from app.counter import confirming
from app.counter.accounts import accounts_of, needs_second
from app.counter.conversation import Conversation
from app.counter.noting import event_of
from app.counter.queries import get_desk, list_read, lock_visit
from app.counter.reading import Reading
from app.counter.serving import SILENT_FOR
from app.errors import Conflict, NotFound
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, desk_name
from app.web.counter.talks import talk_of
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/second")


@dataclass(frozen=True)
class WaitingView:
    """`accounts`: procedure and holder, where the holder is neither the person nor whom the procedure is for."""

    number: str
    desk: str
    kana: str = field(repr=False)
    accounts: tuple[tuple[Wording, str], ...] = field(repr=False)
    is_own: bool


@dataclass(frozen=True)
class SecondPage:
    waiting: tuple[WaitingView, ...]


@pages.get("", SERVE)
def show_second(visit: Visit) -> Response:
    waiting = tuple(_view(visit, talk) for talk in _waiting(visit))
    return visit.render("counter/staff/second.html", SecondPage(waiting))


@pages.post("", SERVE)
def agree(visit: Visit) -> Response:
    """Raises NotFound for a visit that waits for nobody."""
    number = visit.form.one("number")
    talk = next((each for each in _waiting(visit) if each.visit.number == number), None)
    if talk is None:
        raise NotFound
    locked = lock_visit(visit.session, talk.visit.id)
    if locked is None or not locked.is_open:
        raise Conflict
    confirming.agree(visit.session, talk_of(visit, locked), visit.staff.id, visit.now)
    return visit.see_other(f"{ROOT}/second")


def _waiting(visit: Visit) -> Iterator[Conversation]:
    for found in list_read(visit.session, visit.now - SILENT_FOR):
        talk = talk_of(visit, found)
        if talk.pending and needs_second(talk) and Reading(talk).is_done:
            yield talk


def _view(visit: Visit, talk: Conversation) -> WaitingView:
    found = talk.visit
    visit.record_view(event_of(("staff", visit.staff.id), "view_visit", found.id, visit.now))
    return WaitingView(
        number=found.number,
        desk=desk_name(visit.office.town, get_desk(visit.session, found.desk_id)),
        kana=found.told.kana if found.told else "",
        accounts=tuple(
            (talk.interview.journeys[each.key].procedure.short_title, each.holder)
            for each in accounts_of(talk)
            if each.is_foreign
        ),
        is_own=found.staff_id == visit.staff.id,
    )
