"""A terminal that several people use, at the library or the counter: sessions are short, and nothing stays behind."""

from dataclasses import dataclass

from starlette.responses import Response

from app.auth.identity import Anonymous
from app.auth.queries import find_web_session
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.security import forget_in_browser
from app.web.visits import Visit

pages = Pages("/terminal")


@dataclass(frozen=True)
class TerminalPage:
    """`is_over`: three minutes have passed and the session of whoever was here has ended."""

    is_shared: bool
    minutes: int
    is_over: bool = False


@pages.get("", PUBLIC)
def show_terminal(visit: Visit) -> Response:
    return _render(visit)


@pages.post("", PUBLIC)
def change_terminal(visit: Visit) -> Response:
    """Also shortens the session that is open in this browser."""
    is_shared = visit.form.one("shared") == "yes"
    visit.cookies.keep_terminal(shared=is_shared)
    if visit.entered.holder is not None:
        web_session = find_web_session(visit.session, visit.entered.holder.session_hash)
        if web_session is not None:
            web_session.shared_terminal = is_shared
    return visit.see_other("/" if is_shared else "/terminal")


@pages.get("/over", PUBLIC)
def show_over(visit: Visit) -> Response:
    """Where the page of somebody who went away leads by itself; ends nothing that is still alive."""
    if not isinstance(visit.who, Anonymous):
        return visit.see_other("/my")
    visit.cookies.forget_person()
    return forget_in_browser(_render(visit, is_over=True))


def _render(visit: Visit, *, is_over: bool = False) -> Response:
    minutes = visit.office.auth.shared_terminal_idle_minutes
    page = TerminalPage(visit.cookies.is_shared_terminal, minutes, is_over)
    return visit.render("resident/about/show_terminal.html", page)
