"""Where one sits: chosen once, until one stands up."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from starlette.responses import Response

from app.auth.permissions import Action
from app.counter import queries, serving
from app.counter.models import Desk
from app.counter.screens import count_screens
from app.errors import Invalid
from app.municipality.parts import CounterDesk, Place
from app.web.at_desk import DeskPages
from app.web.counter.staff.frame import ROOT, desk_name
from app.web.policies import staff_who_may
from app.web.security import forget_in_browser
from app.web.visits import Visit

pages = DeskPages(ROOT)
MOST_DIGITS = 9
SERVE = staff_who_may(Action.SERVE_COUNTER)


@dataclass(frozen=True)
class DeskChoice:
    """`value` is sent back; `is_taken`: a colleague sits there. `digit` chooses it, while there are any."""

    value: str
    name: str
    is_taken: bool
    is_own: bool
    digit: str


@dataclass(frozen=True)
class DesksPage:
    """Name of a place → its desks."""

    places: tuple[tuple[str, tuple[DeskChoice, ...]], ...]


@dataclass(frozen=True)
class ReadyPage:
    """Nobody is in front. `screens`: how many devices show this desk."""

    desk: str
    screens: int


@pages.get("", SERVE)
def show_counter(visit: Visit) -> Response:
    """To the person in front, to 「次の方」, or to where one sits."""
    desk = queries.find_desk_of(visit.session, visit.staff.id)
    if desk is None:
        return visit.see_other(f"{ROOT}/desks")
    if serving.is_serving(visit.session, desk, now=visit.now):
        return visit.see_other(f"{ROOT}/visits/{desk.current_visit_id}")
    screens = count_screens(visit.session, desk.id, settings=visit.office.auth, now=visit.now)
    page = ReadyPage(desk_name(visit.office.town, desk), screens)
    return visit.render("counter/staff/ready.html", page)


@pages.get("/visits", SERVE)
def lead_back(visit: Visit) -> Response:
    """Whoever signs in again comes here: the visit of before may be over."""
    return visit.see_other(ROOT)


@pages.get("/desks", SERVE)
def show_desks(visit: Visit) -> Response:
    return visit.render("counter/staff/desks.html", DesksPage(_places(visit)))


@pages.post("/desks", SERVE)
def choose_desk(visit: Visit) -> Response:
    place, _, key = visit.form.one("desk").partition("/")
    if f"{place}/{key}" not in _values(visit):
        raise Invalid
    serving.take_desk(visit.session, place, key, visit.staff.id, now=visit.now)
    return forget_in_browser(visit.see_other(ROOT))


@pages.post("/desks/leave", SERVE)
def leave_desk(visit: Visit) -> Response:
    desk = queries.find_desk_of(visit.session, visit.staff.id)
    if desk is not None:
        serving.leave_desk(visit.session, desk, now=visit.now)
    return forget_in_browser(visit.see_other(f"{ROOT}/desks"))


def _places(visit: Visit) -> tuple[tuple[str, tuple[DeskChoice, ...]], ...]:
    taken = {(each.place, each.key): each.staff_id for each in queries.list_desks(visit.session)}
    digits = count(1)
    return tuple(
        (place.name, tuple(_choice(visit, place, seat, taken, next(digits)) for seat in place.desks))
        for place in visit.office.town.places
    )


def _choice(
    visit: Visit, place: Place, seat: CounterDesk, taken: Mapping[tuple[str, str], UUID | None], number: int
) -> DeskChoice:
    by = taken.get((place.key, seat.key))
    return DeskChoice(
        value=f"{place.key}/{seat.key}",
        name=seat.name,
        is_taken=by not in {None, visit.staff.id},
        is_own=by == visit.staff.id,
        digit=str(number) if number <= MOST_DIGITS else "",
    )


def _values(visit: Visit) -> set[str]:
    return {f"{place.key}/{seat.key}" for place in visit.office.town.places for seat in place.desks}


def own_desk(visit: Visit) -> Desk:
    """Raises Invalid for whoever sits nowhere."""
    desk = queries.find_desk_of(visit.session, visit.staff.id)
    if desk is None:
        raise Invalid
    return desk
