"""Words sent after the session had ended: kept for a day, given back once, to the same subject only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.auth import queries
from app.auth.models import KeptPost
from app.auth.return_paths import is_local_path
from app.errors import Invalid, NotFound, TooLarge, TooMany

KEPT_FOR = timedelta(hours=24)
MOST_POSTS = 20
MOST_BYTES = 200_000


def keep(
    session: Session, subject_digest: str, path: str, fields: Sequence[tuple[str, str]], *, now: datetime
) -> KeptPost:
    """`fields` come without the form token and without files.

    Raises Invalid for a path that leads elsewhere, TooLarge above 200 kB, TooMany after 20 in a day.
    """
    if not is_local_path(path):
        raise Invalid
    if sum(len(name.encode()) + len(value.encode()) for name, value in fields) > MOST_BYTES:
        raise TooLarge
    if queries.count_posts_since(session, subject_digest, now - KEPT_FOR) >= MOST_POSTS:
        raise TooMany
    pairs = [[name, value] for name, value in fields]
    post = KeptPost(subject_digest=subject_digest, path=path, fields=pairs, created_at=now)
    session.add(post)
    session.flush()
    return post


def list_waiting(session: Session, subject_digest: str, *, now: datetime) -> list[KeptPost]:
    """What this subject sent and has not seen again, the newest first."""
    return queries.list_waiting_posts(session, subject_digest, now - KEPT_FOR)


def take(session: Session, post_id: UUID, subject_digest: str, *, now: datetime) -> list[tuple[str, str]]:
    """The fields, once; the stored copy is wiped. Raises NotFound when used, too old or another subject's."""
    if not _claim(session, post_id, subject_digest, now):
        raise NotFound
    post = session.get_one(KeptPost, post_id, populate_existing=True)
    fields = [(name, value) for name, value in post.fields or ()]
    post.fields = None
    return fields


def hand_over(session: Session, guest_digest: str, resident_digest: str) -> None:
    """After a sign-in from the same browser: what was sent as a guest waits for the resident."""
    theirs = update(KeptPost).where(KeptPost.subject_digest == guest_digest, KeptPost.used_at.is_(None))
    session.execute(theirs.values(subject_digest=resident_digest))


def purge_posts(session: Session, *, now: datetime) -> None:
    """Removes everything older than a day, used or not."""
    session.execute(delete(KeptPost).where(KeptPost.created_at <= now - KEPT_FOR))


def _claim(session: Session, post_id: UUID, subject_digest: str, now: datetime) -> bool:
    """One conditional statement, so that two tabs cannot both win."""
    claim = (
        update(KeptPost)
        .where(
            KeptPost.id == post_id,
            KeptPost.subject_digest == subject_digest,
            KeptPost.created_at > now - KEPT_FOR,
            KeptPost.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(KeptPost.id)
    )
    return session.scalar(claim) is not None
