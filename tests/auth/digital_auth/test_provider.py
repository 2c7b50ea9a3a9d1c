"""The round trip with デジタル認証アプリ: what is sent, what is believed, and what never opens a session."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from joserfc import jwk, jwt
from pydantic import SecretStr

from app.auth.identity import Assurance
from app.auth.sign_in import BasicFour, SignInCancelled, SignInRefused
from app.errors import Unavailable
from tests.auth.digital_auth.peer import AT, BASE, CALLBACK, FOUR, Peer, an_ec_key, back, query_of

TOKEN = f"{BASE}/api/realms/main/protocol/openid-connect/token"
NOW = int(AT.timestamp())


def refused(peer: Peer, **params: str) -> None:
    app = peer.app(acr_values=("aal3", "crl"))
    departure = peer.goes_there(app)
    with pytest.raises(SignInRefused):
        app.complete(back(departure, **params))


def test_the_browser_is_sent_away_with_all_that_must_come_back() -> None:
    """Must catch: a challenge that is the verifier itself, a nonce used twice, or less asked for than is needed."""
    app = Peer().app(acr_values=("aal3", "crl"))
    first, second = app.begin("one", CALLBACK), app.begin("two", CALLBACK)
    asked = query_of(first.url)
    assert first.url.startswith(f"{BASE}/api/realms/main/protocol/openid-connect/auth?")
    assert asked["code_challenge"] == create_s256_code_challenge(first.keep["verifier"])
    assert first.keep["verifier"] not in first.url
    assert (asked["state"], asked["nonce"]) == ("one", first.keep["nonce"])
    told = ("response_type", "scope", "client_id", "redirect_uri", "code_challenge_method", "acr_values")
    assert [asked[each] for each in told] == [
        "code",
        "openid name address birthdate gender",
        "RP00000001",
        CALLBACK,
        "S256",
        "aal3 crl",
    ]
    assert not {*first.keep.values()} & {*second.keep.values()}
    assert app.origin == BASE


def test_somebody_comes_back_and_is_known() -> None:
    peer = Peer()
    app = peer.app(acr_values=("aal3", "crl"))
    departure = peer.goes_there(app)
    found = app.complete(back(departure))
    assert found.subject == "pairwise-1"
    assert found.assurance is Assurance.AUTHENTICATED
    assert found.basic_four == BasicFour("水野　陽子", FOUR["address"], date(1995, 6, 14), "2")
    sent = peer.sent_to("token")
    assert sent["code_verifier"] == departure.keep["verifier"]
    assert (sent["code"], sent["redirect_uri"]) == ("a-code", CALLBACK)
    assertion = jwt.decode(sent["client_assertion"], an_ec_key("client"), algorithms=["ES256"])
    assert assertion.header["kid"] == "client"
    assert {part: assertion.claims[part] for part in ("iss", "sub", "aud", "iat")} == {
        "iss": "RP00000001",
        "sub": "RP00000001",
        "aud": TOKEN,
        "iat": NOW,
    }
    assert 0 < assertion.claims["exp"] - NOW <= 300


def test_no_assertion_is_sent_twice() -> None:
    """Must catch: a jti that is made once per process."""
    peer = Peer()
    app = peer.app()
    seen = set()
    for _ in range(3):
        peer.asked.clear()
        app.complete(back(peer.goes_there(app)))
        claims = jwt.decode(peer.sent_to("token")["client_assertion"], an_ec_key("client")).claims
        seen.add(claims["jti"])
    assert len(seen) == 3


def test_the_client_may_sign_with_rsa() -> None:
    key = jwk.RSAKey.generate_key(2048, {"kid": "client"}, private=True)
    peer = Peer()
    app = peer.app(algorithm="RS256", private_key=SecretStr(key.as_pem(private=True).decode()))
    assert app.complete(back(peer.goes_there(app))).subject == "pairwise-1"
    sent = jwt.decode(peer.sent_to("token")["client_assertion"], key, algorithms=["RS256"])
    assert sent.claims["aud"] == TOKEN


WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"says": {"nonce": "of-somebody-else"}},
    "no nonce": {"says": {"nonce": None}},
    "another issuer": {"says": {"iss": "https://idp.evil.example/api/realms/main"}},
    "no issuer": {"says": {"iss": None}},
    "for another client": {"says": {"aud": "RP99999999"}},
    "for several clients, and given to another": {
        "says": {"aud": ["RP00000001", "RP99999999"], "azp": "RP99999999"}
    },
    "for nobody": {"says": {"aud": None}},
    "ended a minute ago": {"says": {"exp": NOW - 60}},
    "without an end": {"says": {"exp": None}},
    "issued tomorrow": {"says": {"iat": NOW + 86_400}},
    "without a beginning": {"says": {"iat": None}},
    "about nobody": {"says": {"sub": None}},
    "the hash of another token": {"says": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "no hash of the token": {"says": {"at_hash": None}},
    "a weaker check than was asked for": {"says": {"acr": "aal2"}},
    "no word of how it was checked": {"says": {"acr": None}},
    "signed by a key that is not published": {"key": "stranger"},
    "signed by a stranger who says it is the known key": {"key": "stranger", "header": {"kid": "idp"}},
    "userinfo about somebody else": {"userinfo": {"sub": "pairwise-2", **FOUR}},
    "userinfo about nobody": {"userinfo": FOUR},
    "no ID token": {"token": {"id_token": None}},
    "no access token": {"token": {"access_token": None}},
    "an ID token that is none": {"token": {"id_token": "a.b.c"}},
    "an ID token without a signature": {
        "token": {"id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwYWlyd2lzZS0xIn0."}
    },
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_as_it_should_be_opens_nothing(name: str) -> None:
    """I-46b. Must catch: any one claim that nobody looks at."""
    refused(Peer(**WRONG[name]))


def test_a_secret_that_everybody_can_read_signs_nothing() -> None:
    """Must catch: HS256 with something that is no secret, because the token says so."""
    peer = Peer()
    app = peer.app()
    departure = peer.goes_there(app)
    public = jwk.OctKey.import_key(b"RP00000001-and-as-long-as-it-must-be")
    claims = {"iss": f"{BASE}/api/realms/main", "sub": "pairwise-1", "aud": "RP00000001", "nonce": peer.nonce}
    forged = jwt.encode({"alg": "HS256", "kid": "idp"}, {**claims, "iat": NOW, "exp": NOW + 60}, public)
    peer.token = {"id_token": forged}
    with pytest.raises(SignInRefused):
        app.complete(back(departure))


def test_new_keys_of_the_provider_are_fetched_when_they_are_needed() -> None:
    """Must catch: keys kept for ever, or fetched each time."""
    peer = Peer()
    app = peer.app()
    for _ in range(3):
        app.complete(back(peer.goes_there(app)))
    assert sum(each.url.path.endswith("certs") for each in peer.asked) == 1
    peer.key, peer.published = "idp-2", ("idp", "idp-2")
    assert app.complete(back(peer.goes_there(app))).subject == "pairwise-1"
    assert sum(each.url.path.endswith("certs") for each in peer.asked) == 2


@pytest.mark.parametrize(
    ("params", "raised"),
    [
        ({"error": "access_denied"}, SignInCancelled),
        ({"error": "server_error"}, Unavailable),
        ({"error": "temporarily_unavailable"}, Unavailable),
        ({"error": "invalid_scope"}, SignInRefused),
        ({"error": "login_required", "code": "a-code"}, SignInRefused),
        ({"code": ""}, SignInRefused),
        ({"iss": "https://idp.evil.example"}, SignInRefused),
    ],
)
def test_what_the_browser_brings_back_instead_of_a_code(
    params: dict[str, str], raised: type[Exception]
) -> None:
    peer = Peer()
    app = peer.app()
    departure = peer.goes_there(app)
    with pytest.raises(raised):
        app.complete(back(departure, **params))
    assert peer.asked == [], "and nobody is asked for a token"


def _nobody() -> httpx.Response:
    raise httpx.ReadTimeout("slow")


@pytest.mark.parametrize("name", ["token", "certs", "userinfo"])
@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (_nobody, Unavailable),
        (lambda: httpx.Response(503), Unavailable),
        (lambda: httpx.Response(400, json={"error": "invalid_grant"}), SignInRefused),
        (lambda: httpx.Response(200, text="<html>"), SignInRefused),
        (lambda: httpx.Response(200, json=[1]), SignInRefused),
        (lambda: httpx.Response(200, json={}), SignInRefused),
    ],
    ids=["nobody", "503", "400", "a page", "a list", "nothing"],
)
def test_whoever_answers_otherwise_opens_nothing(
    name: str, answer: Callable[[], httpx.Response], raised: type[Exception]
) -> None:
    """Must catch: a fault of theirs shown as a fault of ours."""
    peer = Peer(answers={name: answer})
    app = peer.app()
    departure = peer.goes_there(app)
    with pytest.raises(raised):
        app.complete(back(departure))


def test_its_health_is_that_of_its_keys() -> None:
    assert Peer().app().health().ok
    assert not Peer(answers={"certs": _nobody}).app().health().ok
    assert not Peer(answers={"certs": lambda: httpx.Response(500)}).app().health().ok
