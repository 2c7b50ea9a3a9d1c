"""Pages about what somebody else does: where to go instead, so that nobody searches in vain."""

from dataclasses import dataclass

from starlette.responses import Response

from app.errors import NotFound
from app.procedures.guides import Guidance, guides
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/guidance")


@dataclass(frozen=True)
class GuidancePage:
    guide: Guidance


@pages.get("/{key}", PUBLIC)
def show_guidance(visit: Visit, key: str) -> Response:
    guide = guides().get(key)
    if guide is None:
        raise NotFound
    return visit.render("resident/guidance/show_guidance.html", GuidancePage(guide))
