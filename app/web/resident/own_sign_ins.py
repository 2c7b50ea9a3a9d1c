"""「サインインの管理」: where a resident is signed in, and the way to end all of it."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import sessions
from app.auth.models import SessionKind, WebSession
from app.web.policies import RESIDENT
from app.web.routing import Pages
from app.web.security import forget_in_browser
from app.web.visits import Visit

pages = Pages("/my/sign-ins")


@dataclass(frozen=True)
class SignInRow:
    """`is_here`: the session of this very page."""

    began_at: datetime
    last_at: datetime
    is_here: bool


@dataclass(frozen=True)
class SignInsPage:
    rows: tuple[SignInRow, ...]
    is_ended: bool


@pages.get("", RESIDENT)
def show_sign_ins(visit: Visit, ended: str = "") -> Response:
    visit.record_view(_event(visit, "list_sign_ins"))
    living = sorted(_living(visit), key=lambda one: one.last_seen_at, reverse=True)
    here = visit.holder.session_hash
    rows = tuple(SignInRow(one.created_at, one.last_seen_at, one.token_hash == here) for one in living)
    return visit.render("resident/my/show_sign_ins.html", SignInsPage(rows, bool(ended)))


@pages.post("/end-others", RESIDENT)
def end_others(visit: Visit) -> Response:
    for one in _living(visit):
        if one.token_hash != visit.holder.session_hash:
            sessions.end(one, now=visit.now)
    record(visit.session, _event(visit, "end_other_sessions"))
    return visit.see_other("/my/sign-ins?ended=1")


@pages.post("/end-all", RESIDENT)
def end_everywhere(visit: Visit) -> Response:
    """Here too: for whoever sits at a browser they won't come back to."""
    for one in _living(visit):
        sessions.end(one, now=visit.now)
    record(visit.session, _event(visit, "end_all_sessions"))
    visit.end_session()
    visit.cookies.forget_person()
    return forget_in_browser(visit.see_other("/"))


def _living(visit: Visit) -> list[WebSession]:
    return sessions.list_alive(
        visit.session, SessionKind.RESIDENT, visit.resident.id, settings=visit.office.auth, now=visit.now
    )


def _event(visit: Visit, action: str) -> AuditEvent:
    resident = visit.resident.id
    return AuditEvent(visit.now, "resident", resident, action, "resident_account", resident)
