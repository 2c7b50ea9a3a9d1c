"""What an officer sent after the session had ended: shown again, to be sent with one press."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from app.auth import form_tokens, kept_posts
from app.web.at_desk import DeskPages
from app.web.menu import home_of
from app.web.policies import STAFF
from app.web.visits import Visit

pages = DeskPages("/staff/kept")


@dataclass(frozen=True)
class WaitingPage:
    posts: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True)
class KeptPage:
    """`action` is where the words were going; `fields` go there again under today's form token."""

    action: str
    fields: tuple[tuple[str, str], ...]


@pages.get("", STAFF)
def show_kept(visit: Visit) -> Response:
    waiting = kept_posts.list_waiting(visit.session, _digest(visit), now=visit.now)
    if not waiting:
        return visit.see_other(home_of(visit.staff))
    posts = tuple((f"/staff/kept/{post.id}", post.created_at) for post in waiting)
    return visit.render("staff/kept/show_kept.html", WaitingPage(posts))


@pages.post("/{post_id}", STAFF)
def take(visit: Visit, post_id: UUID) -> Response:
    """Nothing is done yet: the lock in the words tells whether the case has moved on meanwhile."""
    waiting = kept_posts.list_waiting(visit.session, _digest(visit), now=visit.now)
    path = next((post.path for post in waiting if post.id == post_id), home_of(visit.staff))
    fields = kept_posts.take(visit.session, post_id, _digest(visit), now=visit.now)
    return visit.render("staff/kept/show_taken.html", KeptPage(path, tuple(fields)))


def _digest(visit: Visit) -> str:
    return form_tokens.subject_digest(visit.office.secret, visit.staff.id)
