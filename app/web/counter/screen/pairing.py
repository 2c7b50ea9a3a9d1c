"""A device becomes a screen: with the code that staff see."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from app.audit.chain import record
from app.auth.attempts import check_allowed, record_failure, record_success, remember_place, try_of
from app.auth.models import Scope
from app.counter.code_models import CodePurpose
from app.counter.noting import event_of
from app.counter.queries import lock_visit
from app.counter.screens import Joined, join
from app.language import Message, noted
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/screen/pair")
WRONG = noted("番号が違うか、時間がすぎています。職員の画面の番号を、もう一度入れてください。")


@dataclass(frozen=True)
class PairPage:
    boxes: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    errors: Mapping[str, Message] = field(default_factory=dict)


@pages.get("", PUBLIC)
def show_pair(visit: Visit) -> Response:
    return visit.render("counter/screen/pair.html", PairPage())


@pages.post("", PUBLIC)
def pair(visit: Visit) -> Response:
    """Guesses are counted by place; one screen that was joined from a place keeps tries for it."""
    tried = try_of(visit.office.auth.keys.attempts, Scope.SCREEN_CODE, "", visit.address)
    check_allowed(visit.session, tried, now=visit.now)
    joined = join(visit.session, visit.office.secret, visit.form.one("code"), now=visit.now)
    if joined is None:
        record_failure(visit.session, tried, now=visit.now)
        boxes = {"code": [visit.form.one("code")[:20]]}
        return visit.render("counter/screen/pair.html", PairPage(boxes, {"code": WRONG}), status=422)
    record_success(visit.session, tried)
    remember_place(visit.session, tried, now=visit.now)
    _welcome(visit, joined)
    visit.cookies.keep_screen(joined.token)
    return visit.see_other("/screen")


def _welcome(visit: Visit, joined: Joined) -> None:
    """Somebody's own phone says how its owner likes to read; the desk's says nothing of the next person."""
    by = ("screen", joined.subject_id)
    record(visit.session, event_of(by, "join_screen", joined.subject_id, visit.now))
    found = lock_visit(visit.session, joined.subject_id) if joined.purpose is CodePurpose.PHONE else None
    if found is not None:
        found.language, found.mode = visit.cookies.language, visit.cookies.mode
        found.bump()
