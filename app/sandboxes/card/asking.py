"""What a service asks for when it sends a browser here: read, or refused in one of two ways.

A request whose client or address is not the registered one leads nowhere: the person is told here. Anything else that
is wrong is told to the service, at its registered address.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.sandboxes.card.settings import CardSandbox

FOUR = ("name", "address", "birthdate", "gender")
SCOPES = ("openid", *FOUR, "sign")
LEVELS = frozenset({"aal2", "aal3", "crl"})  # no OCSP here, and so none is promised
USUAL_LEVEL = "aal3 crl"

_TEXT = re.compile(r"[\x20-\x7E]{1,255}")
_TRANSACTION = re.compile(r"[0-9a-f-]{36}")
_CHALLENGE = re.compile(r"[0-9a-zA-Z_-]{43,128}")


class Stranger(ValueError):
    """Nobody who is registered asks."""


class Misasked(ValueError):
    """`error` in the words of OAuth 2.0, to be told to the service."""

    def __init__(self, error: str, description: str, state: str = "") -> None:
        super().__init__(description)
        self.error, self.description, self.state = error, description, state


@dataclass(frozen=True)
class Asked:
    """An authorization request that is in order; `acr` is what will be said of how the card was checked.

    `transaction`: what the person is to sign; empty where they only show who they are.
    """

    client_id: str
    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    scopes: tuple[str, ...]
    acr: str
    transaction: str = ""

    @property
    def four(self) -> tuple[str, ...]:
        """Which of 基本4情報 the service wants, in their order."""
        return tuple(each for each in FOUR if each in self.scopes)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Asked":
        own = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        return cls(**{**own, "scopes": tuple(own["scopes"])})


def read_asked(params: Iterable[tuple[str, str]], setting: CardSandbox) -> Asked:
    """Raises Stranger or Misasked."""
    given = list(params)
    told = dict(given)
    if told.get("client_id") != setting.client.id or told.get("redirect_uri") not in setting.client.addresses:
        raise Stranger
    state = told.get("state", "")
    if len(given) != len(told):
        raise Misasked("invalid_request", "a parameter is there twice", state)
    if told.get("response_type") != "code":
        raise Misasked("unsupported_response_type", "response_type must be code", state)
    for name, shape in (("state", _TEXT), ("nonce", _TEXT), ("code_challenge", _CHALLENGE)):
        if not shape.fullmatch(told.get(name, "")):
            raise Misasked("invalid_request", f"{name} is missing or has another shape", state)
    if told.get("code_challenge_method") != "S256":
        raise Misasked("invalid_request", "code_challenge_method must be S256", state)
    scopes = tuple(told.get("scope", "").split())
    if "openid" not in scopes or not {*scopes} <= {*SCOPES}:
        raise Misasked("invalid_scope", "openid and what of the four is wanted", state)
    return Asked(
        client_id=told["client_id"],
        redirect_uri=told["redirect_uri"],
        state=state,
        nonce=told["nonce"],
        challenge=told["code_challenge"],
        scopes=scopes,
        acr=_acr(told.get("acr_values", "")),
        transaction=_transaction(told, scopes, state),
    )


def _transaction(told: Mapping[str, str], scopes: tuple[str, ...], state: str) -> str:
    named = told.get("sign_transaction_id", "")
    if ("sign" in scopes) != bool(_TRANSACTION.fullmatch(named)):
        raise Misasked("invalid_request", "sign goes with a sign_transaction_id, and only so", state)
    return named


def _acr(wanted: str) -> str:
    """What was wanted, where it can be given."""
    known = [each for each in wanted.split() if each in LEVELS]
    return " ".join(known) if known and len(known) == len(wanted.split()) else USUAL_LEVEL
