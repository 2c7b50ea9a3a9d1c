"""Everything once more, large and in the person's words: read, pointed at, stood behind; then signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.applications.hands import Hand
from app.applications.signing.by_hand import ByHand
from app.counter import confirming
from app.counter.conversation import Conversation
from app.counter.identities import ConfirmedBy, Told
from app.counter.models import CounterVisit
from app.counter.noting import note
from app.counter.progress import note_stage
from app.counter.reading import Reading, Statement, stand_behind, titles_of
from app.counter.sending import missing_for
from app.japan.names import fold_name
from app.language import Message
from app.procedures.wording import Wording
from app.web.counter.screen.frame import ShownPage, changes_of, require_awake
from app.web.counter.signing import read_strokes, sign_and_send
from app.web.counter.talks import PartView, parts_of, talk_of
from app.web.counter.words import READ_FIRST, SIGN_FIRST
from app.web.in_front import visit_in_front
from app.web.policies import SCREEN
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/screen")
LONGEST_NAME = 100


@dataclass(frozen=True)
class StatementView:
    """`titles` of the procedures for which the same sentence stands."""

    name: str
    label: str
    titles: tuple[Wording, ...]


@dataclass(frozen=True)
class ReadPage(ShownPage):
    """`read` comes back with the form: what is stood behind must be what was read. `parts`: at the first round."""

    parts: tuple[PartView, ...]
    statements: tuple[StatementView, ...]
    read: str
    errors: Mapping[str, Message]


@dataclass(frozen=True)
class AgainPage(ShownPage):
    told: Told = field(repr=False)


@dataclass(frozen=True)
class SignPage(ShownPage):
    titles: tuple[Wording, ...]
    read: str
    name: str = field(repr=False)
    errors: Mapping[str, Message]


@pages.post("/wrong", SCREEN)
def point(visit: Visit) -> Response:
    """「ここが違います」: staff see which question it is."""
    found, reading = _awake_reading(visit)
    marks = {str(mark): row for mark, row in enumerate(reading.rows)}
    row = marks.get(visit.form.one("line"))
    if visit.form.one("read") == reading.print and row is not None:
        found.pointed = [str(row.keys[0]), row.row.at]
        note(visit.session, found, "visit_point", ("guest", found.subject_id), visit.now)
    return visit.see_other("/screen")


@pages.post("/read", SCREEN)
def confirm_read(visit: Visit) -> Response:
    """One round: each sentence by a tap of its own, then the button."""
    found, reading = _awake_reading(visit)
    if visit.form.one("read") != reading.print or reading.is_done:
        return visit.see_other("/screen")
    said = {each.name for each in reading.round if visit.form.one(each.name) == "yes"}
    if missed := reading.missing(said):
        return render_reading(visit, reading, dict.fromkeys(missed, READ_FIRST))
    talk = stand_behind(reading, said, Hand.SELF, visit.now)
    note(visit.session, found, "visit_stand_behind", ("guest", found.subject_id), visit.now)
    note_stage(visit.session, talk, visit.now)
    return visit.see_other("/screen")


@pages.post("/again", SCREEN)
def say_me_again(visit: Visit) -> Response:
    found, reading = _awake_reading(visit)
    by = ("guest", found.subject_id)
    confirming.confirm_again(visit.session, reading.talk, ConfirmedBy.SCREEN, by, visit.now)
    return visit.see_other("/screen")


@pages.post("/sign", SCREEN)
def sign(visit: Visit) -> Response:
    """A second tap finds nothing left to sign."""
    found, reading = _awake_reading(visit)
    talk = reading.talk
    if not talk.pending or visit.form.one("read") != reading.print or not missing_for(talk).is_nothing:
        return visit.see_other("/screen")
    drawing, name = read_strokes(visit.form.one("strokes")), visit.form.one("name")[:LONGEST_NAME]
    is_named = bool(found.told and _bare(name) in (_bare(found.told.name), _bare(found.told.kana)))
    if not drawing and not is_named:
        return render_signing(visit, talk, {"name": SIGN_FIRST})
    how = ByHand.DRAWN if drawing else ByHand.TYPED
    sign_and_send(visit, talk, how, drawing or name, ("guest", found.subject_id))
    return visit.see_other("/screen")


def _bare(name: str) -> str:
    return fold_name(name).replace(" ", "")


def _awake_reading(visit: Visit) -> tuple[CounterVisit, Reading]:
    require_awake(visit)
    found = visit_in_front(visit, visit.session)
    return found, Reading(talk_of(visit, found))


def render_reading(visit: Visit, reading: Reading, errors: Mapping[str, Message]) -> Response:
    is_first = reading.is_first
    page = ReadPage(
        changes=changes_of(visit),
        parts=parts_of(reading.talk, reading.rows, visit.language) if is_first else (),
        statements=tuple(_statement(visit, reading, each) for each in reading.round),
        read=reading.print,
        errors=errors,
    )
    return visit.render("counter/screen/read.html", page, status=422 if errors else 200)


def render_signature(visit: Visit, talk: Conversation) -> Response:
    """What comes between reading and signing, and then the signature."""
    missing = missing_for(talk)
    if missing.again and talk.visit.told is not None:
        return visit.render("counter/screen/again.html", AgainPage(changes_of(visit), talk.visit.told))
    if missing.second:
        return visit.render("counter/screen/second.html", ShownPage(changes_of(visit)))
    return render_signing(visit, talk, {})


def render_signing(visit: Visit, talk: Conversation, errors: Mapping[str, Message]) -> Response:
    page = SignPage(
        changes=changes_of(visit),
        titles=tuple(titles_of(talk, [*talk.pending])),
        read=Reading(talk).print,
        name=visit.form.one("name")[:LONGEST_NAME],
        errors=errors,
    )
    return visit.render("counter/screen/sign.html", page, status=422 if errors else 200)


def _statement(visit: Visit, reading: Reading, statement: Statement) -> StatementView:
    titles = tuple(titles_of(reading.talk, statement.keys))
    return StatementView(statement.name, statement.label.for_reader(visit.language), titles)
