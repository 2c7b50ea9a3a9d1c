"""A `SignInMethod`: authorization code with PKCE, the client known by a signed assertion (RFC 7523), ES256 answers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

import httpx
from joserfc import jwk

from app.auth import oidc
from app.auth.digital_auth.codec import read_basic_four
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.identity import Assurance
from app.auth.sign_in import (
    Departure,
    Return,
    SignedIn,
    SignInRefused,
    health_at,
    origin_of,
)
from app.health import Health

_ANSWERS = ("ES256",)  # whatever a token says of itself


class DigitalAuthApp:
    """`rehearsal_key` is asked for a PEM where the settings have none."""

    def __init__(
        self,
        settings: DigitalAuthSettings,
        clock: Callable[[], datetime],
        http: httpx.Client | None = None,
        rehearsal_key: Callable[[], str] = str,
    ) -> None:
        self._settings, self._clock, self._rehearsal_key = settings, clock, rehearsal_key
        self._http = http or httpx.Client(timeout=settings.patience_seconds)
        self._certs = oidc.PublishedKeys(
            lambda: oidc.answer(lambda: self._http.get(self._settings.endpoint("certs"))), _ANSWERS
        )

    @property
    def name(self) -> str:
        """Of test cards it is another: their accounts are never taken for those of people."""
        return "digital_auth_app" if self._settings.is_real else "digital_auth_rehearsal"

    @property
    def origin(self) -> str:
        return origin_of(self._settings.base_url)

    def begin(self, state: str, callback_url: str) -> Departure:
        return self.depart(state, callback_url, self._settings.scopes)

    def depart(self, state: str, callback_url: str, scopes: Iterable[str], **more: str) -> Departure:
        """`more`: what else this request asks."""
        asked = {"scope": " ".join(("openid", *scopes)), **more}
        if self._settings.acr_values:
            asked["acr_values"] = " ".join(self._settings.acr_values)
        page = self._settings.endpoint("auth")
        return oidc.leave(page, self._settings.client_id, state, callback_url, asked)

    def redeem(self, back: Return) -> tuple[dict[str, Any], Mapping[str, Any]]:
        """The tokens, and what the ID token claims. Raises SignInCancelled, SignInRefused or Unavailable."""
        oidc.stop_at_an_error(back.params, self._settings.issuer)
        tokens = self._exchange(back)
        return tokens, self._claims_in(tokens, str(back.keep["nonce"]))

    def complete(self, back: Return) -> SignedIn:
        tokens, claims = self.redeem(back)
        told = self._ask_about(tokens["access_token"])
        if told.get("sub") != claims["sub"]:
            raise SignInRefused
        return SignedIn(str(claims["sub"]), read_basic_four(told), Assurance.AUTHENTICATED)

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        return health_at(self.name, self._http, self._settings.endpoint("certs"))

    def _exchange(self, back: Return) -> dict[str, Any]:
        sent = {
            "grant_type": "authorization_code",
            "code": back.params["code"],
            "redirect_uri": back.callback_url,
            "code_verifier": str(back.keep["verifier"]),
        }
        return oidc.tokens(lambda: self._post_for_token(sent))

    def ask_for_token(self, sent: Mapping[str, str]) -> dict[str, Any]:
        """Raises SignInRefused or Unavailable."""
        return oidc.answer(lambda: self._post_for_token(sent))

    def _post_for_token(self, sent: Mapping[str, str]) -> httpx.Response:
        whose = {"client_id": self._settings.client_id, **self._assertion()}
        return self._http.post(self._settings.endpoint("token"), data={**sent, **whose})

    def _assertion(self) -> dict[str, str]:
        known = oidc.Known(
            self._settings.client_id, self._settings.key_id, self._settings.algorithm, self._key
        )
        return oidc.assertion(known, self._settings.endpoint("token"), self._clock())

    @cached_property
    def _key(self) -> jwk.RSAKey | jwk.ECKey:
        return self._settings.key(self._rehearsal_key())

    def _claims_in(self, tokens: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        expected = oidc.Expected(self._settings.issuer, self._settings.client_id, nonce, at_hash=True)
        claims = oidc.claims_in(tokens, expected, self._certs, self._clock())
        if {*self._settings.acr_values} - {*str(claims.get("acr", "")).split()}:
            raise SignInRefused
        return claims

    def _ask_about(self, access_token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        return oidc.answer(lambda: self._http.get(self._settings.endpoint("userinfo"), headers=headers))
