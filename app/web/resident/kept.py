"""What was sent after a session had ended: shown to the same person again, to be sent with one tap."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.auth import form_tokens, kept_posts
from app.auth.queries import list_waiting_posts
from app.web.policies import APPLICANT
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/kept")


@dataclass(frozen=True)
class KeptPage:
    """`action` is where the words were going; `fields` go there again under today's form token."""

    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WaitingPage:
    posts: tuple[str, ...]


def has_waiting(visit: Visit, subject_id: UUID) -> bool:
    digest = form_tokens.subject_digest(visit.office.secret, subject_id)
    with visit.office.database.read() as session:
        return bool(list_waiting_posts(session, digest, visit.now - kept_posts.KEPT_FOR))


@pages.get("", APPLICANT)
def show_kept(visit: Visit) -> Response:
    digest = form_tokens.subject_digest(visit.office.secret, visit.who.party)
    waiting = kept_posts.list_waiting(visit.session, digest, now=visit.now)
    if not waiting:
        return visit.see_other("/my")
    return visit.render("resident/my/show_kept.html", WaitingPage(tuple(str(post.id) for post in waiting)))


@pages.post("/{post_id}", APPLICANT)
def take(visit: Visit, post_id: UUID) -> Response:
    """The words as a form that is ready to be sent: nothing is saved behind anybody's back."""
    digest = form_tokens.subject_digest(visit.office.secret, visit.who.party)
    waiting = kept_posts.list_waiting(visit.session, digest, now=visit.now)
    path = next((post.path for post in waiting if post.id == post_id), "/my")
    fields = kept_posts.take(visit.session, post_id, digest, now=visit.now)
    return visit.render("resident/my/show_taken.html", KeptPage(path, tuple(fields)))
