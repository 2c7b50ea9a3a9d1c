"""The short deeds of a case: taking it up, approving, sending back or on, noting what left the house."""

from starlette.responses import Response

from app.applications import advance, outgoing, review
from app.applications.lifecycle import OUTCOMES, Action
from app.auth.permissions import Action as Permit
from app.errors import Invalid
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.case_page import render_case
from app.web.staff.cases import open_case
from app.web.staff.staleness import answered_before
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}")


@pages.post("/review", staff_who_may(Permit.START_REVIEW))
def start_review(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=start"
    if before := answered_before(case, done, Action.START_REVIEW):
        return before
    review.start_review(visit.session, case.application, by=visit.staff, now=visit.now)
    return visit.see_other(done)


@pages.post("/advance-approval", staff_who_may(Permit.APPROVE))
def approve_in_advance(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=advance"
    if before := answered_before(case, done, Action.APPROVE_IN_ADVANCE):
        return before
    advance.approve_in_advance(visit.session, case.application, by=visit.staff, now=visit.now)
    return visit.see_other(done)


@pages.post("/approval", staff_who_may(Permit.APPROVE))
def approve(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=decision"
    if before := answered_before(case, done, *OUTCOMES):
        return before
    try:
        review.approve(visit.session, case.application, by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return render_case(case, refused=("payment", refusal.message))
    return visit.see_other(done)


@pages.post("/send-back", staff_who_may(Permit.SEND_BACK))
def send_back(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=send_back"
    if before := answered_before(case, done, Action.SEND_BACK):
        return before
    note = visit.form.one("note")
    try:
        review.send_back(visit.session, case.application, note, by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return render_case(case, refused=("note", refusal.message))
    return visit.see_other(done)


@pages.post("/transfer", staff_who_may(Permit.TRANSFER))
def transfer(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=transfer"
    if before := answered_before(case, done, Action.TRANSFER):
        return before
    try:
        outgoing.transfer(
            visit.session, case.application, visit.form.one("where"), by=visit.staff, now=visit.now
        )
    except Invalid as refusal:
        return render_case(case, refused=("where", refusal.message))
    return visit.see_other(done)


@pages.post("/fulfilment", staff_who_may(Permit.MARK_SENT))
def fulfil(visit: Visit, reference_number: str) -> Response:
    case = open_case(visit, reference_number)
    done = f"{case.href}?done=fulfilment"
    if before := answered_before(case, done):
        return before
    step = visit.form.one("step")
    outgoing.fulfil(visit.session, case.application, step, by=visit.staff, now=visit.now)
    return visit.see_other(done)
