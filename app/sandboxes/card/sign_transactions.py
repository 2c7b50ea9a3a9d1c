"""The signing API: a digest is brought, a card signs it, and the result goes sealed to the service alone.

The public documents do not name the members of its messages; these are ours, and the fault `other_names` has others.
"""

import base64
import binascii
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from joserfc import jwe, jwk
from starlette.concurrency import run_in_threadpool

from app.auth.jpki.profile import Purpose
from app.auth.signing import CardSignature
from app.sandboxes.card.asking import Asked
from app.sandboxes.card.memory import Json
from app.sandboxes.card.personas import CardState, Persona
from app.sandboxes.card.problems import OAuthProblem
from app.sandboxes.card.provider import Provider
from app.sandboxes.card.sign_faults import SignFault

GOOD_FOR = timedelta(minutes=15)
_ALGORITHMS = ("RSA-OAEP-256", "ECDH-ES+A256KW", "A256GCM")


@dataclass(frozen=True)
class SignTransactions:
    """As plain functions over the provider and the time."""

    provider: Provider
    now: Callable[[], datetime]

    async def begin(self, request: Request) -> Response:
        """A transaction for a digest; only for the service itself."""
        token = _bearer(request)
        try:
            sent = await request.json()
        except ValueError as cause:
            raise OAuthProblem("invalid_request", "the body is no JSON") from cause
        return JSONResponse(await run_in_threadpool(self._begin, token, sent), 201)

    def _begin(self, token: str, sent: Any) -> Json:
        kept = self.provider.memory.find("client_token", token, now=self.now())
        if kept is None:
            raise OAuthProblem("invalid_token", "the token is not one of client_credentials", 401)
        digest = _digest_in(sent)
        transaction = str(uuid.uuid4())
        body = {"digest": digest.hex(), "client": kept["client"]}
        self.provider.memory.hand_out("transaction", transaction, body, now=self.now(), good_for=GOOD_FOR)
        return {"sign_transaction_id": transaction}

    def digest_of(self, asked: Asked) -> bytes | None:
        """None where there is no such transaction, or not any more."""
        kept = self.provider.memory.find("transaction", asked.transaction, now=self.now())
        return bytes.fromhex(kept["digest"]) if kept and kept["client"] == asked.client_id else None

    def sign(self, asked: Asked, persona: Persona, pin: str, fault: SignFault) -> None:
        """One try at the PIN; what is signed waits for the service. Raises PinRefused or NoSuchCertificate."""
        digest = self.digest_of(asked) or b""
        made = self._made(persona, pin, digest, fault)
        body = {
            "signature": base64.b64encode(made.signature).decode(),
            "certificate": base64.b64encode(made.certificate).decode(),
            "digest": base64.b64encode(digest).decode(),
            "fault": fault,
        }
        self.provider.memory.take_back("transaction", asked.transaction, now=self.now())
        self.provider.memory.hand_out(
            "sign_result", asked.transaction, body, now=self.now(), good_for=GOOD_FOR
        )

    def _made(self, persona: Persona, pin: str, digest: bytes, fault: SignFault) -> CardSignature:
        cards, now = self.provider.cards, self.now()
        given = secrets.token_bytes(32) if fault is SignFault.WRONG_DIGEST else digest
        own = cards.sign_digest(persona, Purpose.SIGNATURE, pin, given, now=now)
        state = {SignFault.EXPIRED: CardState.EXPIRED, SignFault.REVOKED: CardState.REVOKED}.get(fault)
        other = next((each for each in cards.personas.values() if state and each.state is state), None)
        if other is not None:
            return cards.sign_digest(other, Purpose.SIGNATURE, other.pins[Purpose.SIGNATURE], digest, now=now)
        if fault in {SignFault.OTHER_PURPOSE, SignFault.AUTHENTICATION_KEY}:
            login = cards.sign_digest(persona, Purpose.AUTHENTICATION, persona.pin, digest, now=now)
            is_whole = fault is SignFault.OTHER_PURPOSE
            return login if is_whole else CardSignature(login.signature, own.certificate)
        if fault is SignFault.TRUNCATED:
            return CardSignature(own.signature[:100], own.certificate)
        return own

    def result(self, request: Request, transaction: str) -> Response:
        """Once, for whoever has the access token of the person who signed it."""
        memory, now = self.provider.memory, self.now()
        about = memory.find("access_token", _bearer(request), now=now)
        if about is None:
            raise OAuthProblem("invalid_token", "the access token is unknown or too old", 401)
        if not secrets.compare_digest(str(about.get("transaction")), transaction):
            raise OAuthProblem("insufficient_scope", "the token is of another transaction", 403)
        kept = memory.take_back("sign_result", transaction, now=now)
        if kept is None:
            raise OAuthProblem("not_found", "nothing has been signed, or it was fetched", 404)
        fault = SignFault(kept["fault"])
        if fault is SignFault.SERVER_ERROR:
            raise OAuthProblem("server_error", "something went wrong here", 500)
        sealed = self._sealed(_told(kept, transaction, fault), fault)
        if fault is SignFault.OTHER_NAMES:
            return JSONResponse({"result": sealed})
        return Response(sealed, media_type="application/jose")

    def _sealed(self, told: Json, fault: SignFault) -> str:
        registered = self.provider.setting.client.encryption_key
        if registered is None:
            raise OAuthProblem("invalid_client", "no key for results is registered", 403)
        key = jwk.import_key(dict(registered))
        if fault is SignFault.FOREIGN_KEY:
            key = jwk.ECKey.generate_key("P-256", private=True)
        wraps = "RSA-OAEP-256" if isinstance(key, jwk.RSAKey) else "ECDH-ES+A256KW"
        header = {"alg": wraps, "enc": "A256GCM"}
        return jwe.encrypt_compact(header, json.dumps(told).encode(), key, algorithms=[*_ALGORITHMS])


def _told(kept: Json, transaction: str, fault: SignFault) -> Json:
    if fault is SignFault.OTHER_NAMES:
        der = base64.b64decode(kept["certificate"])
        value = base64.urlsafe_b64encode(base64.b64decode(kept["signature"])).decode().rstrip("=")
        return {"signature_value": value, "x5c": [base64.b64encode(der).decode()]}
    named = str(uuid.uuid4()) if fault is SignFault.OTHER_TRANSACTION else transaction
    parts = {name: kept[name] for name in ("signature", "certificate", "digest")}
    return {"sign_transaction_id": named, **parts}


def _bearer(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise OAuthProblem("invalid_token", "a bearer token is needed", 401)
    return token


def _digest_in(sent: Any) -> bytes:
    try:
        digest = base64.b64decode(sent["digest"], validate=True)
    except (KeyError, TypeError, binascii.Error, ValueError) as cause:
        raise OAuthProblem("invalid_request", "digest is missing, or no base64") from cause
    if len(digest) != 32:
        raise OAuthProblem("invalid_request", "digest is not of SHA-256")
    return digest
