"""The town's own identity provider, such as Entra ID or Keycloak: a way in for staff, by its discovery document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from joserfc import jwk

from app.auth import oidc
from app.auth.identity import Assurance
from app.auth.sign_in import Departure, Return, SignedIn, SignInRefused, health_at, origin_of
from app.auth.staff_settings import StaffOidcSettings
from app.health import Health

ANSWERS = ("RS256", "ES256")
DISCOVERED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class SignedInAtTown(SignedIn):
    """`login` is what the claim says that the town has chosen; it opens only an account that exists."""

    login: str | None = field(default=None, repr=False)


class StaffIdp:
    name = "staff_oidc"

    def __init__(
        self, settings: StaffOidcSettings, clock: Callable[[], datetime], http: httpx.Client | None = None
    ) -> None:
        self.settings, self._clock = settings, clock
        self._http = http or httpx.Client(timeout=settings.patience_seconds)
        self._document: dict[str, Any] = {}
        self._read_at: datetime | None = None
        self._keys = oidc.PublishedKeys(self._fetch_keys, ANSWERS)

    @property
    def origin(self) -> str:
        return origin_of(self.settings.issuer)

    @property
    def _discovery(self) -> str:
        return f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"

    def discover(self) -> None:
        """May call outside. Raises SignInRefused for a document of another issuer, or one that leads elsewhere."""
        now = self._clock()
        if self._read_at is not None and now - self._read_at < DISCOVERED_FOR:
            return
        found = oidc.answer(lambda: self._http.get(self._discovery))
        scheme = self.settings.issuer.partition("://")[0]
        places = [
            str(found.get(name, "")) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
        ]
        if found.get("issuer") != self.settings.issuer or origin_of(places[0]) != self.origin:
            raise SignInRefused
        if not all(place.startswith(f"{scheme}://") for place in places):
            raise SignInRefused
        self._document, self._read_at = found, now

    def begin(self, state: str, callback_url: str) -> Departure:
        """`discover` first."""
        asked = {"scope": " ".join(self.settings.scopes)}
        if self.settings.acr:
            asked["acr_values"] = " ".join(self.settings.acr)
        page = self._document["authorization_endpoint"]
        return oidc.leave(page, self.settings.client_id, state, callback_url, asked)

    def complete(self, back: Return) -> SignedInAtTown:
        oidc.stop_at_an_error(back.params, self.settings.issuer)
        self.discover()
        found = self._exchange(back)
        nonce = str(back.keep["nonce"])
        expected = oidc.Expected(self.settings.issuer, self.settings.client_id, nonce, at_hash=False)
        claims = oidc.claims_in(found, expected, self._keys, self._clock())
        self._require_strength(claims)
        subject, login = str(claims["sub"]), self._login_in(claims)
        return SignedInAtTown(subject, None, Assurance.AUTHENTICATED, login=login)

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        return health_at(self.name, self._http, self._discovery)

    def _exchange(self, back: Return) -> dict[str, Any]:
        place = self._document["token_endpoint"]
        sent = {
            "grant_type": "authorization_code",
            "code": back.params["code"],
            "redirect_uri": back.callback_url,
            "code_verifier": str(back.keep["verifier"]),
        }
        if self.settings.client_auth == "private_key_jwt":
            sent |= {
                "client_id": self.settings.client_id,
                **oidc.assertion(self._known, place, self._clock()),
            }
            return oidc.tokens(lambda: self._http.post(place, data=sent))
        secret = httpx.BasicAuth(self.settings.client_id, self.settings.client_secret.get_secret_value())
        return oidc.tokens(lambda: self._http.post(place, data=sent, auth=secret))

    @property
    def _known(self) -> oidc.Known:
        read = jwk.RSAKey if self.settings.key_algorithm == "RS256" else jwk.ECKey
        key = read.import_key(self.settings.private_key.get_secret_value())
        return oidc.Known(self.settings.client_id, self.settings.key_id, self.settings.key_algorithm, key)

    def _fetch_keys(self) -> dict[str, Any]:
        return oidc.answer(lambda: self._http.get(self._document["jwks_uri"]))

    def _require_strength(self, claims: Mapping[str, Any]) -> None:
        """What the town's policy asks of a sign-in there. Raises SignInRefused."""
        told = claims.get("amr")
        amr = {str(each) for each in told} if isinstance(told, list) else set()
        if self.settings.acr and claims.get("acr") not in self.settings.acr:
            raise SignInRefused
        if {*self.settings.amr} - amr:
            raise SignInRefused

    def _login_in(self, claims: Mapping[str, Any]) -> str | None:
        """An address of mail counts only where the provider says that it is verified."""
        claim = self.settings.login_claim
        value = claims.get(claim) if claim else None
        if not isinstance(value, str) or (claim == "email" and claims.get("email_verified") is not True):
            return None
        if not self.settings.login_domain:
            return value
        login, at, domain = value.rpartition("@")
        return login if at and domain.lower() == self.settings.login_domain.lower() else None
