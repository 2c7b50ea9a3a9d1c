"""The town's values: one administrator proposes a value with its source, a second one confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.clock import japan_date
from app.errors import Invalid, NotFound
from app.language import Message
from app.parameters import deciding
from app.parameters.deciding import SUBJECT, Proposed, WaitingAlready
from app.parameters.models import TownParameter
from app.parameters.places import Place, places_of
from app.parameters.queries import get_parameter, list_all
from app.web.at_desk import DeskPages, event_of
from app.web.policies import staff_who_may
from app.web.staff.parameter_rows import SET, ProposalView, ValueGroup, ValueRow, proposals_of, rows_of
from app.web.staff.parameter_words import wordbook_of
from app.web.staff.value_boxes import Box, Misread, boxes_for, filled, read_day, read_value
from app.web.visits import Visit

pages = DeskPages("/staff/parameters")
MAY_SET = staff_who_may(SET)


@dataclass(frozen=True)
class ParametersPage:
    """`waiting`: proposals for a second person. `unconfirmed`: 要確認. `ended`: what was decided, the newest first."""

    waiting: tuple[ProposalView, ...]
    unconfirmed: tuple[ValueRow, ...]
    groups: tuple[ValueGroup, ...]
    ended: tuple[ProposalView, ...]
    words: Message
    done: bool


@dataclass(frozen=True)
class ProposePage:
    """`fixed_from`: a table holds from the day in its name."""

    name: str
    current: ValueRow
    boxes: tuple[Box, ...]
    fixed_from: bool
    typed: Mapping[str, list[str]]
    errors: Mapping[str, str]


@dataclass(frozen=True)
class ParameterPage:
    """`is_own`: whoever proposed it does not confirm it."""

    row: ProposalView
    current: ValueRow | None
    is_own: bool
    typed: Mapping[str, list[str]]
    errors: Mapping[str, str]


@pages.get("", MAY_SET)
def show_parameters(visit: Visit, done: str = "") -> Response:
    visit.record_view(event_of(visit, "list_parameters", SUBJECT))
    rows, book = list_all(visit.session), wordbook_of(visit)
    open_names = {row.name for row in rows if row.is_open}
    groups = rows_of(visit, book, rows)
    every = [row for group in groups for row in group.rows]
    page = ParametersPage(
        waiting=proposals_of(visit, book, [row for row in rows if row.is_open]),
        unconfirmed=tuple(row for row in every if not row.confirmed and row.name not in open_names),
        groups=groups,
        ended=proposals_of(visit, book, [row for row in rows if not row.is_open]),
        words=visit.office.town.unconfirmed_words,
        done=bool(done),
    )
    return visit.render("staff/parameters/show_parameters.html", page)


@pages.get("/new", MAY_SET)
def show_new(visit: Visit, name: str = "") -> Response:
    place = _place(visit, name)
    return _propose_page(visit, place, filled(place.kind, place.value), {})


@pages.post("/new", MAY_SET)
def propose(visit: Visit) -> Response:
    form = visit.form
    place = _place(visit, form.one("name"))
    try:
        given = {box: form.one(box) for box in form.fields}
        value = read_value(place.kind, place.value, given)
        day = place.fixed_from or read_day("effective_from", form.one("effective_from"))
        place.fits(value)
        what = Proposed(place.name, day, value, form.one("source"))
        deciding.propose(visit.session, what, by=visit.staff, now=visit.now)
    except (Invalid, WaitingAlready) as refusal:
        return _propose_page(
            visit, place, form.fields, {_box_of(refusal, place, form.one("source")): refusal.message}
        )
    return visit.see_other("/staff/parameters?done=1")


@pages.get("/{parameter_id}", MAY_SET)
def show_parameter(visit: Visit, parameter_id: UUID) -> Response:
    row = get_parameter(visit.session, parameter_id)
    visit.record_view(event_of(visit, "view_parameter", SUBJECT, row.id))
    return _decide_page(visit, row, {})


@pages.post("/{parameter_id}/confirm", MAY_SET)
def confirm(visit: Visit, parameter_id: UUID) -> Response:
    row = get_parameter(visit.session, parameter_id, to_change=True)
    deciding.confirm(visit.session, row, by=visit.staff, now=visit.now)
    visit.office.book.forget_after(visit.session)
    return visit.see_other("/staff/parameters?done=1")


@pages.post("/{parameter_id}/reject", MAY_SET)
def reject(visit: Visit, parameter_id: UUID) -> Response:
    row = get_parameter(visit.session, parameter_id, to_change=True)
    try:
        deciding.reject(visit.session, row, visit.form.one("reason"), by=visit.staff, now=visit.now)
    except Invalid as refusal:
        return _decide_page(visit, row, {"reason": refusal.message})
    return visit.see_other("/staff/parameters?done=1")


def _place(visit: Visit, name: str) -> Place:
    """Raises NotFound for what the town's file does not have."""
    place = places_of(visit.office.town).get(name)
    if place is None:
        raise NotFound
    return place


def _box_of(refusal: Invalid | WaitingAlready, place: Place, source: str) -> str:
    if isinstance(refusal, Misread):
        return refusal.box
    if isinstance(refusal, WaitingAlready) and not place.fixed_from:
        return "effective_from"
    return "source" if not source else boxes_for(place.kind, place.value)[0].name


def _propose_page(
    visit: Visit, place: Place, typed: Mapping[str, list[str]], errors: Mapping[str, str]
) -> Response:
    groups = rows_of(visit, wordbook_of(visit), list_all(visit.session), only=place)
    page = ProposePage(
        name=place.name,
        current=groups[0].rows[0],
        boxes=boxes_for(place.kind, place.value),
        fixed_from=place.fixed_from is not None,
        typed={"effective_from": [japan_date(visit.now).isoformat()], "source": [], **typed},
        errors=errors,
    )
    return visit.render("staff/parameters/propose.html", page, status=422 if errors else 200)


def _decide_page(visit: Visit, row: TownParameter, errors: Mapping[str, str]) -> Response:
    place, book = places_of(visit.office.town).get(row.name), wordbook_of(visit)
    page = ParameterPage(
        row=proposals_of(visit, book, [row])[0],
        current=rows_of(visit, book, list_all(visit.session), only=place)[0].rows[0] if place else None,
        is_own=row.proposed_by == visit.staff.id,
        typed=visit.form.fields if errors else {},
        errors=errors,
    )
    return visit.render("staff/parameters/show_parameter.html", page, status=422 if errors else 200)
