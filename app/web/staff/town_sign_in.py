"""The door through the town's own identity provider: out, back, and over one page of ours into the session."""

from dataclasses import dataclass

from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import resident_sign_in, staff_identities
from app.auth.sign_in import Return
from app.auth.staff_idp import SignedInAtTown, StaffIdp
from app.auth.visitors import Visit as Entered
from app.errors import MadoguchiError, NotFound
from app.language import Message, noted
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.staff.coming_in import DOOR, Goal, go_in, staff_path
from app.web.visits import Visit

pages = Pages(f"{DOOR}/town")
RETURN_PATH = f"{DOOR}/town/return"
UNKNOWN = noted("この組織の番号に結びついた、使える登録がありません。管理者に、下の番号を伝えてください。")


@dataclass(frozen=True)
class ArrivalPage:
    """`goal`: where it goes on by itself. `subject` is what an administrator needs, for whoever is not known yet."""

    goal: str
    refusal: Message | None = None
    subject: str = ""


@pages.post("", PUBLIC, outside=True)
def begin(visit: Visit) -> Response:
    idp = _idp(visit)
    try:
        idp.discover()
    except MadoguchiError as refusal:
        return _refused(visit, Message(refusal.message))
    goal = staff_path(visit.form.one("next"), "/staff")
    with visit.transaction() as session:
        begun = resident_sign_in.begin(session, idp, _callback(visit), goal, now=visit.now)
    visit.cookies.keep_sign_in(begun.cookie)
    return visit.see_other(begun.redirect_to)


@pages.get("/return", PUBLIC, signs_in=True)
def come_back(visit: Visit) -> Response:
    """A cookie that no other site can make a browser send is not sent on a way that began there: so the session starts
    on a page of ours, which goes on by itself.
    """
    idp, params = _idp(visit), dict(visit.request.query_params)
    cookie = visit.cookies.sign_in_secret
    visit.cookies.forget("signin")
    try:
        with visit.transaction() as session:
            begun = resident_sign_in.consume(session, idp, cookie, params.get("state", ""), now=visit.now)
        who = idp.complete(Return(params, begun.keep, _callback(visit)))
    except MadoguchiError as refusal:
        return _refused(visit, Message(refusal.message))
    return _enter(visit, idp, who, begun.return_to)


def _enter(visit: Visit, idp: StaffIdp, who: SignedInAtTown, return_to: str) -> Response:
    keys, issuer = visit.office.auth.keys, idp.settings.issuer
    with visit.transaction() as session:
        account, is_new = staff_identities.account_of(session, issuer, who, keys=keys, now=visit.now)
        if account is None:
            record(session, AuditEvent(visit.now, "anonymous", None, "sign_in_failed", "staff_account"))
        else:
            if is_new:
                bound = ("bind_identity", "staff_account", account.id)
                record(session, AuditEvent(visit.now, "staff", account.id, *bound))
            visit.opened = session
            goal = go_in(visit, account, Goal(staff_path(return_to, "/staff")))
    if account is None:
        return _refused(visit, UNKNOWN, who.subject)
    visit.who = visit.entered.visitor  # the forms of this page would be those of nobody
    visit.entered = Entered(visit.who)
    return visit.render("staff/sign_in/show_arrival.html", ArrivalPage(goal))


def _refused(visit: Visit, refusal: Message, subject: str = "") -> Response:
    page = ArrivalPage(DOOR, refusal, subject)
    return visit.render("staff/sign_in/show_arrival.html", page, status=403)


def _idp(visit: Visit) -> StaffIdp:
    if visit.office.staff_idp is None:
        raise NotFound
    return visit.office.staff_idp


def _callback(visit: Visit) -> str:
    return f"{visit.office.public_url}{RETURN_PATH}"
