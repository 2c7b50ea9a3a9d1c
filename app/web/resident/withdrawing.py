"""Taking back what has arrived, after being asked once more."""

from dataclasses import dataclass

from starlette.responses import Response

from app.applications import submission
from app.applications.lifecycle import State
from app.applications.statuses import may_withdraw
from app.procedures.wording import Wording
from app.web.policies import APPLICANT
from app.web.resident.cases import actor_of, note_look, open_by_number
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/my")


@dataclass(frozen=True)
class WithdrawPage:
    title: Wording
    number: str
    action: str
    back_href: str


@pages.get("/{number}/withdraw", APPLICANT)
def show_withdraw(visit: Visit, number: str) -> Response:
    case = open_by_number(visit, number)
    note_look(case, "case")
    if not may_withdraw(case.application):
        return visit.see_other(f"/my/{number}")
    page = WithdrawPage(case.procedure.short_title, number, f"/my/{number}/withdraw", f"/my/{number}")
    return visit.render("resident/my/show_withdraw.html", page, section_phone=case.contact.phone)


@pages.post("/{number}/withdraw", APPLICANT)
def withdraw(visit: Visit, number: str) -> Response:
    case = open_by_number(visit, number)
    if case.application.state is not State.WITHDRAWN:
        submission.withdraw(visit.session, case.application, by=actor_of(visit), now=visit.now)
    return visit.see_other(f"/my/{number}?sent=1")
