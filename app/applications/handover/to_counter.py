"""窓口で続ける: six digits that the owner of a draft shows to a clerk at the counter.

Six digits alone can be guessed, so they open nothing by themselves: a clerk types them, signed in and by name, and
what clerk and town may fail at in a day is little (docs/decisions/0023).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import auditing
from app.applications.handover.codes import Wanted, digest_of, issue, lives, use_up
from app.applications.handover.models import Direction, HandOverCode
from app.applications.handover.queries import find_by_digest, find_newest
from app.applications.lifecycle import State
from app.applications.models import Actor, ActorKind, Application
from app.auth.attempts import check_allowed, record_failure, try_of
from app.auth.models import Scope
from app.auth.sent_codes import digits_of
from app.procedures.definition import Procedure

DIGITS = 6
WANTED = Wanted(Direction.TO_COUNTER, DIGITS)


@dataclass(frozen=True)
class Typed:
    """What a clerk typed or scanned, and from which IP address."""

    code: str
    clerk_id: UUID
    address: str


@dataclass(frozen=True)
class Offered:
    """A draft whose owner stands at the counter."""

    code_id: UUID
    application: Application


def offer(
    session: Session, key: bytes, application: Application, *, by: Actor, address: str, now: datetime
) -> HandOverCode:
    """Each counts like a failed try, so that nobody fills the six digits with codes of their own. Raises TooMany."""
    asking = try_of(key, Scope.HAND_OVER_OFFER, str(application.id), address)
    check_allowed(session, asking, now=now)
    record_failure(session, asking, now=now)
    auditing.note(session, application, "offer_to_counter", by, now=now)
    return issue(session, key, application, WANTED, now=now)


def find_living(session: Session, application: Application, now: datetime) -> HandOverCode | None:
    found = find_newest(session, application.id, Direction.TO_COUNTER)
    return found if found and lives(found, now) else None


def find_taken(session: Session, application: Application) -> datetime | None:
    """When a clerk opened it, for as long as the code is remembered."""
    found = find_newest(session, application.id, Direction.TO_COUNTER)
    return found.used_at if found else None


def find_offered(session: Session, key: bytes, typed: Typed, *, now: datetime) -> Offered | None:
    """None when it fits nothing; the caller commits what was counted. Raises TooMany.

    A right one forgives nothing: with codes of their own telephone a clerk could go on guessing for ever.
    """
    tried = try_of(key, Scope.HAND_OVER, str(typed.clerk_id), typed.address)
    check_allowed(session, tried, now=now)
    row = find_by_digest(session, digest_of(key, Direction.TO_COUNTER, digits_of(typed.code)))
    application = session.get(Application, row.application_id) if row and lives(row, now) else None
    if row is None or application is None or application.state is not State.DRAFT:
        record_failure(session, tried, now=now)
        return None
    return Offered(row.id, application)


def take(session: Session, offered: Offered, *, clerk_id: UUID, now: datetime) -> bool:
    """False for the second of two. The owner reads in their own trail that it was opened at the counter."""
    if not use_up(session, offered.code_id, clerk_id, now=now):
        return False
    by = Actor(ActorKind.STAFF, clerk_id)
    auditing.note(session, offered.application, "take_to_counter", by, now=now)
    return True


def initial_of(application: Application, procedure: Procedure) -> str:
    """All that a clerk is shown of a name before the draft is taken: the first letter, empty where there is none yet."""
    for role in ("kana", "name"):
        name = application.answers.get(procedure.contact.get(role, "")) or {}
        if family := name.get("family"):
            return str(family)[:1]
    return ""
