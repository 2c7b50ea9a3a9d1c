"""窓口で続ける: a number that the owner of a draft shows at the counter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from app.applications.handover import codes, to_counter
from app.applications.handover.models import HandOverCode
from app.applications.lifecycle import State
from app.documents.qr import drawn
from app.errors import NotFound
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import Case, actor_of, note_look, open_case
from app.web.resident.leading import next_href
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}/counter")


@dataclass(frozen=True)
class ToCounterPage:
    """`code` while it is good, as it is read aloud; `taken_at`: a clerk has opened the draft with it."""

    procedure_title: Wording
    action: str
    continue_href: str
    code: str
    qr_href: str
    until: datetime | None
    taken_at: datetime | None


@pages.get("", APPLICANT)
def show_to_counter(visit: Visit, application_id: UUID) -> Response:
    case = open_case(visit, application_id)
    if case.application.state is not State.DRAFT:
        return visit.see_other(next_href(case, None))
    note_look(case, "draft")
    living = to_counter.find_living(visit.session, case.application, visit.now)
    return visit.render(
        "resident/apply/show_to_counter.html", _page(case, living), section_phone=case.contact.phone
    )


@pages.post("", APPLICANT)
def offer_at_counter(visit: Visit, application_id: UUID) -> Response:
    """A new number; the one before is good no more."""
    case = open_case(visit, application_id)
    key, by = visit.office.auth.keys.attempts, actor_of(visit)
    to_counter.offer(visit.session, key, case.application, by=by, address=visit.address, now=visit.now)
    return visit.see_other(f"/apply/{application_id}/counter")


@pages.get("/qr.svg", APPLICANT)
def send_code_as_qr(visit: Visit, application_id: UUID) -> Response:
    """The digits alone: a reader at the counter types them. Raises NotFound while there are none."""
    case = open_case(visit, application_id)
    living = to_counter.find_living(visit.session, case.application, visit.now)
    if living is None or living.code is None:
        raise NotFound
    return Response(drawn(living.code), media_type="image/svg+xml")


def _page(case: Case, living: HandOverCode | None) -> ToCounterPage:
    href = f"/apply/{case.application.id}"
    code = (living.code or "") if living else ""
    return ToCounterPage(
        procedure_title=case.procedure.short_title,
        action=f"{href}/counter",
        continue_href=href,
        code=" ".join((code[:3], code[3:])).strip(),
        qr_href=f"{href}/counter/qr.svg",
        until=living.created_at + codes.LASTS if living else None,
        taken_at=None if living else to_counter.find_taken(case.visit.session, case.application),
    )
