"""What the person in front can say by touching: that it is they, that it is not, how they like to read."""

from starlette.responses import Response

from app.auth.identity import Screen
from app.counter import identifying, serving
from app.counter.identities import ConfirmedBy
from app.counter.queries import get_desk
from app.errors import Invalid
from app.language import Language
from app.web.cookies import MODES
from app.web.counter.screen.frame import require_awake
from app.web.in_front import visit_in_front
from app.web.policies import SCREEN
from app.web.routing import Pages
from app.web.security import forget_in_browser
from app.web.visits import Visit

pages = Pages("/screen")


@pages.post("/me", SCREEN)
def say_me(visit: Visit) -> Response:
    """「私です」. Raises OtherPerson while the screen rests: who touches it may be anybody."""
    require_awake(visit)
    found = visit_in_front(visit, visit.session)
    by = ("guest", found.subject_id)
    identifying.confirm(visit.session, found, ConfirmedBy.SCREEN, by=by, now=visit.now)
    return visit.see_other("/screen")


@pages.post("/not-me", SCREEN)
def say_not_me(visit: Visit) -> Response:
    """「違います」 ends the visit of whoever was meant; staff begin again with whoever is there."""
    require_awake(visit)
    found = visit_in_front(visit, visit.session)
    desk = get_desk(visit.session, found.desk_id)
    serving.deny(visit.session, desk, found, now=visit.now)
    if isinstance(visit.who, Screen) and visit.who.is_phone:
        visit.cookies.forget("screen")
        return forget_in_browser(visit.see_other("/screen/pair"))
    return forget_in_browser(visit.see_other("/screen"))


@pages.post("/display", SCREEN)
def change_display(visit: Visit) -> Response:
    """For this visit: the next person finds the screen as nobody left it."""
    require_awake(visit)
    found = visit_in_front(visit, visit.session)
    language, mode = visit.form.one("language") or None, visit.form.one("mode") or None
    if (language or "ja") not in set(Language) or (mode or MODES[0]) not in MODES:
        raise Invalid
    identifying.show_as(found, language=language, mode=mode)
    return visit.see_other("/screen")


@pages.post("/keep-alive", SCREEN)
def keep_alive(visit: Visit) -> Response:
    """「このまま続ける」; once the screen rests, only staff wake it."""
    require_awake(visit)
    visit_in_front(visit, visit.session)
    return Response(status_code=204)
