"""The round trip of the signing API: what is sent, what is opened, and what is no signature of ours."""

import base64
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import httpx
import pytest
from joserfc import jwe, jwk
from pydantic import SecretStr

from app.auth.digital_auth.signing import DigitalAuthSigning
from app.auth.sign_in import Departure
from app.auth.signing import CardSignature, NotSigned, Unsigned
from app.errors import Unavailable
from tests.auth.digital_auth.peer import BASE, CALLBACK, Peer, back, query_of, settings

DIGEST = bytes(range(32))
TRANSACTION = "0b8f6f1e-4c1e-4a0e-9d5e-2b6a0f7f2a11"
SIGNATURE, CERTIFICATE = b"\xfb\xff signature", b"0\x82 certificate"
API = f"{BASE}/api/sign-transactions"


@cache
def results_key(kind: str = "EC") -> jwk.ECKey | jwk.RSAKey:
    if kind == "RSA":
        return jwk.RSAKey.generate_key(2048, private=True)
    return jwk.ECKey.generate_key("P-256", private=True)


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def whole(**changes: Any) -> dict[str, Any]:
    told = {
        "sign_transaction_id": TRANSACTION,
        "signature": b64(SIGNATURE),
        "certificate": b64(CERTIFICATE),
        "digest": b64(DIGEST),
        **changes,
    }
    return {name: value for name, value in told.items() if value is not None}


def sealed(
    told: Any, key: jwk.ECKey | jwk.RSAKey | None = None, alg: str = "ECDH-ES+A256KW", enc: str = "A256GCM"
) -> str:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return jwe.encrypt_compact({"alg": alg, "enc": enc}, content, key or results_key(), algorithms=[alg, enc])


