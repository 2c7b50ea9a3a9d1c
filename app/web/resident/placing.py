"""Filling in one question at a time (おおきい). The draft, its answers and its rules are those of whole pages.

Nothing on these pages counts as an answer but what somebody chose or typed on them, and then sent: one touch alone, as a
second tap that hits the page after, leads nowhere. So no page is passed by accident, with a script or without.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from starlette.responses import Response

from app.applications import unread
from app.applications.drafts import save_answers
from app.applications.hands import hand_of
from app.applications.prefilling import prefill_subject
from app.language import Message
from app.procedures.answers import ReadAnswers
from app.procedures.definition import Step
from app.procedures.merging import merge
from app.procedures.one_by_one import OneByOne, known_on_the_way
from app.procedures.places import Asks, Place
from app.procedures.questions.unknown import box_of, is_typed
from app.web.drawing.fields import Drawing, picks_by_box
from app.web.drawing.redrawing import redraw
from app.web.drawing.taking import chosen_in, drawn_in
from app.web.policies import APPLICANT
from app.web.resident import another_look
from app.web.resident.cases import Case, actor_of, open_case
from app.web.resident.clashing import render_clashes
from app.web.resident.helped import forget_typed
from app.web.resident.leading import after_saving_place, next_href, open_place
from app.web.resident.page_hrefs import box_href, place_href
from app.web.resident.place_page import is_overtaken, render_place
from app.web.resident.place_reading import read_posted_place
from app.web.resident.typed_words import form_at
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/apply/{application_id}")

Boxes = Mapping[str, Sequence[str]]


@pages.get("/steps/{step_key}/{at}", APPLICANT)
def show_place(visit: Visit, application_id: UUID, step_key: str, at: str) -> Response:
    case = open_case(visit, application_id)
    place = open_place(case, step_key, at)
    if place is None:
        return visit.see_other(next_href(case, case.journey.first_unanswered))
    if not visit.one_by_one:
        return visit.see_other(box_href(case, place.step, place.at_of(place.question)))
    return render_place(case, place, drawing_of(case, place))


@pages.post("/steps/{step_key}/{at}", APPLICANT)
def save_question(visit: Visit, application_id: UUID, step_key: str, at: str) -> Response:
    case = open_case(visit, application_id)
    place = open_place(case, step_key, at)
    if place is None:
        return visit.see_other(next_href(case, case.journey.first_unanswered))
    return save_place(case, place)


def drawing_of(case: Case, place: Place) -> Drawing:
    """As it was left."""
    files = case.files_on(place.step)
    form = form_at(case, place) if place.asks is Asks.ANSWER else None
    return Drawing(case.journey, case.visit.language, case.sources, form, files=files)


def save_place(case: Case, place: Place) -> Response:
    visit = case.visit
    if another_look.is_asked_for(visit.form.fields):
        return another_look.change_at_place(case, place)
    if is_overtaken(case, place):
        return visit.see_other(next_href(case, case.journey.first_unanswered))
    form = visit.form.fields
    if "look_up" in form:
        return _looked_up(case, place, form)
    leaving = visit.form.one("action") == "save_and_exit"
    return _leave(case, place, form) if leaving else _go_on(case, place, form)


def _go_on(case: Case, place: Place, form: Boxes) -> Response:
    read, errors = read_posted_place(case, place, form)
    if errors:
        return _again(case, place, form, errors, picks=read)
    merged = merge(case.journey, read, drawn_in(form), chosen_in(form))
    if merged.clashes:
        asked = {**form, "_asked": [place.question.key]}
        return render_clashes(case, place.step, asked, merged.clashes)
    _keep(case, place, read)
    return case.visit.see_other(left_open_here(case, place.step) or after_saving_place(case, place))


def _leave(case: Case, place: Place, form: Boxes) -> Response:
    """What is an answer is saved as one; what is none yet waits as it was typed."""
    if _says_something(case, place, form):
        read, errors = read_posted_place(case, place, form)
        if errors:
            unread.keep(case.application, form, [place.at])
        else:
            _keep(case, place, read)
    return case.visit.see_other(f"/apply/{case.application.id}/saved")


def left_open_here(case: Case, step: Step) -> str | None:
    """To a question of the same page whose words have not been read yet: they would be overlooked otherwise."""
    if not case.application.unread:
        return None
    way = OneByOne(case.journey_with(case.application.answers))
    mine = (each for each in way.places if each.step.key == step.key and way.can_visit(each))
    waiting = next((each for each in mine if unread.touches(case.application, each.at)), None)
    return place_href(case, waiting) if waiting else None


def _says_something(case: Case, place: Place, form: Boxes) -> bool:
    at = place.choice_at if place.asks is not Asks.ANSWER else place.at
    return is_typed(form, at) or box_of(place.at) in form


def _again(
    case: Case, place: Place, form: Boxes, errors: dict[str, Message], *, picks: ReadAnswers
) -> Response:
    drawing = Drawing(
        case.journey,
        case.visit.language,
        case.sources,
        form,
        errors,
        case.files_on(place.step),
        picks_by_box(picks.errors),
    )
    return render_place(case, place, drawing, status=422)


def _looked_up(case: Case, place: Place, form: Boxes) -> Response:
    """The same page with what was looked up; nothing is judged or saved."""
    redrawn = redraw(form, place.step.questions, case.journey.answers)
    drawing = Drawing(
        case.journey,
        case.visit.language,
        case.sources,
        redrawn.boxes,
        redrawn.errors,
        case.files_on(place.step),
        redrawn.picks,
    )
    return render_place(case, place, drawing, status=422 if redrawn.errors else 200)


def _keep(case: Case, place: Place, read: ReadAnswers) -> None:
    visit, application, town = case.visit, case.application, case.visit.office.town
    hand = hand_of(actor_of(visit))
    save_answers(application, read.answers, town, hand=hand, now=visit.now, forgotten=read.forgotten)
    unread.forget(application, [place.at_of(question) for question in place.questions])
    forget_typed(case)
    prefill_subject(application, case.procedure, place.step, town, visit.now)
    pass_over_known(case)


def pass_over_known(case: Case) -> None:
    """What is known of pages that wait on the check page."""
    application, visit = case.application, case.visit
    journey = case.journey_with(application.answers)
    if journey.only is None and (found := known_on_the_way(journey)):
        there, hand = {**found, **application.answers}, hand_of(actor_of(visit))
        save_answers(application, there, visit.office.town, hand=hand, now=visit.now)
