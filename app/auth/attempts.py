"""Counting failed tries at a secret, so that guessing is hopeless and nobody can lock its owner out.

`limits` says how many are too many. Nothing of a failure is written while people get it right; the places
where they did are remembered, as digests, for those keep their own tries during an attack from elsewhere.

A failure must outlive the request: call `record_failure` and *return* a refusal; raising would roll it back.
"""

import ipaddress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from app.auth.keys import keyed_digest
from app.auth.limits import DAY, DEFAULT, WINDOW, Failures, allows, limits_of
from app.auth.models import Attempt, KnownPlace, Scope
from app.auth.queries import count_failures, find_known_place
from app.errors import TooMany

PER_KEY_AND_ADDRESS, PER_ADDRESS = DEFAULT.key_and_address, DEFAULT.address
PER_KEY, PER_SCOPE = DEFAULT.key, DEFAULT.scope
# A place where nobody has been for so long is a stranger again.
KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Try:
    """What is tried and from where, as digests: neither can be read back from the table."""

    scope: Scope
    key_digest: str
    address_digest: str


def try_of(secret: bytes, scope: Scope, key: str, address: str) -> Try:
    """`key` is the login, the receipt number, the card; `address` the client's IP address."""
    return Try(
        scope,
        keyed_digest(secret, scope, "key", key).hex(),
        keyed_digest(secret, scope, "address", _network_of(address)).hex(),
    )


def check_allowed(session: Session, tried: Try, *, now: datetime) -> None:
    """Call before looking at the secret. Raises TooMany until enough failures are old enough."""
    _one_at_a_time(session, tried)
    row, limits = _row(tried, now), limits_of(tried.scope)
    failed = Failures(*count_failures(session, row, now - WINDOW))
    if limits.memory > WINDOW:
        _, _, key, scope = count_failures(session, row, now - limits.memory)
        failed = replace(failed, key_in_a_day=key, scope_in_a_day=scope)
    if not allows(limits, failed, is_known=is_known_place(session, tried)):
        raise TooMany


def record_failure(session: Session, tried: Try, *, now: datetime) -> None:
    """Also forgets the failures that no longer count."""
    gone = now - limits_of(tried.scope).memory
    session.execute(delete(Attempt).where(Attempt.scope == tried.scope, Attempt.failed_at <= gone))
    session.add(_row(tried, now))
    session.flush()


def first_here(session: Session, tried: Try, *, now: datetime) -> bool:
    """Whether this place has failed at nothing in the window, and not too many have; then it is counted."""
    _, address, _, scope = count_failures(session, _row(tried, now), now - WINDOW)
    if address or scope >= PER_SCOPE:
        return False
    record_failure(session, tried, now=now)
    return True


def is_known_place(session: Session, tried: Try) -> bool:
    return _place(session, tried) is not None


def remember_place(session: Session, tried: Try, *, now: datetime) -> None:
    """After the secret was told rightly, or given out, there. Written once a day at most."""
    known = _place(session, tried)
    if known is None:
        key, address = tried.key_digest, tried.address_digest
        session.add(KnownPlace(scope=tried.scope, key_digest=key, address_digest=address, seen_at=now))
        session.flush()
    elif known.seen_at < now - DAY:
        known.seen_at = now


def record_success(session: Session, tried: Try) -> None:
    """Forgives this address its failures with this key, and nothing else."""
    session.execute(
        delete(Attempt).where(
            Attempt.scope == tried.scope,
            Attempt.key_digest == tried.key_digest,
            Attempt.address_digest == tried.address_digest,
        )
    )


def _place(session: Session, tried: Try) -> KnownPlace | None:
    return find_known_place(session, tried.scope, tried.key_digest, tried.address_digest)


def _row(tried: Try, now: datetime) -> Attempt:
    return Attempt(
        scope=tried.scope, key_digest=tried.key_digest, address_digest=tried.address_digest, failed_at=now
    )


def _network_of(address: str) -> str:
    """A whole /64 is one household in IPv6: counting single addresses would count nothing."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)


def _one_at_a_time(session: Session, tried: Try) -> None:
    """A hundred tries sent at once must not all see a count of zero. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return
    # Where strangers share the tries for a key, they stand in one line.
    beside = tried.key_digest if limits_of(tried.scope).scope_is_final else tried.address_digest
    halves = bytes.fromhex(tried.key_digest[:8] + beside[:8])
    lock = int.from_bytes(halves, "big", signed=True)
    if not session.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": lock}):
        raise TooMany


def forget_old(session: Session, *, now: datetime) -> None:
    """What no longer counts, and places where nobody has been for long."""
    for scope in Scope:
        gone = now - limits_of(scope).memory
        session.execute(delete(Attempt).where(Attempt.scope == scope, Attempt.failed_at <= gone))
    session.execute(delete(KnownPlace).where(KnownPlace.seen_at <= now - KNOWN_FOR))
