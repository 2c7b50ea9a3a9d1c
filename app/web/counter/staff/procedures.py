"""The procedures of a visit: found by words, added, dropped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.responses import Response

from app.applications.lifecycle import State
from app.applications.models import ActorKind, Application
from app.counter import cases, telling
from app.counter.models import VisitCase
from app.counter.queries import find_usual, list_cases
from app.language import Message, noted
from app.procedures.definition import Procedure
from app.procedures.events import events, sayings
from app.procedures.publication import get_procedure
from app.procedures.searching import Entry, index_of
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.counter.staff.words import REFUSALS
from app.web.in_front import known_of, shown_visit, visit_in_front
from app.web.offered import list_offered, offered_procedure
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")
MOST_LETTERS = 80
MOST = 9
USUAL_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """`note`: why it did not arrive; `again`: what is added once more, to be tried again. `goes_home`: a draft that its
    owner may go on with on their telephone.
    """

    key: str
    title: str
    note: Message | None = None
    goes_home: bool = False
    again: str = ""


@dataclass(frozen=True)
class ProceduresPage:
    """`added` in the order in which they were; `found` for the words, best first. `events`, and the
    `usual` one of this place, where nothing is added yet."""

    frame: CounterFrame
    events: tuple[Line, ...]
    usual: Line | None
    added: tuple[Line, ...]
    found: tuple[Line, ...]
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("/procedures", SERVE)
def show_procedures(visit: Visit, visit_id: str) -> Response:
    return _render(visit, (), {})


@pages.post("/procedures/search", SERVE)
def search(visit: Visit, visit_id: str) -> Response:
    words = visit.form.one("words")[:MOST_LETTERS]
    found = _found(list_offered(visit), words) if words else ()
    errors = {} if found else {"words": noted("見つかりません。ほかの言葉でさがしてください。")}
    return _render(visit, found, errors)


@pages.post("/procedures/add", SERVE, outside=True)
def add(visit: Visit, visit_id: str) -> Response:
    """The register is asked before anything is written; when it is silent the form simply starts empty."""
    with visit.looking():
        procedure = offered_procedure(visit, visit.form.one("key"))
        shown = shown_visit(visit)
        person = shown.person_key, shown.told, shown.identified_by
    facts = known_of(visit, *person)
    with visit.transaction() as session:
        found = visit_in_front(visit, session)
        cases.add_case(session, found, procedure, facts, visit.office.town, now=visit.now)
        telling.fill_in(session, found, visit.office.town, visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}")


@pages.post("/procedures/drop", SERVE)
def drop(visit: Visit, visit_id: str) -> Response:
    found = visit_in_front(visit, visit.session)
    cases.drop_case(visit.session, found, visit.form.one("key"), now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/procedures")


def _found(offered: Sequence[Procedure], words: str) -> tuple[Line, ...]:
    by_key = {each.key: each for each in offered}
    entries = tuple(
        Entry(each.key, (each.title.ja, each.short_title.ja), each.keywords, (each.summary.ja,))
        for each in offered
    )
    keys = [key for key in index_of(entries, sayings()).find(words) if key in by_key]
    return tuple(Line(key, by_key[key].short_title.ja) for key in keys[:MOST])


def _events() -> Iterator[Line]:
    yield from (Line(key, event.title.ja) for key, event in events().items() if event.asks)


def _usual(visit: Visit) -> Line | None:
    key = find_usual(visit.session, shown_visit(visit).place, visit.now - USUAL_WITHIN)
    found = (each for each in list_offered(visit) if each.key == key)
    return next((Line(each.key, each.short_title.ja) for each in found), None)


def _added(visit: Visit, entry: VisitCase, case: Application) -> Line:
    """By its number where it has one: what has arrived is not taken out again."""
    note = REFUSALS[entry.refused] if entry.refused else None
    title = get_procedure(visit.session, case.revision_id).short_title.ja
    goes_home = case.state is State.DRAFT and case.owner_kind is ActorKind.GUEST
    key = "" if case.reference_number else str(case.id)
    return Line(key, title, note, goes_home, case.procedure_key if note else "")


def _render(visit: Visit, found: tuple[Line, ...], errors: Mapping[str, Message]) -> Response:
    there = list_cases(visit.session, shown_visit(visit).id)
    added = tuple(_added(visit, entry, each) for entry, each in there)
    left = tuple(each for each in found if each.key not in {case.procedure_key for _, case in there})
    happened = () if there or found else tuple(_events())
    boxes = {"words": [visit.form.one("words")]}
    usual = _usual(visit) if happened else None
    page = ProceduresPage(frame_of(visit), happened, usual, added, left, boxes, errors)
    return visit.render("counter/staff/procedures.html", page, status=422 if errors else 200)
