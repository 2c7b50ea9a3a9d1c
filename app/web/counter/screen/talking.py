"""Talking in writing, on the side of the person: typed, or one of a few answers that staff read in Japanese."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.counter import talking
from app.counter.models import CounterVisit
from app.language import Message
from app.web.counter.lines import OF_PERSON, LineView, lines_of, say_posted
from app.web.counter.screen.frame import ShownPage, changes_of, require_awake
from app.web.in_front import visit_in_front
from app.web.policies import SCREEN
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/screen/text")


@dataclass(frozen=True)
class TalkPage(ShownPage):
    lines: tuple[LineView, ...]
    phrases: Mapping[str, Message]
    longest: int
    boxes: Mapping[str, list[str]] = field(repr=False)
    errors: Mapping[str, Message]


@pages.post("", SCREEN)
def say(visit: Visit) -> Response:
    require_awake(visit)
    found = visit_in_front(visit, visit.session)
    wrong = say_posted(visit, found, OF_PERSON, ("guest", found.subject_id))
    return render_talk(visit, found, {"text": wrong}) if wrong else visit.see_other("/screen")


@pages.post("/open", SCREEN)
def open_talk(visit: Visit) -> Response:
    return _show(visit, is_shown=True)


@pages.post("/close", SCREEN)
def close_talk(visit: Visit) -> Response:
    return _show(visit, is_shown=False)


def _show(visit: Visit, *, is_shown: bool) -> Response:
    require_awake(visit)
    found = visit_in_front(visit, visit.session)
    by = ("guest", found.subject_id)
    talking.show(visit.session, found, is_shown=is_shown, by=by, now=visit.now)
    return visit.see_other("/screen")


def render_talk(visit: Visit, found: CounterVisit, errors: Mapping[str, Message]) -> Response:
    page = TalkPage(
        changes=changes_of(visit),
        lines=lines_of(visit, found),
        phrases=OF_PERSON,
        longest=talking.LONGEST,
        boxes={"text": [visit.form.one("text")]},
        errors=errors,
    )
    return visit.render("counter/screen/talk.html", page, status=422 if errors else 200)
