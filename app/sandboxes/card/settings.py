"""How the rehearsal's identity provider is set up, and who is registered with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from app.auth.sign_in import origin_of
from app.sandboxes.card.authorities import new_key

REALM = "/api/realms/main"
PROTOCOL = f"{REALM}/protocol/openid-connect"


@dataclass(frozen=True)
class Client:
    """A service as its town has registered it: `key` is its public JWK, `redirect_uri` is compared letter by letter.

    `sign_redirect_uri` and `encryption_key` (a public JWK) are those of a service that has things signed.
    """

    id: str
    key: Mapping[str, Any]
    redirect_uri: str
    sign_redirect_uri: str = ""
    encryption_key: Mapping[str, Any] | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(each for each in (self.redirect_uri, self.sign_redirect_uri) if each)


@dataclass(frozen=True)
class CardSandbox:
    """`url` is where browsers and the service find it; `memory` is a file that is made when it is not there.

    `make_key` makes the key of the card or authority it is told the name of: slow, so tests have their own.
    """

    url: str
    households: Path
    memory: Path
    client: Client
    production: bool = False
    hang_seconds: float = 30.0
    make_key: Callable[[str], rsa.RSAPrivateKey] = field(default=lambda _name: new_key(), repr=False)

    @property
    def service_origin(self) -> str:
        return origin_of(self.client.redirect_uri)

    @property
    def issuer(self) -> str:
        return f"{self.url}{REALM}"

    @property
    def token_url(self) -> str:
        return f"{self.url}{PROTOCOL}/token"
