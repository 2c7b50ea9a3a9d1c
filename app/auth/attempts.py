"""Counting failed tries at a secret, so that guessing is hopeless and nobody can lock a resident out.

Four counts over the last fifteen minutes. A key tried from one address, and an address over all keys,
are refused at their limits. When a key or a whole scope is attacked from many addresses, those that
have failed there must wait, while a fresh address still has its try: so a third party elsewhere never
shuts the door on a resident. Nothing is written while people get it right.

A failure must outlive the request: call `record_failure` and *return* a refusal; raising would roll it back.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from app.auth.keys import keyed_digest
from app.auth.models import Attempt, Scope
from app.auth.queries import count_failures
from app.errors import TooMany

WINDOW = timedelta(minutes=15)
PER_KEY_AND_ADDRESS = 5
PER_ADDRESS = 30
PER_KEY = 20
PER_SCOPE = 1000


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
    """Call before looking at the secret. Raises TooMany until a failure is fifteen minutes old."""
    _one_at_a_time(session, tried)
    both, address, key, scope = count_failures(session, _row(tried, now), now - WINDOW)
    most_with_key = PER_KEY_AND_ADDRESS if key < PER_KEY else 1
    most_at_all = PER_ADDRESS if scope < PER_SCOPE else 1
    if both >= most_with_key or address >= most_at_all:
        raise TooMany


def record_failure(session: Session, tried: Try, *, now: datetime) -> None:
    """Also forgets the failures that no longer count."""
    session.execute(delete(Attempt).where(Attempt.scope == tried.scope, Attempt.failed_at <= now - WINDOW))
    session.add(_row(tried, now))
    session.flush()


def record_success(session: Session, tried: Try) -> None:
    """Forgives this address its failures with this key, and nothing else."""
    session.execute(
        delete(Attempt).where(
            Attempt.scope == tried.scope,
            Attempt.key_digest == tried.key_digest,
            Attempt.address_digest == tried.address_digest,
        )
    )


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
    halves = bytes.fromhex(tried.key_digest[:8] + tried.address_digest[:8])
    lock = int.from_bytes(halves, "big", signed=True)
    if not session.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": lock}):
        raise TooMany
