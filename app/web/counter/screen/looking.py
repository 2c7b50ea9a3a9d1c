"""What is shown at this moment: whatever the visit is at, and nobody at all while it rests."""

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import Response

from app.counter.identities import Told
from app.counter.models import CounterVisit
from app.counter.progress import stage_in
from app.counter.queries import list_cases
from app.counter.reading import Reading
from app.counter.stages import Stage
from app.procedures.publication import get_procedure
from app.procedures.wording import Wording
from app.web.counter.screen.ending import render_end
from app.web.counter.screen.frame import ShownPage, changes_of
from app.web.counter.screen.paying import render_pay
from app.web.counter.screen.reading import render_reading, render_signature
from app.web.counter.screen.talking import render_talk
from app.web.counter.talks import talk_of
from app.web.in_front import shown_visit
from app.web.policies import SCREEN
from app.web.routing import Pages
from app.web.security import forget_in_browser
from app.web.visits import Visit

pages = Pages("/screen")


@dataclass(frozen=True)
class RestPage:
    """Nobody is in front, or nobody was heard for so long that it may be somebody else. `changes` as in ShownPage."""

    changes: str = ""


@dataclass(frozen=True)
class MePage(ShownPage):
    told: Told = field(repr=False)


@dataclass(frozen=True)
class FollowPage(ShownPage):
    """`titles` of the procedures that are being done."""

    titles: tuple[Wording, ...]


@pages.get("", SCREEN)
def show_screen(visit: Visit) -> Response:
    """Without an address of its own for anybody: the way back leads to whoever is in front now."""
    if visit.front is None or visit.front.is_resting:
        return forget_in_browser(visit.render("counter/screen/rest.html", RestPage(changes_of(visit))))
    return _shown(visit, shown_visit(visit))


def _shown(visit: Visit, found: CounterVisit) -> Response:
    if found.is_talking:
        return render_talk(visit, found, {})
    talk = talk_of(visit, found)
    stage = stage_in(talk)
    if stage is Stage.IDENTIFY:
        return forget_in_browser(visit.render("counter/screen/wait.html", ShownPage(changes_of(visit))))
    pages_of: dict[Stage, Callable[[], Response]] = {
        Stage.CONFIRM: lambda: _ask_who(visit, found),
        Stage.READ: lambda: render_reading(visit, Reading(talk), {}),
        Stage.SIGN: lambda: render_signature(visit, talk),
        Stage.PAY: lambda: render_pay(visit, found),
        Stage.END: lambda: render_end(visit, found),
    }
    return pages_of.get(stage, lambda: _follow(visit, found))()


@pages.get("/changes", SCREEN)
def tell_changes(visit: Visit) -> Response:
    return Response(changes_of(visit), media_type="text/plain")


def _ask_who(visit: Visit, found: CounterVisit) -> Response:
    if found.told is None:
        raise RuntimeError("whoever is identified has a name")
    return visit.render("counter/screen/me.html", MePage(changes_of(visit), found.told))


def _follow(visit: Visit, found: CounterVisit) -> Response:
    titles = tuple(
        get_procedure(visit.session, each.revision_id).short_title
        for _, each in list_cases(visit.session, found.id)
    )
    return visit.render("counter/screen/follow.html", FollowPage(changes_of(visit), titles))
