"""「いくらもらえる？ いつから？」: for anybody, without signing in. What is typed is not stored and in no address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from app.clock import japan_date
from app.estimates.catalog import ESTIMATES, get_estimate
from app.estimates.complaints import complaints_of, find_question
from app.estimates.definition import Estimate
from app.estimates.telling import Told
from app.language import Message, noted
from app.procedures.answers import read_step
from app.procedures.context import Context
from app.procedures.journey import Journey
from app.procedures.publication import list_published
from app.procedures.questions.base import Given
from app.procedures.wording import Wording
from app.web.circumstances import circumstances_of
from app.web.drawing.field_views import FieldView
from app.web.drawing.fields import Drawing, errors_by_box, picks_by_box
from app.web.drawing.redrawing import redraw
from app.web.offered import offered_among
from app.web.policies import PUBLIC
from app.web.resident.shelves import Card, card_of_procedure
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/estimates")

ABOUT = {"how_much": noted("いくらもらえる？"), "which_class": noted("どのクラス？")}
CARD_OF_ESTIMATES = Card(noted("いくらもらえる？ いつから？"), "/estimates", icon="yen")


@dataclass(frozen=True)
class Result:
    """`notice` comes first of all, where the newest table waits for the town."""

    headline: Message
    lines: tuple[tuple[Message, Message], ...]
    notice: Message | None


@dataclass(frozen=True)
class EstimatePage:
    about: Message
    title: Wording
    intro: Wording
    action: str
    fields: tuple[FieldView, ...]
    errors: Mapping[str, Message] = field(default_factory=dict)
    result: Result | None = None
    procedures: tuple[Card, ...] = ()


@dataclass(frozen=True)
class ListPage:
    cards: tuple[Card, ...]


@pages.get("", PUBLIC)
def show_estimates(visit: Visit) -> Response:
    cards = tuple(Card(each.form.title, f"/estimates/{each.name}", each.form.summary) for each in ESTIMATES)
    return visit.render("resident/estimates/show_list.html", ListPage(cards))


@pages.get("/{name}", PUBLIC)
def show_estimate(visit: Visit, name: str) -> Response:
    estimate = get_estimate(name)
    return _draw(visit, estimate, Drawing(_journey(visit, estimate), visit.language, {}))


@pages.post("/{name}", PUBLIC, outside=True)
def work_out(visit: Visit, name: str) -> Response:
    """The result stands above the form, which keeps what was typed."""
    estimate = get_estimate(name)
    journey, form = _journey(visit, estimate), visit.form.fields
    if {"add_row", "remove_row", "look_up"} & set(form):
        redrawn = redraw(form, estimate.form.questions, {})
        drawing = Drawing(
            journey,
            visit.language,
            {},
            redrawn.boxes,
            redrawn.errors,
            picks=redrawn.picks,
            focused=redrawn.focused,
        )
        return _draw(visit, estimate, drawing, status=422 if redrawn.errors else 200)
    read = read_step(journey.procedure.steps[0], Given(form, today=journey.context.today), journey)
    errors = errors_by_box(read.errors)
    if not errors:
        told = _told(visit, estimate, read.answers)
        if isinstance(told, Told):
            return _draw(visit, estimate, Drawing(journey, visit.language, {}, form), told)
        errors = told
    drawing = Drawing(journey, visit.language, {}, form, errors, picks=picks_by_box(read.errors))
    return _draw(visit, estimate, drawing, status=422)


def _journey(visit: Visit, estimate: Estimate[Any]) -> Journey:
    return estimate.journey(Context(japan_date(visit.now)))


def _told(visit: Visit, estimate: Estimate[Any], answers: Mapping[str, Any]) -> Told | dict[str, Message]:
    """The answer, or by box what it lacks."""
    try:
        asked = estimate.shape.model_validate(_filled(answers))
    except ValidationError as wrong:
        return {_box(estimate, each.at): each.message for each in complaints_of(estimate, wrong)}
    return estimate.work_out(asked, circumstances_of(visit))


def _filled(answer: Any) -> Any:
    """Without what was left empty, which an estimate takes for what it says of itself."""
    if isinstance(answer, Mapping):
        return {key: _filled(value) for key, value in answer.items() if value is not None}
    return [_filled(each) for each in answer] if isinstance(answer, list) else answer


def _box(estimate: Estimate[Any], at: str) -> str:
    """The box of a field that takes the focus."""
    question = find_question(estimate, at)
    return question.box_id(at) if question else at


def _draw(
    visit: Visit, estimate: Estimate[Any], drawing: Drawing, told: Told | None = None, *, status: int = 200
) -> Response:
    form = estimate.form
    page = EstimatePage(
        about=ABOUT[form.about],
        title=form.title,
        intro=form.intro,
        action=f"/estimates/{estimate.name}",
        fields=drawing.fields(form.questions, heading=False),
        errors=drawing.errors,
        result=_result(visit, told) if told else None,
        procedures=_procedures(visit, estimate) if told else (),
    )
    return visit.render("resident/estimates/show_estimate.html", page, status=status)


def _procedures(visit: Visit, estimate: Estimate[Any]) -> tuple[Card, ...]:
    """What of it this town takes online."""
    with visit.office.database.read() as session:
        offered = offered_among(visit, list_published(session))
    town = visit.office.town
    return tuple(card_of_procedure(each, town) for each in offered if each.key in estimate.form.procedures)


def card_of_estimate(estimate: Estimate[Any]) -> Card:
    """Among cards of other kinds: it says what it tells, and of what."""
    about, title, href = link_to(estimate)
    return Card(noted("{about}（{title}）", about=about, title=title), href, estimate.form.summary, "yen")


def link_to(estimate: Estimate[Any]) -> tuple[Message, Wording, str]:
    """What it tells, of what, and where it is."""
    return ABOUT[estimate.form.about], estimate.form.title, f"/estimates/{estimate.name}"


def _result(visit: Visit, told: Told) -> Result:
    return Result(told.headline, told.lines, told.first_line(visit.office.town.kind))
