"""A browser that has shown what opens something begun without a card becomes its guest."""

from uuid import UUID

from app.auth import sessions
from app.auth.models import SessionKind
from app.web.visits import Visit


def enter_as_guest(visit: Visit, guest_id: UUID) -> None:
    """A new session of the same guest: cookies planted before are worth nothing after."""
    visit.end_session()
    opened = sessions.open_session(
        visit.session,
        SessionKind.GUEST,
        guest_id,
        now=visit.now,
        shared_terminal=visit.cookies.is_shared_terminal,
    )
    visit.cookies.keep_resident(opened.token)
