"""The person's own yes or no without a card: a code at their own address, and their date of birth beside it.

A code lives a day, serves once and bears five wrong dates; it is twelve digits, found by its digest among all that live.
Wrong code, wrong date, used up, too late, taken back: the answer is the same.
"""

import hmac
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.auth.attempts import check_allowed, record_failure, record_success, try_of
from app.auth.keys import keyed_digest
from app.auth.models import Scope
from app.auth.sent_codes import digits_of, new_code
from app.mandates import noting
from app.mandates.code_models import ApprovalCode
from app.mandates.code_queries import count_sent_to, find_by_digest
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from app.mandates.own_addresses import OwnAddress
from app.mandates.queries import find_mandate

LASTS = timedelta(hours=24)
TRIES = 5
# Nobody's telephone rings all day because somebody else wants something.
MOST_IN_A_DAY = 3


@dataclass(frozen=True)
class Typed:
    """What came from the page, from which IP address. `visitor_id`: who has signed in there, if anybody."""

    code: str = field(repr=False)
    born: date = field(repr=False)
    address: str = field(repr=False)
    visitor_id: UUID | None = None


@dataclass(frozen=True)
class Asked:
    """A code that fits, and what is asked with it."""

    code_id: UUID
    mandate: Mandate


def send_code(
    session: Session, key: bytes, mandate: Mandate, to: OwnAddress, born: date, *, now: datetime
) -> ApprovalCode | None:
    """The row only: the caller enqueues its sending beside it. None when they were asked often enough today."""
    if count_sent_to(session, mandate.grantor_digest, now - LASTS) >= MOST_IN_A_DAY:
        return None
    code = new_code()
    row = ApprovalCode(
        mandate_id=mandate.id,
        kind=to.kind,
        target=to.target,
        code=code,
        code_digest=_code_digest(key, code),
        born_digest=_born_digest(key, code, born),
        tries=0,
        created_at=now,
    )
    session.add(row)
    session.flush()
    noting.note(session, mandate, "send_mandate_code", ("system", None), now)
    return row


def find_asked(session: Session, key: bytes, typed: Typed, *, now: datetime) -> Asked | None:
    """None when it does not fit; the caller commits what was counted. Raises TooMany.

    The proxy's own sign-in never fits: a code that was read out to them is worth nothing there.
    """
    digits = digits_of(typed.code)
    tried = try_of(key, Scope.MANDATE_APPROVAL, digits, typed.address)
    check_allowed(session, tried, now=now)
    row = find_by_digest(session, _code_digest(key, digits))
    mandate = find_mandate(session, row.mandate_id) if row else None
    if row is None or mandate is None or not _fits(row, mandate, key, digits, typed, now):
        record_failure(session, tried, now=now)
        if row is not None:
            _count_try(session, row.id)
        return None
    record_success(session, tried)
    return Asked(row.id, mandate)


def use_up(session: Session, code_id: UUID, now: datetime) -> bool:
    """One conditional statement: of two answers with the same code one counts."""
    claim = (
        update(ApprovalCode)
        .where(
            ApprovalCode.id == code_id,
            ApprovalCode.used_at.is_(None),
            ApprovalCode.tries < TRIES,
            ApprovalCode.created_at > now - LASTS,
        )
        .values(used_at=now, code=None)
        .returning(ApprovalCode.id)
    )
    return session.scalar(claim) is not None


def purge_approval_codes(session: Session, *, now: datetime) -> None:
    session.execute(delete(ApprovalCode).where(ApprovalCode.created_at <= now - LASTS))


def _fits(row: ApprovalCode, mandate: Mandate, key: bytes, digits: str, typed: Typed, now: datetime) -> bool:
    lives = row.used_at is None and row.tries < TRIES and now - row.created_at < LASTS
    same = hmac.compare_digest(row.born_digest, _born_digest(key, digits, typed.born))
    is_proxy = typed.visitor_id is not None and typed.visitor_id == mandate.proxy_id
    return lives and same and not is_proxy and mandate.state is MandateState.REQUESTED


def _code_digest(key: bytes, digits: str) -> str:
    return keyed_digest(key, "approval-code", digits).hex()


def _born_digest(key: bytes, digits: str, born: date) -> str:
    return keyed_digest(key, "approval-code-born", digits, born.isoformat()).hex()


def _count_try(session: Session, code_id: UUID) -> None:
    counted = update(ApprovalCode).where(ApprovalCode.id == code_id).values(tries=ApprovalCode.tries + 1)
    session.execute(counted)
