"""A draft from the telephone of the person in front, by the number it shows; and back to it, by a number for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.applications.handover import codes, to_counter, to_phone
from app.applications.handover.to_counter import Offered, Typed
from app.applications.models import Application
from app.audit.chain import record
from app.counter.cases import join_case
from app.counter.models import CounterVisit
from app.counter.queries import list_cases
from app.documents.qr import drawn_to_fit
from app.errors import Conflict, NotFound
from app.language import Message, noted
from app.procedures.publication import get_procedure
from app.web.at_desk import DeskPages, event_of
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.in_front import shown_visit, visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")

WRONG = noted("この番号では開けません。スマホの画面の番号を、もう一度見てください。")

THERE = noted("この手続は、もう入っています。先に、いまの手続のほうの「やめる」を押してください。")


@dataclass(frozen=True)
class JoinPage:
    """`title` and `initial` of the draft that fits: all that is shown of it before it is taken."""

    frame: CounterFrame
    title: str = ""
    initial: str = ""
    code: str = field(default="", repr=False)
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class ToPhonePage:
    """`code` is shown here and nowhere else; `picture` is the same for a camera."""

    frame: CounterFrame
    title: str
    code: str = field(repr=False)
    picture: Markup = field(repr=False)
    address: str
    until: datetime


@pages.get("/join", SERVE)
def show_join(visit: Visit, visit_id: str) -> Response:
    if shown_visit(visit).confirmed_at is None:
        return visit.see_other(f"{ROOT}/visits/{visit_id}")
    return visit.render("counter/staff/join.html", JoinPage(frame_of(visit)))


@pages.post("/join", SERVE)
def join(visit: Visit, visit_id: str) -> Response:
    """First to see whether it is theirs, then to take it: both times the number is looked at anew."""
    found = visit_in_front(visit, visit.session)
    if found.confirmed_at is None:
        raise Conflict
    offered = _find(visit)
    if offered is None or _is_there(visit, found, offered.application):
        return _again(visit, THERE if offered else WRONG)
    if visit.form.one("take") != "yes":
        return _ask(visit, offered)
    if not to_counter.take(visit.session, offered, clerk_id=visit.staff.id, now=visit.now):
        return _again(visit, WRONG)
    join_case(visit.session, found, offered.application, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/procedures")


@pages.post("/to-phone", SERVE)
def hand_to_phone(visit: Visit, visit_id: str) -> Response:
    """Raises NotFound for what is not of this visit, Conflict where nobody is known whose birthday could be asked."""
    found = visit_in_front(visit, visit.session)
    application = _of_visit(visit.session, found, visit.form.one("key"))
    if found.told is None:
        raise Conflict
    row = to_phone.offer(
        visit.session,
        visit.office.auth.keys.attempts,
        application,
        born=found.told.date_of_birth,
        clerk_id=visit.staff.id,
        now=visit.now,
    )
    code, address = row.code or "", f"{visit.office.public_url}/continue"
    page = ToPhonePage(
        frame=frame_of(visit),
        title=get_procedure(visit.session, application.revision_id).short_title.ja,
        code="-".join(code[at : at + 4] for at in range(0, len(code), 4)),
        picture=Markup(drawn_to_fit(f"{address}#{code}")),  # noqa: S704  # drawn by ourselves
        address=address,
        until=row.created_at + codes.LASTS,
    )
    return visit.render("counter/staff/to_phone.html", page)


def _find(visit: Visit) -> Offered | None:
    typed = Typed(visit.form.one("code"), visit.staff.id, visit.address)
    found = to_counter.find_offered(visit.session, visit.office.auth.keys.attempts, typed, now=visit.now)
    if found is None:
        record(visit.session, event_of(visit, "take_to_counter_failed", "application"))
    return found


def _of_visit(session: Session, found: CounterVisit, application_id: str) -> Application:
    for _, application in list_cases(session, found.id):
        if str(application.id) == application_id:
            return application
    raise NotFound


def _is_there(visit: Visit, found: CounterVisit, draft: Application) -> bool:
    """Another one of the same procedure, begun here."""
    there = (application for _, application in list_cases(visit.session, found.id))
    return any(each.procedure_key == draft.procedure_key and each.id != draft.id for each in there)


def _ask(visit: Visit, offered: Offered) -> Response:
    procedure = get_procedure(visit.session, offered.application.revision_id)
    page = JoinPage(
        frame=frame_of(visit),
        title=procedure.short_title.ja,
        initial=to_counter.initial_of(offered.application, procedure),
        code=visit.form.one("code"),
    )
    return visit.render("counter/staff/join.html", page)


def _again(visit: Visit, why: Message) -> Response:
    page = JoinPage(frame_of(visit), errors={"code": why})
    return visit.render("counter/staff/join.html", page, status=422)
