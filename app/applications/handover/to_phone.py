"""続きをスマホで: twelve digits from the counter, and the date of birth, open a draft in its owner's own browser.

Whoever has both reads what is written there, so the code is too long to be guessed, and a wrong date counts.
"""

import hmac
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import auditing
from app.applications.handover.codes import Wanted, born_digest, count_try, digest_of, issue, lives, use_up
from app.applications.handover.models import Direction, HandOverCode
from app.applications.handover.queries import find_by_digest
from app.applications.models import Actor, ActorKind, Application
from app.auth.attempts import check_allowed, record_failure, record_success, try_of
from app.auth.models import Scope
from app.auth.sent_codes import digits_of
from app.errors import Conflict

DIGITS = 12


class SignsInInstead(Conflict):
    """It was begun with a card, and opens with the same card wherever its owner is."""

    message = "この申請の続きは、マイナンバーカードでサインインすると開けます。"


@dataclass(frozen=True)
class Typed:
    code: str = field(repr=False)
    born: date = field(repr=False)
    address: str = field(repr=False)


def offer(
    session: Session, key: bytes, application: Application, *, born: date, clerk_id: UUID, now: datetime
) -> HandOverCode:
    """Raises SignsInInstead, NotADraft."""
    if application.owner_kind is not ActorKind.GUEST:
        raise SignsInInstead
    row = issue(session, key, application, Wanted(Direction.TO_PHONE, DIGITS, born.isoformat()), now=now)
    auditing.note(session, application, "offer_to_phone", Actor(ActorKind.STAFF, clerk_id), now=now)
    return row


def redeem(session: Session, key: bytes, typed: Typed, *, now: datetime) -> Application | None:
    """None when it does not fit, whatever does not; the caller commits what was counted. Raises TooMany."""
    digits = digits_of(typed.code)
    tried = try_of(key, Scope.HAND_OVER_BACK, digits, typed.address)
    check_allowed(session, tried, now=now)
    row = find_by_digest(session, digest_of(key, Direction.TO_PHONE, digits))
    if row is None or not _fits(row, key, digits, typed, now) or not use_up(session, row.id, None, now=now):
        record_failure(session, tried, now=now)
        if row is not None:
            count_try(session, row.id)
        return None
    record_success(session, tried)
    application = session.get_one(Application, row.application_id)
    auditing.note(
        session, application, "continue_on_phone", Actor(ActorKind.GUEST, application.owner_id), now=now
    )
    return application


def _fits(row: HandOverCode, key: bytes, digits: str, typed: Typed, now: datetime) -> bool:
    same = hmac.compare_digest(row.born_digest or "", born_digest(key, digits, typed.born.isoformat()))
    return lives(row, now) and same
