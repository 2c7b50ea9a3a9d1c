"""Waiting for 「私です」, or hearing it where no screen stands at the desk; and a screen woken up again."""

from dataclasses import dataclass

from starlette.responses import Response

from app.counter import identifying
from app.counter.identities import ConfirmedBy
from app.counter.stages import Stage
from app.errors import Conflict
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of, screens_of
from app.web.in_front import visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class ConfirmPage:
    frame: CounterFrame


@pages.get("/confirm", SERVE)
def show_confirm(visit: Visit, visit_id: str) -> Response:
    frame = frame_of(visit, Stage.CONFIRM)
    if frame.is_confirmed:
        return visit.see_other(frame.href)
    return visit.render("counter/staff/confirm.html", ConfirmPage(frame))


@pages.post("/confirm", SERVE)
def hear(visit: Visit, visit_id: str) -> Response:
    """Read out and said aloud. Raises Conflict where a screen could have asked."""
    found = visit_in_front(visit, visit.session)
    if screens_of(visit, found):
        raise Conflict
    by = ("staff", visit.staff.id)
    identifying.confirm(visit.session, found, ConfirmedBy.SPOKEN, by=by, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}")


@pages.post("/wake", SERVE)
def wake(visit: Visit, visit_id: str) -> Response:
    """The same person is still there, as staff see: the screen asks them once more who they are."""
    found = visit_in_front(visit, visit.session)
    identifying.wake(visit.session, found, visit.staff.id, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}")
