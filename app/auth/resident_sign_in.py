"""The way of a resident through a sign-in method: out, back, and into a new session.

The way back has three parts, for the method calls outside and no call may happen in a transaction:
`consume` in one, `method.complete` in none, `finish` in another. `come_back` does all three.
"""

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.auth import queries, sessions
from app.auth.identity import Guest
from app.auth.keys import AuthKeys, keyed_digest, new_token, token_hash
from app.auth.models import ResidentAccount, SessionKind, SignInTransaction, WebSession
from app.auth.return_paths import safe_return_path
from app.auth.settings import AuthSettings
from app.auth.sign_in import PersonMatcher, Return, SignedIn, SignInMethod, SignInRefused
from app.auth.visitors import guest_of, told_to_session
from app.database import Database
from app.errors import MadoguchiError

log = logging.getLogger(__name__)

VALID_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Begun:
    """`cookie` is short-lived, Lax and HttpOnly: without it in the same browser, nobody can come back."""

    cookie: str = field(repr=False)
    redirect_to: str = field(repr=False)


@dataclass(frozen=True)
class Entered:
    """A resident is in. `guest` is who they were in this browser until now; the guest's drafts are theirs."""

    account: ResidentAccount
    opened: sessions.Opened
    is_new: bool
    guest: Guest | None


@dataclass(frozen=True)
class Callback:
    """What the browser brought back: the two cookies, the query, and the address it was sent to.

    `shared_terminal`: several people use this browser, so the session is a short one.
    """

    sign_in_cookie: str | None = field(repr=False)
    session_token: str | None = field(repr=False)
    params: Mapping[str, str] = field(repr=False)
    url: str
    shared_terminal: bool = False


@dataclass(frozen=True)
class Arrival:
    """Either `entered`, or `refusal` with the reason; both go on to `return_to`."""

    return_to: str
    entered: Entered | None = None
    refusal: MadoguchiError | None = None


def begin(
    session: Session, method: SignInMethod, callback_url: str, return_to: str | None, *, now: datetime
) -> Begun:
    """`return_to` is a path of this service; anything else leads to /my."""
    secret = new_token()
    departure = method.begin(_state_of(secret), callback_url)
    session.add(
        SignInTransaction(
            secret_hash=token_hash(secret),
            method=method.name,
            return_to=safe_return_path(return_to, "/my"),
            keep=dict(departure.keep),
            created_at=now,
        )
    )
    session.flush()
    return Begun(secret, departure.url)


def consume(
    session: Session, method: SignInMethod, cookie: str | None, state: str, *, now: datetime
) -> SignInTransaction:
    """Uses the transaction up, before anything else. Raises SignInRefused unless this browser began it."""
    begun = queries.find_sign_in(session, token_hash(cookie)) if cookie else None
    if cookie is None or begun is None or begun.method != method.name:
        raise SignInRefused
    if not hmac.compare_digest(state.encode(), _state_of(cookie).encode()):
        raise SignInRefused
    if not _use_up(session, begun, now):
        raise SignInRefused
    return begun


def finish(
    session: Session,
    method: SignInMethod,
    who: SignedIn,
    *,
    previous: WebSession | None,
    keys: AuthKeys,
    now: datetime,
) -> Entered:
    """Finds or makes the account, ends the browser's previous session and opens a new one."""
    account, is_new = _account_of(session, method, who, keys, now)
    if who.found.settled and account.person_key != who.found.person_key:
        account.person_key = who.found.person_key
    guest = guest_of(previous) if previous is not None and previous.kind is SessionKind.GUEST else None
    shared = previous is not None and previous.shared_terminal
    if previous is not None:
        sessions.end(previous, now=now)
    opened = sessions.open_session(
        session, SessionKind.RESIDENT, account.id, now=now, shared_terminal=shared, extra=told_to_session(who)
    )
    return Entered(account, opened, is_new, guest)


def come_back(
    database: Database,
    method: SignInMethod,
    callback: Callback,
    *,
    register: PersonMatcher,
    settings: AuthSettings,
    now: datetime,
) -> Arrival:
    """The whole way back. Raises SignInRefused when this browser never left, or left too long ago.

    Once it is certain who came, the register is asked which of its people that is.
    """
    with database.write() as session:
        state = callback.params.get("state", "")
        begun = consume(session, method, callback.sign_in_cookie, state, now=now)
    try:
        who = method.complete(Return(callback.params, begun.keep, callback.url))
    except MadoguchiError as refusal:
        # The kinds only: the words of a library may hold a token.
        kinds = {"kind": type(refusal).__name__, "cause": type(refusal.__cause__).__name__}
        log.warning("a sign-in came to nothing", extra=kinds)
        return Arrival(begun.return_to, refusal=refusal)
    if who.basic_four is not None:
        who = replace(who, found=register.match_person(who.basic_four))
    with database.write() as session:
        token = callback.session_token
        previous = sessions.find_session(session, token, settings=settings, now=now) if token else None
        entered = finish(session, method, who, previous=previous, keys=settings.keys, now=now)
        entered.opened.web_session.shared_terminal |= callback.shared_terminal
    return Arrival(begun.return_to, entered)


def subject_key_of(keys: AuthKeys, method_name: str, subject: str) -> str:
    """What `ResidentAccount.subject_key` holds: the same subject of another method is another account."""
    return keyed_digest(keys.subjects, method_name, subject).hex()


def _state_of(cookie: str) -> str:
    return keyed_digest(cookie.encode(), "state").hex()


def _use_up(session: Session, begun: SignInTransaction, now: datetime) -> bool:
    claim = (
        update(SignInTransaction)
        .where(
            SignInTransaction.id == begun.id,
            SignInTransaction.consumed_at.is_(None),
            SignInTransaction.created_at > now - VALID_FOR,
        )
        .values(consumed_at=now)
        .returning(SignInTransaction.id)
    )
    return session.scalar(claim) is not None


def _account_of(
    session: Session, method: SignInMethod, who: SignedIn, keys: AuthKeys, now: datetime
) -> tuple[ResidentAccount, bool]:
    key = subject_key_of(keys, method.name, who.subject)
    account = queries.find_resident_by_key(session, key)
    if account is not None:
        return account, False
    account = ResidentAccount(method=method.name, subject_key=key, created_at=now)
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        # The same person signed in for the first time in two browsers at once; the other one was first.
        return _account_of(session, method, who, keys, now)
    return account, True
