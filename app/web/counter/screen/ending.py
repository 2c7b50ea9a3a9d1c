"""おわり on the person's screen; and on their own phone the paper and the days for its calendar."""

from dataclasses import dataclass

from starlette.responses import Response

from app.auth.identity import Screen
from app.counter.models import CounterVisit
from app.errors import NotFound
from app.web.counter.endings import Ending, calendar_of, ending_of, sheet_of
from app.web.counter.screen.frame import ShownPage, changes_of, require_awake
from app.web.in_front import shown_visit
from app.web.policies import SCREEN
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/screen")


@dataclass(frozen=True)
class EndPage(ShownPage):
    ending: Ending
    is_phone: bool


@pages.get("/end", SCREEN)
def show_end(visit: Visit) -> Response:
    """Also for who pays later."""
    require_awake(visit)
    return render_end(visit, shown_visit(visit))


@pages.get("/sheet.pdf", SCREEN)
def send_sheet(visit: Visit) -> Response:
    found = _on_own_phone(visit)
    return pdf_response(sheet_of(visit, found), found.number)


@pages.get("/days.ics", SCREEN)
def send_days(visit: Visit) -> Response:
    found = _on_own_phone(visit)
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.ics"'}
    return Response(calendar_of(visit, found), media_type="text/calendar; charset=utf-8", headers=headers)


def _on_own_phone(visit: Visit) -> CounterVisit:
    """Raises NotFound on the tablet: a file of one person must not be left on it for the next."""
    require_awake(visit)
    found = shown_visit(visit)
    if not (isinstance(visit.who, Screen) and visit.who.is_phone) or found.confirmed_at is None:
        raise NotFound
    return found


def pdf_response(content: bytes, number: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{number}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def render_end(visit: Visit, found: CounterVisit) -> Response:
    is_phone = isinstance(visit.who, Screen) and visit.who.is_phone
    page = EndPage(changes_of(visit), ending_of(visit, found), is_phone)
    return visit.render("counter/screen/end.html", page)
