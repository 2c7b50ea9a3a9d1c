"""Talking in writing, on the side of staff: typed, or a phrase that the person reads in their language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.counter import talking
from app.language import Language, Message
from app.web.at_desk import DeskPages
from app.web.counter.lines import OF_STAFF, LineView, lines_of, say_posted
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.in_front import shown_visit, visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}/text")


@dataclass(frozen=True)
class TalkPage:
    """`language`: what the person reads; only phrases are there in it."""

    frame: CounterFrame
    lines: tuple[LineView, ...]
    phrases: Mapping[str, Message]
    language: Language
    is_talking: bool
    longest: int
    boxes: Mapping[str, list[str]] = field(repr=False)
    errors: Mapping[str, Message]


@pages.get("", SERVE)
def show_talk(visit: Visit, visit_id: str) -> Response:
    return _render(visit, {})


@pages.post("", SERVE)
def say(visit: Visit, visit_id: str) -> Response:
    found = visit_in_front(visit, visit.session)
    wrong = say_posted(visit, found, OF_STAFF, ("staff", visit.staff.id))
    if wrong is not None:
        return _render(visit, {"text": wrong})
    return visit.see_other(f"{ROOT}/visits/{visit_id}/text")


@pages.post("/close", SERVE)
def close(visit: Visit, visit_id: str) -> Response:
    """The person's screen shows again what is being done; what was said stays until the visit is over."""
    found = visit_in_front(visit, visit.session)
    talking.show(visit.session, found, is_shown=False, by=("staff", visit.staff.id), now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}")


@pages.post("/wipe", SERVE)
def wipe(visit: Visit, visit_id: str) -> Response:
    found = visit_in_front(visit, visit.session)
    talking.wipe(visit.session, found, by=("staff", visit.staff.id), now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/text")


def _render(visit: Visit, errors: Mapping[str, Message]) -> Response:
    found = shown_visit(visit)
    page = TalkPage(
        frame=frame_of(visit),
        lines=lines_of(visit, found),
        phrases=OF_STAFF,
        language=Language(found.language),
        is_talking=found.is_talking,
        longest=talking.LONGEST,
        boxes={"text": [visit.form.one("text")]},
        errors=errors,
    )
    return visit.render("counter/staff/talk.html", page, status=422 if errors else 200)
