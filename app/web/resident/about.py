"""Pages about the service itself, and the living page of its components."""

from dataclasses import dataclass

from starlette.responses import Response

from app.municipality.town import Municipality
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()


@dataclass(frozen=True)
class AboutPage:
    town: Municipality


@dataclass(frozen=True)
class DesignPage:
    """The living page of components needs nothing: its samples stand in its template."""


@pages.get("/privacy", PUBLIC)
def show_privacy(visit: Visit) -> Response:
    return visit.render("resident/about/show_privacy.html", AboutPage(visit.office.town))


@pages.get("/site-policy", PUBLIC)
def show_site_policy(visit: Visit) -> Response:
    return visit.render("resident/about/show_site_policy.html", AboutPage(visit.office.town))


@pages.get("/accessibility", PUBLIC)
def show_accessibility(visit: Visit) -> Response:
    return visit.render("resident/about/show_accessibility.html", AboutPage(visit.office.town))


@pages.get("/contact", PUBLIC)
def show_contact(visit: Visit) -> Response:
    return visit.render("resident/about/show_contact.html", AboutPage(visit.office.town))


@pages.get("/design", PUBLIC)
def show_design(visit: Visit) -> Response:
    return visit.render("design/index.html", DesignPage())
