"""What every page about the person in front shows: who it is, how far one is, and 「次の方」."""

from dataclasses import dataclass, field
from uuid import UUID

from app.counter.identities import IdentifiedBy, Told
from app.counter.models import CounterVisit, Desk
from app.counter.noting import event_of
from app.counter.progress import stage_in
from app.counter.queries import get_desk
from app.counter.screens import count_screens
from app.counter.stages import Stage
from app.language import Message
from app.municipality.town import Municipality
from app.web.counter.staff.words import STAGES
from app.web.counter.talks import talk_of
from app.web.in_front import shown_visit
from app.web.visits import Visit

ROOT = "/staff/counter"


@dataclass(frozen=True)
class StageMark:
    text: Message
    state: str  # done, current or waiting


@dataclass(frozen=True)
class CounterFrame:
    """`screens`: how many devices show this visit. `is_asked_only`: by questions, without a paper."""

    visit_id: UUID
    number: str
    desk: str
    told: Told | None = field(repr=False)
    stages: tuple[StageMark, ...]
    changes: int
    screens: int
    is_resting: bool
    is_asked_only: bool
    is_confirmed: bool
    is_talking: bool
    takes_phones: bool

    @property
    def href(self) -> str:
        return f"{ROOT}/visits/{self.visit_id}"


def frame_of(visit: Visit, stage: Stage | None = None) -> CounterFrame:
    """Also notes in the trail that the visit is looked at. `stage`: that of the page, where it knows better."""
    found = shown_visit(visit)
    visit.record_view(event_of(("staff", visit.staff.id), "view_visit", found.id, visit.now))
    return drawn(visit, found, stage or stage_in(talk_of(visit, found)))


def drawn(visit: Visit, found: CounterVisit, stage: Stage) -> CounterFrame:
    desk = get_desk(visit.session, found.desk_id)
    return CounterFrame(
        visit_id=found.id,
        number=found.number,
        desk=desk_name(visit.office.town, desk),
        told=found.told,
        stages=tuple(_mark(each, stage) for each in Stage),
        changes=visit.front.changes if visit.front else 0,
        screens=screens_of(visit, found),
        is_resting=visit.front.is_resting if visit.front else False,
        is_asked_only=found.identified_by is IdentifiedBy.ASKED,
        is_confirmed=found.confirmed_at is not None,
        is_talking=found.is_talking,
        takes_phones=bool(visit.office.phones_url),
    )


def screens_of(visit: Visit, found: CounterVisit) -> int:
    settings, now = visit.office.auth, visit.now
    shown = (found.desk_id, found.id)
    return sum(count_screens(visit.session, each, settings=settings, now=now) for each in shown)


def desk_name(town: Municipality, desk: Desk) -> str:
    """「本庁舎　1番窓口」; its keys where the file names it no longer."""
    place = town.find_place(desk.place)
    seat = next((each.name for each in place.desks if each.key == desk.key), desk.key) if place else desk.key
    return f"{place.name if place else desk.place}　{seat}"


def _mark(stage: Stage, current: Stage) -> StageMark:
    order = list(Stage)
    if stage is current:
        return StageMark(STAGES[stage], "current")
    return StageMark(STAGES[stage], "done" if order.index(stage) < order.index(current) else "waiting")
