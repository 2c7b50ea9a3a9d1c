"""Is the service alive, can it reach its database, and which program is it?"""

from dataclasses import asdict

from sqlalchemy import text
from starlette.responses import JSONResponse, Response

from app.web.policies import MACHINE
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()


@pages.get("/healthz", MACHINE)
def show_health(visit: Visit) -> Response:
    visit.session.execute(text("SELECT 1"))
    office = visit.office
    return JSONResponse({"status": "ok", "serves": office.serves, **asdict(office.build)})
