"""What a way of proving who one is must offer: a card reader, an identity provider, a rehearsal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx

from app.auth.identity import Assurance
from app.errors import Forbidden
from app.health import Health


class SignInCancelled(Forbidden):
    message = "サインインをやめました。入力した内容はそのままです。"


class SignInRefused(Forbidden):
    message = "本人確認ができませんでした。はじめからもう一度お試しください。"


@dataclass(frozen=True)
class BasicFour:
    """Name, address, date of birth and sex as the card tells them (基本4情報), code point by code point.

    `full_name` has a full-width space between family and given name. `date_of_birth` is None where the register
    knows only part of it. `sex` is the card's digit: 1 male, 2 female, 3 not known; empty where it is not told.
    `name_substituted` and `address_substituted` are the places (from 0) where the card says that it has another
    character (代替文字).
    """

    full_name: str
    address: str
    date_of_birth: date | None
    sex: str
    name_substituted: tuple[int, ...] = ()
    address_substituted: tuple[int, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Who of the register a card's holder is. Where it is not `settled`, what was known before stays true."""

    person_key: str | None = field(repr=False)
    settled: bool


NOT_KNOWN = Finding(None, settled=False)


class PersonMatcher(Protocol):
    """The resident register, asked who somebody is whose card has been verified; never with what anybody typed."""

    def match_person(self, told: BasicFour) -> Finding: ...


@dataclass(frozen=True)
class Departure:
    """Where the browser goes, and what the method must find again when it returns."""

    url: str
    keep: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Return:
    """The browser is back: the query it brought, and what `begin` asked to keep."""

    params: Mapping[str, str]
    keep: Mapping[str, Any]
    callback_url: str


@dataclass(frozen=True)
class SignedIn:
    """`subject` is the method's own lasting name for the person; `found` who of the register it is."""

    subject: str = field(repr=False)
    basic_four: BasicFour | None = field(repr=False)
    assurance: Assurance
    found: Finding = NOT_KNOWN


class SignInMethod(Protocol):
    """A door through which residents sign in (本人確認の方法).

    `name` is stored with the accounts it opened, so a rehearsal's can never pass for a real one's.
    """

    @property
    def name(self) -> str: ...

    @property
    def origin(self) -> str:
        """Scheme, host and port that the sign-in page's `form-action` must allow."""
        ...

    def begin(self, state: str, callback_url: str) -> Departure:
        """No outside call: `state` is unguessable and must come back in the query."""
        ...

    def complete(self, back: Return) -> SignedIn:
        """May call outside, so never inside a transaction.

        Raises SignInCancelled, SignInRefused, or Unavailable when the other side does not answer.
        """
        ...

    def health(self) -> Health: ...


def origin_of(address: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def health_at(name: str, http: httpx.Client, address: str) -> Health:
    """That of a method whose other side answers at `address`."""
    try:
        answer = http.get(address)
    except httpx.HTTPError as failure:
        return Health(ok=False, detail=f"{name}: {type(failure).__name__}")
    return Health(ok=answer.status_code == 200, detail=f"{name}: HTTP {answer.status_code}")
