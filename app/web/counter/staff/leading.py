"""Where a visit goes on: every page that has done its work leads there."""

from starlette.responses import Response

from app.counter.conversation import Conversation
from app.counter.models import CounterVisit
from app.counter.noting import event_of
from app.counter.progress import note_stage, stage_in
from app.counter.stages import Stage
from app.counter.telling import is_told
from app.web.counter.staff.frame import ROOT
from app.web.counter.talks import talk_of
from app.web.visits import Visit

PAGES: dict[Stage, str] = {
    Stage.IDENTIFY: "identify",
    Stage.CONFIRM: "confirm",
    Stage.INTERVIEW: "procedures",
    Stage.ASK: "ask",
    Stage.READ: "reading",
    Stage.SIGN: "reading",
    Stage.PAY: "pay",
    Stage.END: "end",
}


def page_for(talk: Conversation) -> str:
    """Of the visit as it stands; what somebody said is wrong comes before all."""
    visit, page = talk.visit, PAGES[stage_in(talk)]
    if page == "identify" and visit.told_sealed is not None:
        page = "papers"
    elif page == "procedures" and visit.event_answers is not None:
        page = "found" if is_told(visit) else "event"
    elif talk.pointed_page() is not None:
        page = "mend"
    elif page == "ask" and talk.is_asked:
        page = "collect"
    return page


def lead_on(visit: Visit, found: CounterVisit, *, writes: bool = True) -> Response:
    """`writes`: after something was done, the seconds of the next stage are counted from here."""
    talk = talk_of(visit, found)
    if writes:
        note_stage(visit.session, talk, visit.now)
    else:
        visit.record_view(event_of(("staff", visit.staff.id), "view_visit", found.id, visit.now))
    return visit.see_other(f"{ROOT}/visits/{found.id}/{page_for(talk)}")