class SigningPeer(Peer):
    """The same provider with the signing API; `result` is the body of its answer."""

    result: str = ""
    started: Callable[[], httpx.Response] = staticmethod(
        lambda: httpx.Response(201, json={"sign_transaction_id": TRANSACTION})
    )

    def signing(self, key: jwk.ECKey | jwk.RSAKey | None = None) -> DigitalAuthSigning:
        http = httpx.Client(transport=httpx.MockTransport(self.serve))
        provider = self.app()
        provider._http = http
        pem = (key or results_key()).as_pem(private=True).decode()
        own = settings().model_copy(update={"encryption_key": SecretStr(pem)})
        return DigitalAuthSigning(own, provider, http)

    def serve(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/api/sign-transactions"):
            self.asked.append(request)
            if request.method == "POST":
                return self.started()
            return self.answers.get("result", lambda: httpx.Response(200, text=self.result))()
        return self._serve(request)

    def leaves(self, signing: DigitalAuthSigning) -> Departure:
        departure = signing.begin_signing(DIGEST, "a-state", CALLBACK)
        self.nonce = query_of(departure.url)["nonce"]
        return departure


def received(result: str, key: jwk.ECKey | jwk.RSAKey | None = None) -> CardSignature:
    peer = SigningPeer()
    peer.result = result
    signing = peer.signing(key)
    return signing.finish_signing(back(peer.leaves(signing)))


def test_the_digest_goes_first_and_the_browser_with_its_transaction() -> None:
    """Must catch: a document sent in place of its digest, or a scope that asks for more than a signature."""
    peer = SigningPeer()
    departure = peer.leaves(peer.signing())
    token, begun = peer.asked
    assert b"grant_type=client_credentials" in token.content
    assert b"client_assertion=" in token.content
    assert str(begun.url) == API
    assert begun.headers["authorization"] == "Bearer an-access-token"
    assert json.loads(begun.content) == {"digest": b64(DIGEST), "digest_algorithm": "SHA256"}
    asked = query_of(departure.url)
    assert (asked["scope"], asked["sign_transaction_id"]) == ("openid sign", TRANSACTION)
    assert asked["code_challenge_method"] == "S256"
    assert peer.signing().origin == BASE


def test_the_result_is_fetched_for_the_person_and_opened() -> None:
    peer = SigningPeer()
    peer.result = sealed(whole())
    signing = peer.signing()
    made = signing.finish_signing(back(peer.leaves(signing)))
    assert (made.signature, made.certificate) == (SIGNATURE, CERTIFICATE)
    assert str(peer.asked[-1].url) == f"{API}/{TRANSACTION}/result"


FORMS: dict[str, Callable[[], tuple[str, Any]]] = {
    "bare": lambda: (sealed(whole()), None),
    "in JSON": lambda: (json.dumps({"result": sealed(whole())}), None),
    "quoted": lambda: (json.dumps(sealed(whole())), None),
    "direct agreement": lambda: (sealed(whole(), alg="ECDH-ES"), None),
    "RSA": lambda: (sealed(whole(), results_key("RSA"), "RSA-OAEP-256"), results_key("RSA")),
    "CBC": lambda: (sealed(whole(), enc="A256CBC-HS512"), None),
    "without what could be compared": lambda: (
        sealed(whole(sign_transaction_id=None, digest=None)),
        None,
    ),
    "other names": lambda: (
        sealed(
            {
                "signature_value": base64.urlsafe_b64encode(SIGNATURE).decode().rstrip("="),
                "x5c": [b64(CERTIFICATE)],
            }
        ),
        None,
    ),
    "PEM": lambda: (
        sealed(
            whole(certificate=f"-----BEGIN CERTIFICATE-----\n{b64(CERTIFICATE)}\n-----END CERTIFICATE-----\n")
        ),
        None,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_the_documents_leave_open_is_read_in_every_form(name: str) -> None:
    made = received(*FORMS[name]())
    assert (made.signature, made.certificate) == (SIGNATURE, CERTIFICATE)


WRONG: dict[str, Callable[[], str]] = {
    "of another transaction": lambda: sealed(whole(sign_transaction_id="another")),
    "of another digest": lambda: sealed(whole(digest=b64(bytes(32)))),
    "for another key": lambda: sealed(whole(), jwk.ECKey.generate_key("P-256", private=True)),
    "without a signature": lambda: sealed(whole(signature=None)),
    "an empty signature": lambda: sealed(whole(signature="")),
    "a signature that is no base64": lambda: sealed(whole(signature="*")),
    "without a certificate": lambda: sealed(whole(certificate=None)),
    "a list": lambda: sealed([1]),
    "no JSON": lambda: sealed(b"signature"),
    "not sealed": lambda: json.dumps(whole()),
    "a page": lambda: "<html>",
    "nothing": lambda: "",
    "tampered": lambda: sealed(whole())[:-4] + "AAAA",
    "an algorithm nobody agreed on": lambda: (
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_ours_is_no_signature(name: str) -> None:
    """I-39. Must catch: a result that belongs to somebody else's document, or that anybody could have made."""
    with pytest.raises(NotSigned) as refused:
        received(WRONG[name]())
    assert refused.value.why is Unsigned.REFUSED


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"error": "access_denied"}, Unsigned.CANCELLED),
        ({"error": "access_denied", "error_description": "pin_locked"}, Unsigned.LOCKED),
        ({"error": "access_denied", "error_description": "PIN is locked"}, Unsigned.LOCKED),
        ({"error": "access_denied", "error_description": "no_certificate"}, Unsigned.NO_CERTIFICATE),
        ({"error": "access_denied", "error_description": "certificate expired"}, Unsigned.EXPIRED),
        ({"error": "certificate_revoked"}, Unsigned.REVOKED),
        ({"error": "invalid_scope"}, Unsigned.REFUSED),
        ({"code": ""}, Unsigned.REFUSED),
    ],
)
def test_who_comes_back_without_a_code_is_told_why(params: dict[str, str], why: Unsigned) -> None:
    peer = SigningPeer()
    signing = peer.signing()
    departure = peer.leaves(signing)
    asked = len(peer.asked)
    with pytest.raises(NotSigned) as refused:
        signing.finish_signing(back(departure, **params))
    assert refused.value.why is why
    assert len(peer.asked) == asked, "and nobody is asked for a token"


def _nobody() -> httpx.Response:
    raise httpx.ReadTimeout("slow")


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (_nobody, Unavailable),
        (lambda: httpx.Response(503), Unavailable),
        (lambda: httpx.Response(403, json={}), NotSigned),
        (lambda: httpx.Response(200, text="x" * 200_000), NotSigned),
    ],
    ids=["nobody", "503", "403", "too much"],
)
def test_whoever_answers_otherwise_has_signed_nothing(
    answer: Callable[[], httpx.Response], raised: type[Exception]
) -> None:
    peer = SigningPeer(answers={"result": answer})
    signing = peer.signing()
    departure = peer.leaves(signing)
    with pytest.raises(raised):
        signing.finish_signing(back(departure))


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (_nobody, Unavailable),
        (lambda: httpx.Response(500), Unavailable),
        (lambda: httpx.Response(401, json={}), NotSigned),
        (lambda: httpx.Response(201, json={}), NotSigned),
        (lambda: httpx.Response(201, json={"id": "../../token"}), NotSigned),
        (lambda: httpx.Response(201, text="<html>"), NotSigned),
    ],
    ids=["nobody", "500", "401", "nothing", "an address", "a page"],
)
def test_without_a_transaction_nobody_leaves(
    answer: Callable[[], httpx.Response], raised: type[Exception]
) -> None:
    peer = SigningPeer()
    peer.started = answer  # type: ignore[method-assign]
    with pytest.raises(raised):
        peer.leaves(peer.signing())
