"""How pages look and which language they speak: chosen by anybody, kept in a cookie, personal to nobody."""

from starlette.responses import Response

from app.auth.return_paths import safe_return_path
from app.web.policies import MACHINE
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()


@pages.post("/display", MACHINE)
def change_display(visit: Visit) -> Response:
    """No form token: it must work on an error page and in a tab of last week, and it changes nothing else."""
    fields = visit.form.fields
    visit.cookies.keep_display(
        visit.form.one("mode") if "mode" in fields else None, visit.form.one("language")
    )
    return visit.see_other(safe_return_path(visit.form.one("back"), "/"))
