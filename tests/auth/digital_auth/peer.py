"""The other side, as small as it can be: it signs what a test wants signed, and remembers what it was sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oidc.core.util import create_half_hash  # type: ignore[import-untyped]
from joserfc import jwt
from pydantic import SecretStr

from app.auth.digital_auth.provider import DigitalAuthApp
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.sign_in import Departure, Return
from tests.auth.keys import an_ec_key

AT = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
BASE, CALLBACK = "https://idp.test", "https://midorino.example/sign-in/return"
FOUR = {"name": "水野 陽子", "address": "長野県若葉郡みどり野町", "birthdate": "1995-06-14", "gender": "2"}


@cache
def settings(**changes: Any) -> DigitalAuthSettings:
    pem = an_ec_key("client").as_pem(private=True).decode()
    own: dict[str, Any] = {"client_id": "RP00000001", "key_id": "client", "private_key": SecretStr(pem)}
    return DigitalAuthSettings(**{"base_url": BASE, **own, **changes})


@dataclass
class Peer:
    """`says` changes the claims of the ID token, `header` how it is signed, `userinfo` what it tells."""

    says: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=lambda: {"sub": "pairwise-1", **FOUR})
    token: dict[str, Any] = field(default_factory=dict)
    key: str = "idp"
    published: tuple[str, ...] = ("idp",)
    answers: dict[str, Callable[[], httpx.Response]] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)
    nonce: str = ""

    def app(self, **changes: Any) -> DigitalAuthApp:
        http = httpx.Client(transport=httpx.MockTransport(self._serve))
        return DigitalAuthApp(settings(**changes), lambda: AT, http)

    def goes_there(self, app: DigitalAuthApp) -> Departure:
        departure = app.begin("a-state", CALLBACK)
        self.nonce = query_of(departure.url)["nonce"]
        return departure

    def sent_to(self, name: str) -> dict[str, str]:
        request = next(each for each in self.asked if each.url.path.endswith(name))
        return {key: values[0] for key, values in parse_qs(request.content.decode()).items()}

    def _serve(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        name = request.url.path.rpartition("/")[2]
        if name in self.answers:
            return self.answers[name]()
        return httpx.Response(
            200, json={"token": self._tokens, "userinfo": self._about, "certs": self._certs}[name]()
        )

    def _tokens(self) -> dict[str, Any]:
        access = "an-access-token"
        claims = {
            "iss": f"{BASE}/api/realms/main",
            "sub": "pairwise-1",
            "aud": "RP00000001",
            "iat": int(AT.timestamp()),
            "exp": int(AT.timestamp()) + 300,
            "nonce": self.nonce,
            "acr": "aal3 crl",
            "at_hash": create_half_hash(access, "ES256").decode(),
            **self.says,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": "ES256", "kid": self.key, **self.header}
        signed = jwt.encode(header, claims, an_ec_key(self.key))
        return {"access_token": access, "token_type": "Bearer", "id_token": signed, **self.token}

    def _about(self) -> dict[str, Any]:
        return self.userinfo

    def _certs(self) -> dict[str, Any]:
        return {"keys": [an_ec_key(name).as_dict(private=False) for name in self.published]}


def query_of(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


def back(departure: Departure, **params: str) -> Return:
    told: Mapping[str, str] = {"code": "a-code", "state": "a-state", "session_state": "x", **params}
    return Return({key: value for key, value in told.items() if value}, departure.keep, CALLBACK)
