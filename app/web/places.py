"""From where the staff pages can be opened; whoever knocks elsewhere is refused before anything is looked at."""

from starlette.requests import Request

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth.attempts import first_here, try_of
from app.auth.models import Scope
from app.errors import Forbidden
from app.web.visits import Visit


class WrongPlace(Forbidden):
    message = "職員の画面は、役場の中からだけ開けます。"


def is_for_staff(request: Request) -> bool:
    path = request.url.path
    return path == "/staff" or path.startswith("/staff/")


def is_for_screen(request: Request) -> bool:
    """What the person at a counter looks at."""
    path = request.url.path
    return path == "/screen" or path.startswith("/screen/")


def require_place(visit: Visit) -> None:
    """Raises WrongPlace. The trail learns that it happened: once per place in fifteen minutes, and not from where."""
    if visit.office.staff.admits(visit.address):
        return
    tried = try_of(visit.office.auth.keys.attempts, Scope.STAFF_PLACE, "", visit.address)
    with visit.office.database.write() as session:
        if first_here(session, tried, now=visit.now):
            record(session, AuditEvent(visit.now, "anonymous", None, "refuse_place", "staff_account"))
    raise WrongPlace
