"""Is the service alive, which program is it, and does anything want somebody's attention?"""

from dataclasses import asdict

from sqlalchemy import text
from starlette.responses import JSONResponse, Response

from app.web.alarms import Alarms, alarms_of
from app.web.policies import MACHINE
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()


@pages.get("/healthz", MACHINE)
def show_health(visit: Visit) -> Response:
    """200 as long as people can be served: `alarms` are for whoever watches, not for whoever restarts."""
    visit.session.execute(text("SELECT 1"))
    office = visit.office
    ringing = _alarms_of(visit).ringing(visit.session, visit.now)
    told = {"status": "ok", "serves": office.serves, **asdict(office.build), "alarms": ringing}
    return JSONResponse(told)


def _alarms_of(visit: Visit) -> Alarms:
    """One for each running service, made when first asked for."""
    state = visit.request.app.state
    if not hasattr(state, "alarms"):
        state.alarms = alarms_of(visit.office)
    alarms: Alarms = state.alarms
    return alarms
