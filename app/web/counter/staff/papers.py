"""What shows that it is they: papers on the desk, ticked off. And who they are, where no register knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from app.applications.identity_papers import PAPERS, Paper
from app.counter import identifying
from app.counter.identities import Told
from app.counter.stages import Stage
from app.japan import NotUnderstood
from app.japan.eras import parse_date
from app.japan.kana import read_kana
from app.japan.names import read_name
from app.japan.texts import read_as_typed
from app.language import Message, noted
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.in_front import visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")
LONGEST_ADDRESS = 200
TOO_FEW = noted("顔写真のある書類を1点か、そのほかの書類を2点、選んでください。")


@dataclass(frozen=True)
class PapersPage:
    """`one`: each is enough by itself; `two`: two of them are."""

    frame: CounterFrame
    one: tuple[Paper, ...]
    two: tuple[Paper, ...]
    boxes: Mapping[str, list[str]]
    errors: Mapping[str, Message]


@dataclass(frozen=True)
class NewcomerPage:
    frame: CounterFrame
    boxes: Mapping[str, list[str]] = field(repr=False)
    errors: Mapping[str, Message]


@pages.get("/papers", SERVE)
def show_papers(visit: Visit, visit_id: str) -> Response:
    return _render_papers(visit, {})


@pages.post("/papers", SERVE)
def check_papers(visit: Visit, visit_id: str) -> Response:
    papers, asked = visit.form.fields.get("papers", []), visit.form.one("asked") == "yes"
    shown = identifying.shown_by(papers, asked=asked)
    if shown is None:
        return _render_papers(visit, {"papers": TOO_FEW})
    found = visit_in_front(visit, visit.session)
    by = ("staff", visit.staff.id)
    identifying.identify(visit.session, found, shown, by=by, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/confirm")


@pages.get("/newcomer", SERVE)
def show_newcomer(visit: Visit, visit_id: str) -> Response:
    return _render_newcomer(visit, {})


@pages.post("/newcomer", SERVE)
def note_newcomer(visit: Visit, visit_id: str) -> Response:
    """Somebody who is moving in, or lives elsewhere: as their papers say."""
    errors: dict[str, Message] = {}
    told = _read_newcomer(visit, errors)
    if told is None:
        return _render_newcomer(visit, errors)
    found = visit_in_front(visit, visit.session)
    by = ("staff", visit.staff.id)
    identifying.choose(visit.session, found, told, None, by=by, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/papers")


def _read_newcomer(visit: Visit, errors: dict[str, Message]) -> Told | None:
    read = {"name": "", "kana": "", "address": ""}
    born: date | None = None
    readers = {
        "name": (noted("氏名"), read_name),
        "kana": (noted("フリガナ"), read_kana),
        "address": (noted("住所"), lambda text: read_as_typed(text, LONGEST_ADDRESS)),
    }
    for box, (noun, reader) in readers.items():
        try:
            read[box] = reader(visit.form.one(box))
        except NotUnderstood as unread:
            errors[box] = unread.naming(noun)
    try:
        born = parse_date(visit.form.one("born"))
    except NotUnderstood as unread:
        errors["born"] = unread.naming(noted("生年月日"))
    if errors or born is None:
        return None
    return Told(read["name"], read["kana"], born, read["address"], is_newcomer=True)


def _render_papers(visit: Visit, errors: Mapping[str, Message]) -> Response:
    page = PapersPage(
        frame=frame_of(visit, Stage.IDENTIFY),
        one=tuple(each for each in PAPERS if each.suffices),
        two=tuple(each for each in PAPERS if not each.suffices),
        boxes={name: list(values) for name, values in visit.form.fields.items()},
        errors=errors,
    )
    return visit.render("counter/staff/papers.html", page, status=422 if errors else 200)


def _render_newcomer(visit: Visit, errors: Mapping[str, Message]) -> Response:
    boxes = {name: list(values) for name, values in visit.form.fields.items()}
    page = NewcomerPage(frame_of(visit, Stage.IDENTIFY), boxes, errors)
    return visit.render("counter/staff/newcomer.html", page, status=422 if errors else 200)
