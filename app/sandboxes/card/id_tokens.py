"""ID tokens (OpenID Connect Core 2): ES256, with the key named by `kid`; and wrong ones, when they are wanted."""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core.util import create_half_hash  # type: ignore[import-untyped]
from joserfc import jwk, jwt

from app.sandboxes.card.faults import Fault
from app.sandboxes.card.memory import Json, Memory

LASTS_SECONDS = 300
_CURRENT, _PUBLISHED = "key of tokens", 2

# What each fault makes of the claims.
_CHANGED: dict[Fault, Json] = {
    Fault.WRONG_NONCE: {"nonce": "of-somebody-else"},
    Fault.FOREIGN_ISSUER: {"iss": "https://another.example/api/realms/main"},
    Fault.FOREIGN_AUDIENCE: {"aud": "RP-OF-ANOTHER-TOWN", "azp": "RP-OF-ANOTHER-TOWN"},
    Fault.AT_HASH_WRONG: {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@dataclass(frozen=True)
class IdTokens:
    """The keys are made here and never leave; of old ones the last stays published."""

    memory: Memory

    def sign(self, claims: Json, access_token: str, fault: Fault, now: datetime) -> str:
        if fault is Fault.KEY_ROTATED:
            self._rotate()
        moment = int(now.timestamp())
        issued = moment - 2 * LASTS_SECONDS if fault is Fault.TOKEN_EXPIRED else moment
        whole = {
            **claims,
            "iat": issued,
            "exp": issued + LASTS_SECONDS,
            "jti": secrets.token_urlsafe(16),
            "at_hash": create_half_hash(access_token, "ES256").decode(),
            **_CHANGED.get(fault, {}),
        }
        key = self._keys()[0]
        match fault:
            case Fault.ALG_NONE:
                return _unsigned(whole)
            case Fault.ALG_HS256:
                # As PEM the library would not take it.
                public = jwk.OctKey.import_key(json.dumps(key.as_dict(private=False)).encode())
                return jwt.encode({"alg": "HS256", "kid": key.kid}, whole, public)
            case Fault.WRONG_SIGNATURE:
                own = jwk.ECKey.generate_key("P-256", private=True)
                return jwt.encode({"alg": "ES256", "kid": key.kid}, whole, own)
        return jwt.encode({"alg": "ES256", "kid": key.kid, "typ": "JWT"}, whole, key)

    def published(self) -> Json:
        """A JWK set, the key in use first."""
        own = {"use": "sig", "alg": "ES256"}
        return {"keys": [{**key.as_dict(private=False), **own} for key in self._keys()]}

    def _keys(self) -> list[jwk.ECKey]:
        kept = json.loads(self.memory.made(_CURRENT, lambda: _stored([_new_key()])))
        return [jwk.ECKey.import_key(each) for each in kept]

    def _rotate(self) -> None:
        keys = [_new_key(), *self._keys()][:_PUBLISHED]
        self.memory.forget(_CURRENT)
        self.memory.made(_CURRENT, lambda: _stored(keys))


def _new_key() -> jwk.ECKey:
    return jwk.ECKey.generate_key("P-256", {"kid": secrets.token_urlsafe(8)}, private=True)


def _stored(keys: list[jwk.ECKey]) -> bytes:
    return json.dumps([key.as_dict(private=True) for key in keys]).encode()


def _unsigned(claims: Json) -> str:
    """What no library should make for anybody."""
    parts: tuple[Any, ...] = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join([*(_base64(json.dumps(part).encode()) for part in parts), ""])


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
