"""A life event: its questions, and the procedures that follow from the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from app.clock import japan_date
from app.counter import telling
from app.counter.models import CounterVisit
from app.counter.noting import note
from app.counter.stages import Stage
from app.language import Message
from app.procedures.definition import Procedure
from app.procedures.event_interview import Found, asked, missing, read_asks
from app.procedures.events import EventItem
from app.procedures.guides import guides
from app.procedures.publication import list_published
from app.procedures.questions.base import Given
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.counter.staff.leading import lead_on
from app.web.drawing.field_views import FieldView, OptionView
from app.web.drawing.fields import errors_by_box
from app.web.in_front import known_of, shown_visit, visit_in_front
from app.web.offered import list_offered
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class EventPage:
    """`known`: what the register has answered; it can be said otherwise."""

    frame: CounterFrame
    title: Wording
    fields: tuple[FieldView, ...]
    known: tuple[str, ...]
    errors: Mapping[str, Message]


@dataclass(frozen=True)
class FoundLine:
    """`value` chooses an optional one; `who`: the person it is for, where there is one for each."""

    value: str
    title: Wording
    who: str
    note: Wording | None


@dataclass(frozen=True)
class FoundPage:
    """`elsewhere`: what, and where."""

    frame: CounterFrame
    title: Wording
    procedures: tuple[FoundLine, ...]
    optional: tuple[FoundLine, ...]
    elsewhere: tuple[tuple[Wording, Wording | None], ...]
    collect: tuple[Wording, ...]


@pages.post("/event", SERVE, outside=True)
def choose_event(visit: Visit, visit_id: str) -> Response:
    """The register is asked before anything is written; when it is silent, more has to be asked."""
    with visit.looking():
        shown = shown_visit(visit)
        person = shown.person_key, shown.told, shown.identified_by
    facts = known_of(visit, *person)
    with visit.transaction() as session:
        found = visit_in_front(visit, session)
        by = ("staff", visit.staff.id)
        chosen = telling.Chosen(visit.form.one("event"), facts)
        telling.begin_event(session, found, chosen, visit.office.town, by, visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/event")


@pages.get("/event", SERVE)
def show_event(visit: Visit, visit_id: str) -> Response:
    found = shown_visit(visit)
    if found.event_answers is None:
        return lead_on(visit, found, writes=False)
    return _render_event(visit, found, {})


@pages.post("/event/answers", SERVE)
def answer_event(visit: Visit, visit_id: str) -> Response:
    """Asked once more where an answer has opened a question."""
    found = visit_in_front(visit, visit.session)
    event = telling.event_of_visit(found)
    given = Given(visit.form.fields, {}, {}, japan_date(visit.now))
    told, errors = read_asks(event, given, telling.told_in(found))
    if errors:
        return _render_event(visit, found, errors_by_box(errors))
    telling.tell(found, told)
    note(visit.session, found, "visit_answer", ("staff", visit.staff.id), visit.now)
    page = "event" if missing(event, told) else "found"
    return visit.see_other(f"{ROOT}/visits/{visit_id}/{page}")


@pages.post("/event/leave", SERVE)
def leave_event(visit: Visit, visit_id: str) -> Response:
    found = visit_in_front(visit, visit.session)
    telling.leave_event(visit.session, found, ("staff", visit.staff.id), visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/procedures")


@pages.get("/found", SERVE)
def show_found(visit: Visit, visit_id: str) -> Response:
    found = shown_visit(visit)
    if found.event_answers is None or not telling.is_told(found):
        return lead_on(visit, found, writes=False)
    by_key = _offered(visit)
    what = telling.found_for(found, by_key, visit.office.town, visit.now)
    page = FoundPage(
        frame_of(visit, Stage.INTERVIEW),
        telling.event_of_visit(found).title,
        _lines(what, by_key, is_optional=False),
        _lines(what, by_key, is_optional=True),
        tuple(_elsewhere(each, list_published(visit.session)) for each in what.elsewhere),
        what.collect,
    )
    return visit.render("counter/staff/found.html", page)


@pages.post("/found", SERVE)
def take_found(visit: Visit, visit_id: str) -> Response:
    found = visit_in_front(visit, visit.session)
    if not telling.is_told(found):
        return visit.see_other(f"{ROOT}/visits/{visit_id}/event")
    wanted = visit.form.fields.get("wanted", [])
    telling.take_found(visit.session, found, wanted, _offered(visit), visit.office.town, visit.now)
    return lead_on(visit, found)


def _offered(visit: Visit) -> dict[str, Procedure]:
    return {each.key: each for each in list_offered(visit)}


def _lines(what: Found, by_key: Mapping[str, Procedure], *, is_optional: bool) -> tuple[FoundLine, ...]:
    proposals = what.optional if is_optional else what.procedures
    return tuple(
        FoundLine(
            each.procedure,
            by_key[each.procedure].short_title,
            f"{each.person['family_name']} {each.person['given_name']}" if each.person else "",
            each.item.note,
        )
        for each in proposals
    )


def _elsewhere(item: EventItem, published: Mapping[str, Procedure]) -> tuple[Wording, Wording | None]:
    if item.guidance:
        return guides()[item.guidance].title, None
    if item.elsewhere:
        return item.elsewhere, item.at
    return published[item.procedure or ""].title, None


def _render_event(visit: Visit, found: CounterVisit, errors: Mapping[str, Message]) -> Response:
    event, told = telling.event_of_visit(found), telling.told_in(found)
    boxes = {key: ["yes" if answer else "no"] for key, answer in told.items()}
    boxes |= {name: [*values] for name, values in visit.form.fields.items()}
    fields = tuple(
        FieldView(
            question=ask,
            at=ask.key,
            label=ask.label.ja,
            hint=ask.hint.ja if ask.hint else None,
            boxes=boxes,
            errors=errors,
            options=tuple(
                OptionView(each["value"], each["label"]) for each in ask.offered({}, visit.language)
            ),
        )
        for ask in asked(event, told)
    )
    known = tuple(telling.known_to_register(found))
    page = EventPage(frame_of(visit, Stage.INTERVIEW), event.title, fields, known, errors)
    return visit.render("counter/staff/event.html", page, status=422 if errors else 200)
