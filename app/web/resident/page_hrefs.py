"""Where a question is answered: on a page as the definition has it, or in おおきい on one of its own."""

from typing import Any

from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.one_by_one import OneByOne
from app.procedures.places import Place
from app.site import WaysOut
from app.templating import digits
from app.web.resident.cases import Case
from app.web.resident.helped import view_of


def page_href(case: Case, journey: Journey, step: Step | None) -> str:
    """None leads to the check page."""
    if step is None:
        return check_href(case)
    place = OneByOne(journey).of_step(step) if case.visit.one_by_one else None
    return place_href(case, place) if place else f"/apply/{case.application.id}/steps/{step.key}"


def place_href(case: Case, place: Place) -> str:
    return f"/apply/{case.application.id}/steps/{place.step.key}/{place.at}"


def box_href(case: Case, step: Step, box: str) -> str:
    """To one box of a page, or to the page that asks for it alone."""
    place = OneByOne(case.journey).of_box(box) if case.visit.one_by_one else None
    here = place_href(case, place) if place else f"/apply/{case.application.id}/steps/{step.key}"
    return f"{here}#{box}"


def check_href(case: Case) -> str:
    return f"/apply/{case.application.id}/check"


def phone_href(case: Case) -> str:
    return f"/apply/{case.application.id}/phone"


def ways_outside(title: Any, back_href: str | None, phone: str | None) -> WaysOut:
    """Where there is no draft yet, or none any more."""
    return WaysOut(title, back_href, f"tel:{digits(phone)}" if phone else None)


def ways_of(case: Case, back_href: str | None, *, in_form: bool = False) -> WaysOut:
    """Before the first page lies the one where the procedure is begun."""
    back = back_href or f"/procedures/{case.procedure.key}"
    return WaysOut(case.procedure.short_title, back, phone_href(case), in_form, view_of(case))
