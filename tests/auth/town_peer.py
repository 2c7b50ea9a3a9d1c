"""The town's identity provider, as small as it can be: it speaks the real protocol and errs as a test wants."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from joserfc import jwk, jwt
from pydantic import SecretStr

from app.auth.staff_settings import StaffOidcSettings
from tests.auth.digital_auth.peer import an_ec_key

ISSUER = "https://login.town.example/realms/office"
CLIENT, SECRET = "madoguchi", "a secret of the client"
RSA = jwk.RSAKey.generate_key(2048, {"kid": "rsa"}, private=True)


def settings(**changes: Any) -> StaffOidcSettings:
    return StaffOidcSettings(
        **{"issuer": ISSUER, "client_id": CLIENT, "client_secret": SecretStr(SECRET), **changes}
    )


@dataclass
class TownPeer:
    """`says` changes claims of the ID token, `header` how it is signed, `document` what it says of itself."""

    now: datetime
    says: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    issuer: str = ISSUER
    key: str = "town"
    unsigned: bool = False
    down: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def http(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._serve))

    def person_signs_in(self, address: str) -> dict[str, str]:
        """What the browser is sent back with, once the person has shown who they are there."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return {"code": f"code-{len(self.used)}", "state": self.asked["state"], "iss": self.issuer}

    def _serve(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("nobody there")
        match request.url.path.rpartition("/")[2]:
            case "openid-configuration":
                return httpx.Response(200, json=self._document())
            case "certs":
                keys = [an_ec_key("town").as_dict(private=False), RSA.as_dict(private=False)]
                return httpx.Response(200, json={"keys": keys})
        return self._tokens(request)

    def _document(self) -> dict[str, Any]:
        own = f"{self.issuer}/protocol"
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{own}/auth",
            "token_endpoint": f"{own}/token",
            "jwks_uri": f"{own}/certs",
            **self.document,
        }

    def _tokens(self, request: httpx.Request) -> httpx.Response:
        sent = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        is_right = create_s256_code_challenge(sent["code_verifier"]) == self.asked["code_challenge"]
        if not is_right or sent["code"] in self.used or not self._knows(request, sent):
            return httpx.Response(400, json={"error": "invalid_grant"})
        self.used.add(sent["code"])
        body = {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self._id_token()}
        return httpx.Response(200, json=body)

    def _knows(self, request: httpx.Request, sent: dict[str, str]) -> bool:
        if "client_assertion" in sent:
            token = jwt.decode(sent["client_assertion"], an_ec_key("client"), algorithms=["ES256"])
            return bool(token.claims["sub"] == CLIENT and token.claims["aud"].endswith("/token"))
        basic = httpx.BasicAuth(CLIENT, SECRET)
        return request.headers.get("authorization") == next(basic.auth_flow(request)).headers["authorization"]

    def _id_token(self) -> str:
        claims = {
            "iss": self.issuer,
            "sub": "subject-of-haruka",
            "aud": CLIENT,
            "iat": int(self.now.timestamp()),
            "exp": int(self.now.timestamp()) + 300,
            "nonce": self.asked["nonce"],
            "preferred_username": "tanto@town.example",
            "acr": "urn:town:two",
            "amr": ["pwd", "otp"],
            **self.says,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.unsigned:
            _, body, _ = jwt.encode({"alg": "ES256", "kid": self.key}, claims, an_ec_key(self.key)).split(".")
            return f"eyJhbGciOiJub25lIn0.{body}."
        if self.key == "rsa":
            return jwt.encode({"alg": "RS256", "kid": "rsa"}, claims, RSA)
        return jwt.encode({"alg": "ES256", "kid": self.key, **self.header}, claims, an_ec_key(self.key))
