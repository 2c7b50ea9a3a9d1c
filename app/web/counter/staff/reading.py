"""What the person reads on their screen, for staff beside it; and all of it by word of mouth where there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from app.applications.hands import Hand
from app.applications.signing.by_hand import ByHand
from app.counter import confirming
from app.counter.identities import ConfirmedBy
from app.counter.noting import note
from app.counter.progress import stage_in
from app.counter.reading import Reading, Statement, stand_behind, titles_of
from app.counter.sending import Missing, missing_for
from app.counter.stages import Stage
from app.errors import Conflict
from app.language import Language, Message
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.counter.signing import sign_and_send
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of, screens_of
from app.web.counter.staff.leading import lead_on
from app.web.counter.talks import PartView, parts_of, talk_of
from app.web.counter.words import READ_FIRST
from app.web.in_front import visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class SpokenView:
    """A sentence to be read out, and for which procedures it stands."""

    name: str
    label: str
    titles: tuple[Wording, ...]


@dataclass(frozen=True)
class ReadingPage:
    """`marks`: by line, what a button sends that leads to its question. `missing`: what comes before signing."""

    frame: CounterFrame
    parts: tuple[PartView, ...]
    marks: Mapping[str, str]
    read: str
    statements: tuple[SpokenView, ...]
    missing: Missing
    errors: Mapping[str, Message]


@pages.get("/reading", SERVE)
def show_reading(visit: Visit, visit_id: str) -> Response:
    return _render(visit, {})


@pages.post("/reading", SERVE)
def hear_reading(visit: Visit, visit_id: str) -> Response:
    """Read out, and said aloud sentence by sentence. Raises Conflict where a screen could have asked."""
    found = visit_in_front(visit, visit.session)
    if screens_of(visit, found):
        raise Conflict
    reading = Reading(talk_of(visit, found))
    if visit.form.one("read") != reading.print or reading.is_done:
        return lead_on(visit, found)
    said = {each.name for each in reading.round if visit.form.one(each.name) == "yes"}
    if missed := reading.missing(said):
        return _render(visit, dict.fromkeys(missed, READ_FIRST))
    stand_behind(reading, said, Hand.COUNTER, visit.now)
    note(visit.session, found, "visit_stand_behind", ("staff", visit.staff.id), visit.now)
    return lead_on(visit, found)


@pages.post("/again", SERVE)
def hear_again(visit: Visit, visit_id: str) -> Response:
    """「私です」 at the end, said aloud. Raises Conflict where a screen could have asked."""
    found = visit_in_front(visit, visit.session)
    if screens_of(visit, found):
        raise Conflict
    by = ("staff", visit.staff.id)
    confirming.confirm_again(visit.session, talk_of(visit, found), ConfirmedBy.SPOKEN, by, visit.now)
    return lead_on(visit, found)


@pages.post("/sign", SERVE)
def sign_on_paper(visit: Visit, visit_id: str) -> Response:
    """The printed sheet was signed by hand, as staff have seen."""
    found = visit_in_front(visit, visit.session)
    sign_and_send(visit, talk_of(visit, found), ByHand.ON_PAPER, "", ("staff", visit.staff.id))
    return lead_on(visit, found)


def _render(visit: Visit, errors: Mapping[str, Message]) -> Response:
    talk = talk_of(visit)
    reading = Reading(talk)
    stage = stage_in(talk)
    page = ReadingPage(
        frame=frame_of(visit, stage if stage in (Stage.READ, Stage.SIGN) else None),
        parts=parts_of(talk, reading.rows, Language.JAPANESE),
        marks={str(mark): f"{row.keys[0]} {row.row.at}" for mark, row in enumerate(reading.rows)},
        read=reading.print,
        statements=tuple(_spoken(reading, each) for each in ([] if reading.is_done else reading.round)),
        missing=missing_for(talk),
        errors=errors,
    )
    return visit.render("counter/staff/reading.html", page, status=422 if errors else 200)


def _spoken(reading: Reading, statement: Statement) -> SpokenView:
    titles = tuple(titles_of(reading.talk, statement.keys))
    return SpokenView(statement.name, statement.label.ja, titles)
