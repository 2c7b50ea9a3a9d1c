"""「次の方」, and how a visit ends."""

from starlette.responses import Response

from app.counter import serving
from app.counter.lifecycle import VisitAction
from app.counter.progress import stage_in
from app.counter.queries import get_desk
from app.counter.stages import Stage
from app.errors import Conflict
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE, own_desk
from app.web.counter.staff.frame import ROOT
from app.web.counter.staff.leading import lead_on
from app.web.counter.talks import talk_of
from app.web.in_front import shown_visit, visit_in_front
from app.web.security import forget_in_browser
from app.web.visits import Visit

pages = DeskPages(ROOT)


@pages.post("/begin", SERVE)
def begin(visit: Visit) -> Response:
    """「次の方」 where nobody is in front. Raises Conflict where somebody is: it may be another tab that called them."""
    desk = own_desk(visit)
    if serving.is_serving(visit.session, desk, now=visit.now):
        raise Conflict
    return _called(visit)


@pages.post("/visits/{visit_id}/next", SERVE)
def call_next(visit: Visit, visit_id: str) -> Response:
    """A form of the person before, like every other: pressed in an old tab it calls nobody.

    Whoever is done has finished by it; whoever is not has left.
    """
    found = visit_in_front(visit, visit.session)
    is_done = stage_in(talk_of(visit, found)) is Stage.END
    return _called(visit, VisitAction.FINISH if is_done else VisitAction.CALL_NEXT)


def _called(visit: Visit, ends: VisitAction = VisitAction.CALL_NEXT) -> Response:
    called = serving.next_person(visit.session, own_desk(visit), visit.staff.id, now=visit.now, ends=ends)
    return forget_in_browser(visit.see_other(f"{ROOT}/visits/{called.id}/identify"))


@pages.post("/visits/{visit_id}/finish", SERVE)
def finish(visit: Visit, visit_id: str) -> Response:
    return _end(visit, VisitAction.FINISH)


@pages.post("/visits/{visit_id}/leave", SERVE)
def leave(visit: Visit, visit_id: str) -> Response:
    """The person went before it was finished; what was begun can be gone on with at home."""
    return _end(visit, VisitAction.LEAVE)


def _end(visit: Visit, action: VisitAction) -> Response:
    found = visit_in_front(visit, visit.session)
    desk, by = get_desk(visit.session, found.desk_id), ("staff", visit.staff.id)
    serving.end_current(visit.session, desk, action, by, now=visit.now)
    return forget_in_browser(visit.see_other(ROOT))


@pages.get("/visits/{visit_id}", SERVE)
def go_on(visit: Visit, visit_id: str) -> Response:
    """To the page where the visit goes on."""
    return lead_on(visit, shown_visit(visit), writes=False)


@pages.get("/visits/{visit_id}/changes", SERVE)
def tell_changes(visit: Visit, visit_id: str) -> Response:
    """A number, which the page compares with its own. Asking is no sign of life of whoever sits there."""
    visit.forget_touch()
    return Response(str(visit.front.changes if visit.front else ""), media_type="text/plain")


@pages.post("/visits/{visit_id}/keep-alive", SERVE)
def keep_alive(visit: Visit, visit_id: str) -> Response:
    """Staff are busy with the person: their screen stays open."""
    visit_in_front(visit, visit.session)
    return Response(status_code=204)
