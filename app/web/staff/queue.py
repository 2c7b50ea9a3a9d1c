"""The list an officer begins the day with: saved views, and a search that leaves no name in an address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from app.applications.desk import queries
from app.applications.desk.filters import DeskFilter
from app.applications.desk.words import search_words
from app.applications.labels import STATE_LABELS
from app.applications.lifecycle import State
from app.auth.permissions import Action
from app.clock import japan_date
from app.errors import NotFound
from app.language import Message, noted
from app.web.at_desk import DeskPages, event_of
from app.web.policies import staff_who_may
from app.web.staff.exports import CHARACTER_SETS, PURPOSE_CHOICES, Choice
from app.web.staff.queue_rows import QueueRow, rows_of
from app.web.staff.views import IDENTITY, SEARCH, VIEWS, View, filter_of
from app.web.visits import Visit

pages = DeskPages("/staff/queue")
LOOK = staff_who_may(Action.VIEW_CASE)


@dataclass(frozen=True)
class ViewLink:
    label: Message
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class QueuePage:
    """`boxes`: what was searched for, as typed. `number` is the page of the list, from 1."""

    heading: Message
    empty: Message
    views: tuple[ViewLink, ...]
    states: tuple[Choice, ...]
    procedures: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    character_sets: tuple[Choice, ...]
    boxes: Mapping[str, Sequence[str]]
    rows: tuple[QueueRow, ...]
    number: int
    has_next: bool
    is_search: bool
    href: str


@pages.get("", LOOK)
def show_queue(visit: Visit, view: str = "today", page: int = 1) -> Response:
    """Raises NotFound for a view there is none of."""
    if view not in VIEWS or not 1 <= page <= 1000:
        raise NotFound
    visit.record_view(event_of(visit, "list_cases", "queue"))
    return _render(visit, VIEWS[view], filter_of(VIEWS[view], visit, page), {})


@pages.post("", LOOK)
def search_queue(visit: Visit) -> Response:
    """A POST, for what is searched for is a person; it changes nothing."""
    form = visit.form
    number = form.one("page")
    wanted = replace(
        filter_of(SEARCH, visit, int(number) if re.fullmatch("[1-9][0-9]{0,2}", number) else 1),
        states=tuple(state for state in State if state.value == form.one("state")),
        procedure_key=form.one("procedure"),
        words=search_words(form.one("q")),
        newest_first=True,
    )
    visit.record_view(event_of(visit, "search_cases", "queue"))
    boxes = {name: [form.one(name)] for name in ("q", "state", "procedure")}
    return _render(visit, SEARCH, wanted, boxes)


def _render(visit: Visit, view: View, wanted: DeskFilter, boxes: Mapping[str, Sequence[str]]) -> Response:
    found = queries.list_cases(visit.session, wanted)
    titles = queries.list_titles(visit.session)
    counts = queries.count_by_state(visit.session, visit.staff.sections)
    page = QueuePage(
        heading=view.label,
        empty=view.empty,
        views=_links(visit, view, counts),
        states=_states(counts),
        procedures=_procedures(visit, titles),
        purposes=PURPOSE_CHOICES,
        character_sets=tuple(Choice(key, label) for key, label in CHARACTER_SETS.items()),
        boxes=boxes,
        rows=rows_of(found[: queries.PAGE], titles, japan_date(visit.now)),
        number=wanted.page,
        has_next=len(found) > queries.PAGE,
        is_search=view is SEARCH,
        href=f"/staff/queue?view={view.key}&page=",
    )
    return visit.render("staff/queue/show_queue.html", page)


def _links(visit: Visit, current: View, counts: Mapping[State, int]) -> tuple[ViewLink, ...]:
    links = (
        (
            view,
            ViewLink(
                view.label, f"/staff/queue?view={view.key}", _count(visit, view, counts), view is current
            ),
        )
        for view in VIEWS.values()
    )
    return tuple(link for view, link in links if view is not IDENTITY or link.count or _takes_papers(visit))


def _takes_papers(visit: Visit) -> bool:
    """Whether any of the officer's own procedures does, in place of the card."""
    town = visit.office.town
    return any(town.takes_identity_papers(key) for key in _own(visit))


def _count(visit: Visit, view: View, counts: Mapping[State, int]) -> int:
    if view.states and not view.unassigned:
        return sum(counts.get(state, 0) for state in view.states)
    return queries.count_cases(visit.session, filter_of(view, visit))


def _states(counts: Mapping[State, int]) -> tuple[Choice, ...]:
    return tuple(
        Choice(state.value, noted("{state}（{count}）", state=label, count=counts[state]))
        for state, label in STATE_LABELS.items()
        if counts.get(state)
    )


def _procedures(visit: Visit, titles: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, titles[key]) for key in _own(visit) if key in titles)


def _own(visit: Visit) -> Iterator[str]:
    """Procedures that the officer's own sections answer for."""
    offerings = visit.office.town.offerings.items()
    return (key for key, offering in offerings if offering.section in visit.staff.sections)
