"""PAY.JP tells us that something happened; we ask whether it is true."""

from starlette.responses import PlainTextResponse, Response

from app.web.policies import MACHINE
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/webhooks")


@pages.post("/payjp", MACHINE, outside=True)
def receive(visit: Visit) -> Response:
    visit.office.desk.receive(visit.request.headers, visit.form.body, now=visit.now)
    return PlainTextResponse("ok")
