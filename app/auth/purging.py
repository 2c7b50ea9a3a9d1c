"""Forgetting what has run out: sessions, departures, failures and kept posts."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from app.auth import attempts, second_factor
from app.auth.contact_codes import purge_codes
from app.auth.kept_posts import purge_posts
from app.auth.models import SigningRound, SignInTransaction, WebSession

# No session may idle longer than a day, whatever the settings say.
SESSIONS_FOR = timedelta(hours=24)
DEPARTURES_FOR = timedelta(hours=1)


def purge(session: Session, *, now: datetime) -> None:
    """To be run every hour or so; nothing depends on its having run."""
    silent, ended = WebSession.last_seen_at <= now - SESSIONS_FOR, WebSession.ended_at <= now - SESSIONS_FOR
    session.execute(delete(WebSession).where(or_(silent, ended)))
    session.execute(delete(SignInTransaction).where(SignInTransaction.created_at <= now - DEPARTURES_FOR))
    session.execute(delete(SigningRound).where(SigningRound.created_at <= now - DEPARTURES_FOR))
    attempts.forget_old(session, now=now)
    second_factor.forget_browsers(session, now=now)
    purge_posts(session, now=now)
    purge_codes(session, now=now)
