"""OpenID Connect as every provider speaks it: what is sent there, and what is believed of what comes back."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwk, jwt
from joserfc.errors import JoseError

from app.auth.sign_in import Departure, SignInCancelled, SignInRefused
from app.errors import Unavailable

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTED_FOR_SECONDS = 60
_CLOCKS_DIFFER_SECONDS = 30
_TRY_LATER = {"server_error", "temporarily_unavailable"}


@dataclass(frozen=True)
class Known:
    """As whom the provider knows us, by a key of ours."""

    client_id: str
    key_id: str
    algorithm: str
    key: jwk.Key = field(repr=False)


@dataclass(frozen=True)
class Expected:
    """Of an ID token. `at_hash`: the access token is used as well, so it must be bound to it."""

    issuer: str
    client_id: str
    nonce: str = field(repr=False)
    at_hash: bool


class PublishedKeys:
    """The other side's; read again when a token fits none of those known. `algorithms`, whatever a token says."""

    def __init__(self, fetch: Callable[[], dict[str, Any]], algorithms: Sequence[str]) -> None:
        self._fetch, self._algorithms = fetch, list(algorithms)
        self._known: jwk.KeySet | None = None

    def decode(self, text: str) -> jwt.Token:
        """Raises JoseError or ValueError."""
        if self._known is not None:
            try:
                return jwt.decode(text, self._known, algorithms=self._algorithms)
            except (JoseError, ValueError):
                self._known = None
        found: Any = self._fetch()
        self._known = jwk.KeySet.import_key_set(found)
        return jwt.decode(text, self._known, algorithms=self._algorithms)


def leave(page: str, client_id: str, state: str, callback_url: str, asked: Mapping[str, str]) -> Departure:
    """With PKCE and a nonce, both of which must be found again on return."""
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(32)
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": callback_url,
        "state": state,
        "nonce": nonce,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
        **asked,
    }
    return Departure(f"{page}?{urlencode(query)}", {"verifier": verifier, "nonce": nonce})


def stop_at_an_error(params: Mapping[str, str], issuer: str) -> None:
    """Raises SignInCancelled, Unavailable, or SignInRefused, also for the answer of another issuer (RFC 9207)."""
    error = params.get("error")
    if error == "access_denied":
        raise SignInCancelled
    if error in _TRY_LATER:
        raise Unavailable
    if error or not params.get("code") or params.get("iss", issuer) != issuer:
        raise SignInRefused


def assertion(known: Known, audience: str, now: datetime) -> dict[str, str]:
    """The client known by its signature (RFC 7523)."""
    at = int(now.timestamp())
    claims = {
        "iss": known.client_id,
        "sub": known.client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(24),
        "iat": at,
        "exp": at + _ASSERTED_FOR_SECONDS,
    }
    header = {"alg": known.algorithm, "typ": "JWT", "kid": known.key_id}
    return {"client_assertion_type": ASSERTION, "client_assertion": jwt.encode(header, claims, known.key)}


def tokens(ask: Callable[[], httpx.Response]) -> dict[str, Any]:
    found = answer(ask)
    if not all(isinstance(found.get(part), str) for part in ("access_token", "id_token")):
        raise SignInRefused
    return found


def claims_in(
    found: Mapping[str, Any], expected: Expected, keys: PublishedKeys, now: datetime
) -> Mapping[str, Any]:
    """Everything that an ID token promises (OpenID Connect Core 3.1.3.7), and `at_hash` where it may be left out."""
    try:
        token = keys.decode(found["id_token"])
        options = {
            "iss": {"essential": True, "value": expected.issuer},
            "aud": {"essential": True, "value": expected.client_id},
            "nonce": {"essential": True, "value": expected.nonce},
            "at_hash": {"essential": expected.at_hash},
        }
        params = {"client_id": expected.client_id, "access_token": found["access_token"]}
        claims = CodeIDToken(token.claims, token.header, options, params)
        claims.validate(int(now.timestamp()), _CLOCKS_DIFFER_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as cause:
        raise SignInRefused from cause
    return dict(claims)


def answer(ask: Callable[[], httpx.Response]) -> dict[str, Any]:
    """Raises Unavailable where nobody answers, SignInRefused for an answer that is none."""
    try:
        given = ask()
    except httpx.HTTPError as failure:
        raise Unavailable from failure
    if given.status_code >= 500:
        raise Unavailable
    try:
        told = given.json()
    except ValueError as cause:
        raise SignInRefused from cause
    if given.status_code != 200 or not isinstance(told, dict):
        raise SignInRefused
    return told
