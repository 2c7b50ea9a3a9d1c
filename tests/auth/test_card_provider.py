"""The rehearsal's identity provider as services meet it: what is refused, and that nothing is good twice."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from authlib.oidc.core.util import create_half_hash  # type: ignore[import-untyped]
from joserfc import jwk, jwt
from pydantic import SecretStr

from app.auth.sign_in import Return
from app.sandboxes.card.settings import PROTOCOL, Client
from tests.auth.card import CALLBACK, CARDS, KID, CardWorld, public_jwk
from tests.auth.keys import a_key, an_ec_key
from tests.conftest import NOW

TOKEN_URL = f"{CARDS}{PROTOCOL}/token"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
AT = int(NOW.timestamp())
FOUR = ("name", "address", "birthdate", "gender")


@pytest.fixture
def world(tmp_path: Path) -> CardWorld:
    return CardWorld(tmp_path)


def assertion(header: dict[str, Any] | None = None, key: Any = None, **changed: Any) -> str:
    claims = {
        "iss": "RP00000001",
        "sub": "RP00000001",
        "aud": TOKEN_URL,
        "jti": f"jti-{len(made)}",
        "iat": AT,
        "exp": AT + 60,
    }
    made.append(claims["jti"])
    told = {name: value for name, value in (claims | changed).items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": KID, **(header or {})}, told, key or an_ec_key(KID))


made: list[Any] = []


def entered(world: CardWorld, let: tuple[str, ...] = FOUR, **asked: str) -> tuple[str, dict[str, Any]]:
    """A code, and what the service has kept for it."""
    departure = world.leave()
    errand = world.errand(departure.url, **asked)
    return world.enter("0123", errand=errand, let=let)[2]["code"], dict(departure.keep)


def redeem(world: CardWorld, good: str, keep: dict[str, Any], **changed: str | None) -> httpx.Response:
    sent = {
        "grant_type": "authorization_code",
        "code": good,
        "redirect_uri": CALLBACK,
        "code_verifier": keep["verifier"],
        "client_assertion_type": ASSERTION,
        "client_assertion": changed.pop("client_assertion", None) or assertion(),
    } | changed
    return world.web.post(TOKEN_URL, data={k: v for k, v in sent.items() if v is not None})


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def told_to(world: CardWorld, tokens: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    answer: dict[str, Any] = world.web.get(f"{PROTOCOL}/userinfo", headers=headers).json()
    return answer


def test_an_id_token_says_all_that_it_must(world: CardWorld) -> None:
    code, keep = entered(world)
    tokens = redeem(world, code, keep).json()
    keys = jwk.KeySet.import_key_set(world.web.get(f"{PROTOCOL}/certs").json())
    token = jwt.decode(tokens["id_token"], keys, algorithms=["ES256"])
    assert token.header["kid"] == keys.keys[0].kid
    claims = token.claims
    assert claims["iss"] == f"{CARDS}/api/realms/main"
    assert (claims["aud"], claims["azp"], claims["nonce"]) == ("RP00000001", "RP00000001", keep["nonce"])
    assert (claims["iat"], claims["auth_time"]) == (AT, AT)
    assert 0 < claims["exp"] - AT <= 300
    assert claims["acr"] == "aal3 crl"
    assert claims["at_hash"] == create_half_hash(tokens["access_token"], "ES256").decode()
    assert tokens["token_type"] == "Bearer"
    assert told_to(world, tokens) == {
        "sub": claims["sub"],
        "name": "星野　玲",
        "address": "みどり野町1番2号　星の家3号室",
        "birthdate": "1990-02-03",
        "gender": "2",
    }
    assert "hoshino" not in claims["sub"]


@pytest.mark.parametrize("let", [(), ("gender",), ("name", "birthdate")])
def test_nothing_is_told_that_was_kept_back(world: CardWorld, let: tuple[str, ...]) -> None:
    tokens = redeem(world, *entered(world, let)).json()
    assert {*told_to(world, tokens)} == {"sub", *let}


def test_nothing_is_told_that_was_not_asked_for(world: CardWorld) -> None:
    tokens = redeem(world, *entered(world, FOUR, scope="openid name")).json()
    assert {*told_to(world, tokens)} == {"sub", "name"}


def test_another_service_knows_the_same_person_by_another_name(tmp_path: Path) -> None:
    """Must catch: one subject for everybody, by which two towns could compare the people they know."""
    subjects = set()
    for client in ("RP00000001", "RP00000002"):
        world = CardWorld(tmp_path, registered=Client(client, public_jwk(an_ec_key(KID)), CALLBACK))
        method = world.another_method(client_id=client)
        departure = method.begin("a-state", CALLBACK)
        params = world.follow(departure.url)
        subjects.add(method.complete(Return(params, departure.keep, CALLBACK)).subject)
    assert len(subjects) == 2


@pytest.mark.parametrize(
    ("changed", "levels"),
    [({}, "aal3 crl"), ({"acr_values": "aal2 crl"}, "aal2 crl"), ({"acr_values": "aal3 ocsp"}, "aal3 crl")],
)
def test_no_check_is_promised_that_is_not_made(
    world: CardWorld, changed: dict[str, str], levels: str
) -> None:
    tokens = redeem(world, *entered(world, **changed)).json()
    keys = jwk.KeySet.import_key_set(world.web.get(f"{PROTOCOL}/certs").json())
    assert jwt.decode(tokens["id_token"], keys).claims["acr"] == levels


STRANGE = [
    {"client_id": "another"},
    {"client_id": None},
    {"redirect_uri": "http://elsewhere.example/sign-in/return"},
    {"redirect_uri": f"{CALLBACK}/"},
    {"redirect_uri": f"{CALLBACK}?next=x"},
    {"redirect_uri": CALLBACK.replace("service", "SERVICE")},
    {"redirect_uri": "http://service.localhost:8000@elsewhere.example/sign-in/return"},
    {"redirect_uri": "http://service.localhost:8000.elsewhere.example/sign-in/return"},
    {"redirect_uri": "//service.localhost:8000/sign-in/return"},
    {"redirect_uri": None},
]


@pytest.mark.parametrize("changed", STRANGE)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    world: CardWorld, changed: dict[str, str | None]
) -> None:
    """Mutation: `redirect_uri.startswith(registered)`, or only its origin compared."""
    asked = dict(parse_qsl(urlsplit(world.leave().url).query)) | changed
    answer = world.web.get(f"{PROTOCOL}/auth", params={k: v for k, v in asked.items() if v is not None})
    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"nonce": "x" * 256}, "invalid_request"),
        ({"state": None}, "invalid_request"),
        ({"scope": "name address"}, "invalid_scope"),
        ({"scope": "openid email"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
    ],
)
def test_what_is_asked_wrongly_is_told_to_the_service(
    world: CardWorld, changed: dict[str, str | None], error: str
) -> None:
    """Must catch: PKCE that may be left out, or the `plain` that protects nothing."""
    asked = dict(parse_qsl(urlsplit(world.leave().url).query)) | changed
    answer = world.web.get(f"{PROTOCOL}/auth", params={k: v for k, v in asked.items() if v is not None})
    assert answer.status_code == 303
    back = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    assert answer.headers["location"].startswith(f"{CALLBACK}?")
    assert (back["error"], back.get("state", "")) == (error, asked["state"] or "")


def test_a_parameter_said_twice_is_refused(world: CardWorld) -> None:
    answer = world.web.get(f"{world.leave().url}&scope=openid")
    assert "error=invalid_request" in answer.headers["location"]
    code, keep = entered(world)
    body = f"code={code}&code=x&grant_type=authorization_code&code_verifier={keep['verifier']}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert error_of(world.web.post(TOKEN_URL, content=body, headers=kind)) == (400, "invalid_request")


def test_a_code_is_good_once(world: CardWorld) -> None:
    """Mutation: SELECT the code instead of deleting it."""
    code, keep = entered(world)
    assert redeem(world, code, keep).status_code == 200
    assert error_of(redeem(world, code, keep)) == (400, "invalid_grant")


def test_a_code_is_good_for_a_minute(world: CardWorld) -> None:
    codes = [entered(world) for _ in range(2)]
    for later, status in ((60, 200), (61, 400)):
        world.clock.now = NOW + timedelta(seconds=later)
        assert redeem(world, *codes.pop(), client_assertion=assertion(exp=AT + 90)).status_code == status


WRONG: dict[str, Callable[[], dict[str, Any]]] = {
    "another verifier": lambda: {"code_verifier": "v" * 43},
    "no verifier": lambda: {"code_verifier": None},
    "another address": lambda: {"redirect_uri": CALLBACK + "x"},
    "no address": lambda: {"redirect_uri": None},
    "another code": lambda: {"code": "made-up"},
    "no code": lambda: {"code": None},
    "another grant": lambda: {"grant_type": "password"},
    "a client that says its name only": lambda: {"client_assertion": "x", "client_id": "RP00000001"},
    "another kind of assertion": lambda: {"client_assertion_type": "urn:x"},
    "another client beside it": lambda: {"client_id": "RP00000002"},
    "an assertion of another": lambda: {"client_assertion": assertion(iss="RP00000002")},
    "about another": lambda: {"client_assertion": assertion(sub="RP00000002")},
    "for another": lambda: {"client_assertion": assertion(aud=f"{CARDS}/api/realms/main")},
    "for nobody": lambda: {"client_assertion": assertion(aud=None)},
    "without an end": lambda: {"client_assertion": assertion(exp=None)},
    "that has ended": lambda: {"client_assertion": assertion(exp=AT - 31)},
    "that lasts for hours": lambda: {"client_assertion": assertion(exp=AT + 3600)},
    "without a number": lambda: {"client_assertion": assertion(jti=None)},
    "by another key": lambda: {"client_assertion": assertion(key=an_ec_key("another"))},
    "by a key that was not registered": lambda: {"client_assertion": assertion({"kid": "another"})},
    "with the public key as a secret": lambda: {"client_assertion": forged()},
    "without a signature": lambda: {"client_assertion": "eyJhbGciOiJub25lIn0.e30."},
}


def forged() -> str:
    public = jwk.OctKey.import_key(b"RP00000001-and-as-long-as-it-must-be")
    return assertion({"alg": "HS256"}, public)


@pytest.mark.parametrize("name", WRONG)
def test_only_the_service_that_asked_gets_tokens(world: CardWorld, name: str) -> None:
    """Must catch: any one of these that nobody looks at."""
    code, keep = entered(world)
    status, error = error_of(redeem(world, code, keep, **WRONG[name]()))
    assert (status, error) in {
        (400, "invalid_grant"),
        (401, "invalid_client"),
        (400, "unsupported_grant_type"),
    }
    assert "error_description" in redeem(world, code, keep, **WRONG[name]()).json()


def test_an_assertion_is_good_once(world: CardWorld) -> None:
    """Must catch: a `jti` that is remembered only when all else was right."""
    for first in ({}, {"code_verifier": "v" * 43}):
        own = assertion()
        redeem(world, *entered(world), client_assertion=own, **first)
        assert error_of(redeem(world, *entered(world), client_assertion=own)) == (401, "invalid_client")


def test_a_service_may_sign_with_rsa(tmp_path: Path) -> None:
    key = jwk.RSAKey.import_key(a_key("of a service"))
    world = CardWorld(tmp_path, registered=Client("RP00000001", public_jwk(key), CALLBACK))
    pem = SecretStr(key.as_pem(private=True).decode())
    method = world.another_method(algorithm="RS256", private_key=pem)
    departure = method.begin("a-state", CALLBACK)
    params = world.follow(departure.url)
    assert method.complete(Return(params, departure.keep, CALLBACK)).subject


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic eDp5"}])
def test_nobody_is_told_of_without_a_token(world: CardWorld, header: dict[str, str]) -> None:
    answer = world.web.get(f"{PROTOCOL}/userinfo", headers=header)
    assert error_of(answer) == (401, "invalid_token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_an_access_token_ends(world: CardWorld) -> None:
    tokens = redeem(world, *entered(world)).json()
    world.clock.now = NOW + timedelta(seconds=tokens["expires_in"] + 1)
    assert told_to(world, tokens) == {
        "error": "invalid_token",
        "error_description": "the access token is unknown or too old",
    }


def test_nothing_that_was_handed_out_stands_in_the_memory(world: CardWorld) -> None:
    """Must catch: a file of the sandbox from which somebody else's sign-in can be taken up."""
    departure = world.leave()
    errand = world.errand(departure.url)
    code = world.enter("0123", errand=errand)[2]["code"]
    tokens = redeem(world, code, dict(departure.keep)).json()
    kept = world.setting.memory.read_bytes()
    for secret in (errand, code, tokens["access_token"], tokens["id_token"], departure.keep["verifier"]):
        assert secret.encode() not in kept
