"""おわり: what has arrived and what comes next, on one paper to hand over. 「次の方」 finishes it."""

from dataclasses import dataclass

from starlette.responses import Response

from app.counter import paying
from app.counter.noting import event_of
from app.counter.stages import Stage
from app.web.at_desk import DeskPages
from app.web.counter.endings import Ending, ending_of, sheet_of
from app.web.counter.screen.ending import pdf_response
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.in_front import shown_visit
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class EndPage:
    frame: CounterFrame
    ending: Ending
    owed_yen: int


@pages.get("/end", SERVE)
def show_end(visit: Visit, visit_id: str) -> Response:
    found = shown_visit(visit)
    owed = paying.bill_of(visit.session, found.id).owed_yen
    page = EndPage(frame_of(visit, Stage.END), ending_of(visit, found), owed)
    return visit.render("counter/staff/end.html", page)


@pages.get("/sheet.pdf", SERVE)
def print_sheet(visit: Visit, visit_id: str) -> Response:
    found = shown_visit(visit)
    visit.record_view(event_of(("staff", visit.staff.id), "print_visit", found.id, visit.now))
    return pdf_response(sheet_of(visit, found), found.number)
