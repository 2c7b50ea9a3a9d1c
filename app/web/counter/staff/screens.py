"""Screens joined to a desk or to a visit: a code is shown here, and typed or scanned there."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from starlette.responses import Response

from app.audit.chain import record
from app.audit.events import AuditEvent
from app.counter import screens
from app.counter.code_models import CodePurpose
from app.counter.noting import event_of
from app.counter.serving import DESK
from app.documents.qr import drawn_to_fit
from app.errors import NotFound
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE, own_desk
from app.web.counter.staff.frame import ROOT, CounterFrame, desk_name, frame_of
from app.web.in_front import visit_in_front
from app.web.visits import Visit

pages = DeskPages(ROOT)


@dataclass(frozen=True)
class CodePage:
    """`code` is shown here and nowhere else, ever; `picture` is the same for a camera."""

    where: str
    code: str = field(repr=False)
    picture: Markup = field(repr=False)
    address: str
    until: datetime
    frame: CounterFrame | None = None


@pages.post("/screen", SERVE)
def offer_to_tablet(visit: Visit) -> Response:
    desk = own_desk(visit)
    code = _offer(visit, CodePurpose.TABLET, desk.id)
    record(
        visit.session,
        AuditEvent(visit.now, "staff", visit.staff.id, "offer_screen", DESK, desk.id),
    )
    return _render(visit, desk_name(visit.office.town, desk), code, visit.office.public_url)


@pages.post("/screen/part", SERVE)
def part_tablet(visit: Visit) -> Response:
    desk = own_desk(visit)
    screens.part(visit.session, desk.id, now=visit.now)
    record(
        visit.session,
        AuditEvent(visit.now, "staff", visit.staff.id, "part_screen", DESK, desk.id),
    )
    return visit.see_other(ROOT)


@pages.post("/visits/{visit_id}/phone", SERVE)
def offer_to_phone(visit: Visit, visit_id: str) -> Response:
    if not visit.office.phones_url:
        raise NotFound
    found = visit_in_front(visit, visit.session)
    code = _offer(visit, CodePurpose.PHONE, found.id)
    record(visit.session, event_of(("staff", visit.staff.id), "offer_screen", found.id, visit.now))
    return _render(visit, found.number, code, visit.office.phones_url, frame_of(visit))


@pages.post("/visits/{visit_id}/screens/part", SERVE)
def part_all(visit: Visit, visit_id: str) -> Response:
    """The tablet and any phone: one that does not work must not stand in the way."""
    found = visit_in_front(visit, visit.session)
    for each in (found.desk_id, found.id):
        screens.part(visit.session, each, now=visit.now)
    record(visit.session, event_of(("staff", visit.staff.id), "part_screen", found.id, visit.now))
    return visit.see_other(f"{ROOT}/visits/{visit_id}")


def _offer(visit: Visit, purpose: CodePurpose, subject_id: UUID) -> str:
    return screens.offer(visit.session, visit.office.secret, purpose, subject_id, now=visit.now)


def _render(visit: Visit, where: str, code: str, url: str, frame: CounterFrame | None = None) -> Response:
    """Behind the # of the address no server and no log sees the code."""
    address = f"{url}/screen/pair"
    picture = Markup(drawn_to_fit(f"{address}#{code}"))  # noqa: S704  # drawn by ourselves
    page = CodePage(where, code, picture, address, visit.now + screens.HOLDS_FOR, frame)
    return visit.render("counter/staff/code.html", page)
