"""Where one is signed in oneself, and how: the living sessions, and the second factor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.responses import Response

from app.auth import second_factor, sessions
from app.auth.models import SessionKind, WebSession
from app.auth.queries import get_staff
from app.auth.staff_queries import count_recovery_codes
from app.auth.staff_sign_in import confirm_password
from app.errors import TooMany
from app.language import Message, noted
from app.web.at_desk import note
from app.web.policies import STAFF
from app.web.routing import Pages
from app.web.staff.coming_in import Goal, begin_step
from app.web.visits import Visit

pages = Pages("/staff/account")


@dataclass(frozen=True)
class SignInRow:
    """`is_here`: the session of this very page."""

    began_at: datetime
    last_at: datetime
    is_here: bool


@dataclass(frozen=True)
class SignInsPage:
    rows: tuple[SignInRow, ...]
    ended: int | None


@dataclass(frozen=True)
class SecondFactorPage:
    is_enrolled: bool
    codes_left: int
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("/sessions", STAFF)
def show_sessions(visit: Visit, ended: int | None = None) -> Response:
    return visit.render("staff/account/show_sessions.html", SignInsPage(_rows(visit), ended))


@pages.post("/sessions/end", STAFF)
def end_others(visit: Visit) -> Response:
    """Everywhere but here: whoever sits elsewhere has to sign in again."""
    ended = 0
    for one in _living(visit):
        if not _is_here(visit, one):
            sessions.end(one, now=visit.now)
            ended += 1
    note(visit, "end_other_sessions", "staff_account", visit.staff.id)
    return visit.see_other(f"/staff/account/sessions?ended={ended}")


@pages.get("/second-factor", STAFF)
def show_second_factor(visit: Visit) -> Response:
    return _second_factor(visit)


@pages.post("/second-factor", STAFF)
def begin_second_factor(visit: Visit) -> Response:
    """With the password once more: a stolen session must not make the thief's telephone known."""
    if second_factor.is_enrolled(visit.session, visit.staff.id):
        return visit.see_other("/staff/account/second-factor")
    account = get_staff(visit.session, visit.staff.id)
    password = next(iter(visit.form.fields.get("password", ())), "")
    keys = visit.office.auth.keys
    try:
        right = confirm_password(
            visit.session, account, password, address=visit.address, keys=keys, now=visit.now
        )
    except TooMany as refusal:
        return _second_factor(visit, Message(refusal.message))
    if not right:
        return _second_factor(visit, noted("今のパスワードが違います。"))
    note(visit, "begin_second_factor", "staff_account", account.id)
    return begin_step(visit, account, Goal("/staff/account"))


def _second_factor(visit: Visit, error: Message | None = None) -> Response:
    page = SecondFactorPage(
        second_factor.is_enrolled(visit.session, visit.staff.id),
        count_recovery_codes(visit.session, visit.staff.id),
        {"password": error} if error else {},
    )
    return visit.render("staff/account/show_second_factor.html", page, status=422 if error else 200)


def _rows(visit: Visit) -> tuple[SignInRow, ...]:
    living = sorted(_living(visit), key=lambda one: one.last_seen_at, reverse=True)
    return tuple(SignInRow(one.created_at, one.last_seen_at, _is_here(visit, one)) for one in living)


def _living(visit: Visit) -> list[WebSession]:
    return sessions.list_alive(
        visit.session, SessionKind.STAFF, visit.staff.id, settings=visit.office.auth, now=visit.now
    )


def _is_here(visit: Visit, one: WebSession) -> bool:
    return one.token_hash == visit.holder.session_hash
