"""A `SignInMethod`: authorization code with PKCE, the client known by a signed assertion (RFC 7523), ES256 answers."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwk, jwt
from joserfc.errors import JoseError

from app.auth.digital_auth.codec import read_basic_four
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.identity import Assurance
from app.auth.sign_in import (
    Departure,
    Return,
    SignedIn,
    SignInCancelled,
    SignInRefused,
    health_at,
    origin_of,
)
from app.errors import Unavailable
from app.health import Health

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ANSWERS = ["ES256"]  # whatever a token says of itself
_ASSERTED_FOR_SECONDS = 60
_CLOCKS_DIFFER_SECONDS = 30
_TRY_LATER = {"server_error", "temporarily_unavailable"}


class DigitalAuthApp:
    name = "digital_auth_app"

    def __init__(
        self, settings: DigitalAuthSettings, clock: Callable[[], datetime], http: httpx.Client | None = None
    ) -> None:
        self._settings, self._clock = settings, clock
        self._http = http or httpx.Client(timeout=settings.patience_seconds)
        read = jwk.RSAKey if settings.algorithm == "RS256" else jwk.ECKey
        self._key = read.import_key(settings.private_key.get_secret_value())
        self._certs: jwk.KeySet | None = None

    @property
    def origin(self) -> str:
        return origin_of(self._settings.base_url)

    def begin(self, state: str, callback_url: str) -> Departure:
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(32)
        asked = {
            "response_type": "code",
            "scope": " ".join(("openid", *self._settings.scopes)),
            "client_id": self._settings.client_id,
            "redirect_uri": callback_url,
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        if self._settings.acr_values:
            asked["acr_values"] = " ".join(self._settings.acr_values)
        url = f"{self._settings.endpoint('auth')}?{urlencode(asked)}"
        return Departure(url, {"verifier": verifier, "nonce": nonce})

    def complete(self, back: Return) -> SignedIn:
        self._stop_at_an_error(back.params)
        tokens = self._exchange(back)
        claims = self._claims_in(tokens, str(back.keep["nonce"]))
        told = self._ask_about(tokens["access_token"])
        if told.get("sub") != claims["sub"]:
            raise SignInRefused
        return SignedIn(str(claims["sub"]), None, read_basic_four(told), Assurance.AUTHENTICATED)

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        return health_at(self.name, self._http, self._settings.endpoint("certs"))

    def _stop_at_an_error(self, params: Mapping[str, str]) -> None:
        error = params.get("error")
        if error == "access_denied":
            raise SignInCancelled
        if error in _TRY_LATER:
            raise Unavailable
        if (
            error
            or not params.get("code")
            or params.get("iss", self._settings.issuer) != self._settings.issuer
        ):
            raise SignInRefused

    def _exchange(self, back: Return) -> dict[str, Any]:
        sent = {
            "grant_type": "authorization_code",
            "code": back.params["code"],
            "redirect_uri": back.callback_url,
            "code_verifier": str(back.keep["verifier"]),
            "client_id": self._settings.client_id,
            "client_assertion_type": ASSERTION,
            "client_assertion": self._assertion(),
        }
        tokens = self._answer(lambda: self._http.post(self._settings.endpoint("token"), data=sent))
        if not all(isinstance(tokens.get(part), str) for part in ("access_token", "id_token")):
            raise SignInRefused
        return tokens

    def _assertion(self) -> str:
        now = int(self._clock().timestamp())
        claims = {
            "iss": self._settings.client_id,
            "sub": self._settings.client_id,
            "aud": self._settings.endpoint("token"),
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "exp": now + _ASSERTED_FOR_SECONDS,
        }
        header = {"alg": self._settings.algorithm, "typ": "JWT", "kid": self._settings.key_id}
        return jwt.encode(header, claims, self._key)

    def _claims_in(self, tokens: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """Everything that an ID token promises (OpenID Connect Core 3.1.3.7), and `at_hash` where it may be left out."""
        try:
            token = self._decoded(tokens["id_token"])
            options = {
                "iss": {"essential": True, "value": self._settings.issuer},
                "aud": {"essential": True, "value": self._settings.client_id},
                "nonce": {"essential": True, "value": nonce},
                "at_hash": {"essential": True},
            }
            params = {"client_id": self._settings.client_id, "access_token": tokens["access_token"]}
            claims = CodeIDToken(token.claims, token.header, options, params)
            claims.validate(int(self._clock().timestamp()), _CLOCKS_DIFFER_SECONDS)
        except (JoseError, ValueError, TypeError, KeyError) as cause:
            raise SignInRefused from cause
        if {*self._settings.acr_values} - {*str(claims.get("acr", "")).split()}:
            raise SignInRefused
        return dict(claims)

    def _decoded(self, text: str) -> jwt.Token:
        """With the keys known; with those of now where they have changed meanwhile."""
        if self._certs is not None:
            try:
                return jwt.decode(text, self._certs, algorithms=_ANSWERS)
            except (JoseError, ValueError):
                self._certs = None
        found: Any = self._answer(lambda: self._http.get(self._settings.endpoint("certs")))
        self._certs = jwk.KeySet.import_key_set(found)
        return jwt.decode(text, self._certs, algorithms=_ANSWERS)

    def _ask_about(self, access_token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        return self._answer(lambda: self._http.get(self._settings.endpoint("userinfo"), headers=headers))

    def _answer(self, ask: Callable[[], httpx.Response]) -> dict[str, Any]:
        try:
            answer = ask()
        except httpx.HTTPError as failure:
            raise Unavailable from failure
        if answer.status_code >= 500:
            raise Unavailable
        try:
            told = answer.json()
        except ValueError as cause:
            raise SignInRefused from cause
        if answer.status_code != 200 or not isinstance(told, dict):
            raise SignInRefused
        return told
