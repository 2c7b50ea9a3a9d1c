"""くらしのできごと: what to do when something happens, in order; what this town offers is a link."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.errors import NotFound
from app.language import noted
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.procedures.events import EventItem, LifeEvent, events
from app.procedures.guides import guides
from app.procedures.publication import list_published
from app.web.policies import PUBLIC
from app.web.resident.shelves import Card, card_of_guide, card_of_procedure
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/events")

AT_THE_COUNTER = noted("役場の窓口")


@dataclass(frozen=True)
class Line:
    """One thing to do: a `card` that leads on, or a `title` with the place (`at`) where it is done."""

    note: Any
    card: Card | None = None
    title: Any = None
    at: Any = None


@dataclass(frozen=True)
class EventPage:
    event: LifeEvent
    lines: tuple[Line, ...]


@pages.get("/{key}", PUBLIC)
def show_event(visit: Visit, key: str) -> Response:
    event = events().get(key)
    if event is None:
        raise NotFound
    published = list_published(visit.session)
    lines = tuple(_line(item, published, visit.office.town) for item in event.items)
    return visit.render("resident/events/show_event.html", EventPage(event, lines))


def _line(item: EventItem, published: dict[str, Procedure], town: Municipality) -> Line:
    if item.guidance:
        return Line(item.note, card_of_guide(guides()[item.guidance]))
    if not item.procedure:
        return Line(item.note, title=item.elsewhere, at=item.at)
    procedure = published[item.procedure]
    if item.procedure in town.list_enabled():
        return Line(item.note, card_of_procedure(procedure, town))
    return Line(item.note, title=procedure.title, at=AT_THE_COUNTER)
