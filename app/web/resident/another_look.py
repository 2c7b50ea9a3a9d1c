"""Another look in the middle of a page: larger letters, another language. Nothing is judged, nothing typed is lost."""

from collections.abc import Iterable

from starlette.responses import Response

from app.applications import unread
from app.procedures.definition import Step
from app.procedures.places import Place
from app.procedures.shown_boxes import boxes_at, saved_boxes
from app.web.resident.cases import Case
from app.web.resident.page_hrefs import place_href
from app.web.resident.typed_words import is_changed

# No question is called so.
MODE, LANGUAGE = "set-mode", "set-language"


def is_asked_for(form: Iterable[str]) -> bool:
    return bool({MODE, LANGUAGE} & set(form))


def change_on_page(case: Case, step: Step) -> Response:
    """What was typed stays with the draft, and the page is drawn anew from there."""
    form = case.visit.form.fields
    shown = {question.key: saved_boxes(case.journey, question) for question in case.journey.asked(step)}
    changed = [at for at, boxes in shown.items() if is_changed(form, boxes, at)]
    return _kept(case, changed, f"/apply/{case.application.id}/steps/{step.key}")


def change_at_place(case: Case, place: Place) -> Response:
    """The page of one question leads to the same place of the whole page by itself."""
    form = case.visit.form.fields
    changed = [place.at] if is_changed(form, boxes_at(case.journey, place), place.at) else []
    return _kept(case, changed, place_href(case, place))


def _kept(case: Case, changed: list[str], here: str) -> Response:
    form = case.visit.form
    if changed:
        unread.keep(case.application, form.fields, changed)
    case.visit.cookies.keep_display(form.one(MODE) if MODE in form.fields else None, form.one(LANGUAGE))
    return case.visit.see_other(here)
