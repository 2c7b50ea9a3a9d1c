"""A `SigningMethod`: the signing API of デジタル認証アプリ. The card signs a digest; the result is sealed for us."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import httpx
from joserfc import jwe, jwk
from joserfc.errors import JoseError

from app.auth.digital_auth import signing_codec
from app.auth.digital_auth.provider import DigitalAuthApp
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.digital_auth.signing_codec import Unreadable
from app.auth.sign_in import Departure, Return, SignInCancelled, SignInRefused
from app.auth.signing import CardSignature, NotSigned, Unsigned
from app.errors import Unavailable
from app.health import Health


class DigitalAuthSigning:
    """Through the provider of signing in, as the same client. `rehearsal_key`: a PEM where the settings have none."""

    def __init__(
        self,
        settings: DigitalAuthSettings,
        provider: DigitalAuthApp,
        http: httpx.Client | None = None,
        rehearsal_key: Callable[[], str] = str,
    ) -> None:
        self._settings, self._provider, self._rehearsal_key = settings, provider, rehearsal_key
        self._http = http or httpx.Client(timeout=settings.patience_seconds)

    @property
    def name(self) -> str:
        return self._provider.name

    @cached_property
    def _key(self) -> jwk.RSAKey | jwk.ECKey:
        return self._settings.results_key(self._rehearsal_key())

    @property
    def origin(self) -> str:
        return self._provider.origin

    def begin_signing(self, digest: bytes, state: str, callback_url: str) -> Departure:
        token = self._client_token()
        answer = self._ask("POST", self._settings.sign_transactions, token, signing_codec.request_for(digest))
        try:
            transaction = signing_codec.transaction_in(answer.json())
        except ValueError as cause:
            raise NotSigned(Unsigned.REFUSED, "no transaction") from cause
        departure = self._provider.depart(state, callback_url, ("sign",), sign_transaction_id=transaction)
        kept = {**departure.keep, "transaction": transaction, "digest": digest.hex()}
        return Departure(departure.url, kept)

    def finish_signing(self, back: Return) -> CardSignature:
        try:
            tokens, _claims = self._provider.redeem(back)
        except SignInCancelled as cause:
            raise NotSigned(signing_codec.reason_in(back.params)) from cause
        except SignInRefused as cause:
            why = signing_codec.reason_in(back.params) if back.params.get("error") else Unsigned.REFUSED
            raise NotSigned(Unsigned.REFUSED if why is Unsigned.CANCELLED else why, "tokens") from cause
        transaction = str(back.keep["transaction"])
        address = f"{self._settings.sign_transactions}/{transaction}/result"
        answer = self._ask("GET", address, tokens["access_token"])
        try:
            opened = self._opened(answer.text)
            digest = bytes.fromhex(str(back.keep["digest"]))
            return signing_codec.signature_in(opened, transaction, digest)
        except (Unreadable, JoseError, ValueError, TypeError) as cause:
            raise NotSigned(Unsigned.REFUSED, type(cause).__name__) from cause

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        return self._provider.health()

    def _client_token(self) -> str:
        """Of the service itself, in nobody's name."""
        asked = {"grant_type": "client_credentials", "scope": "sign"}
        try:
            token = self._provider.ask_for_token(asked).get("access_token")
        except SignInRefused as cause:
            raise NotSigned(Unsigned.REFUSED, "client_credentials") from cause
        if not isinstance(token, str):
            raise NotSigned(Unsigned.REFUSED, "client_credentials")
        return token

    def _ask(self, method: str, address: str, token: str, sent: Any = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        try:
            answer = self._http.request(method, address, headers=headers, json=sent)
        except httpx.HTTPError as failure:
            raise Unavailable from failure
        if answer.status_code >= 500:
            raise Unavailable
        if answer.status_code not in {200, 201} or len(answer.content) > signing_codec.MOST_BYTES:
            raise NotSigned(Unsigned.REFUSED, f"HTTP {answer.status_code}")
        return answer

    def _opened(self, body: str) -> bytes:
        """Of a JWE for our key, under one of the algorithms we know."""
        sealed = signing_codec.sealed_in(body)
        opened = jwe.decrypt_compact(sealed, self._key, algorithms=[*signing_codec.JWE_ALGORITHMS])
        return opened.plaintext or b""
