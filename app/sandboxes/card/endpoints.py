"""What services ask here themselves, behind the browser's back: token, userinfo, certs, and lists of revocations."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.auth.jpki.profile import Purpose
from app.sandboxes.card.faults import Fault
from app.sandboxes.card.memory import Json
from app.sandboxes.card.problems import OAuthProblem
from app.sandboxes.card.provider import Provider


@dataclass(frozen=True)
class Endpoints:
    """As plain functions over the provider and the time."""

    provider: Provider
    now: Callable[[], datetime]

    async def token(self, request: Request) -> Response:
        sent = await request.form()
        form = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
        if len(form) != len(sent.multi_items()):
            raise OAuthProblem("invalid_request", "a parameter is there twice")
        fault = await run_in_threadpool(self.provider.fault_of, form.get("code", ""), self.now())
        if fault is Fault.SLOW:
            await asyncio.sleep(self.provider.setting.hang_seconds)
        return JSONResponse(await run_in_threadpool(self._redeem, form, fault))

    def userinfo(self, request: Request) -> Response:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise OAuthProblem("invalid_token", "a bearer token is needed", 401)
        return JSONResponse(self.provider.about(token, self.now()))

    def certs(self) -> Response:
        return JSONResponse(self.provider.tokens.published())

    def revocations(self, identifier: str) -> Response:
        """Of the root with this key identifier, as anybody may fetch it."""
        found = self.provider.cards.revocation_list(identifier, self.now())
        return Response(status_code=404) if found is None else Response(found, 200, media_type=_CRL)

    def roots(self, purpose: Purpose) -> Response:
        """PEM, of every generation in force: whom a rehearsal trusts, and production refuses."""
        found = self.provider.cards.generations.in_force(purpose, self.now())
        pem = b"".join(each.certificate.public_bytes(Encoding.PEM) for each in found)
        return Response(pem, 200, media_type="application/x-pem-file")

    def _redeem(self, form: Mapping[str, str], fault: Fault) -> Json:
        if fault is Fault.SERVER_ERROR:
            raise OAuthProblem("server_error", "something went wrong here", 500)
        if fault is Fault.JTI_REPLAYED:
            raise OAuthProblem("invalid_client", "jti has been used", 401)
        return self.provider.redeem(form, self.now())


_CRL = "application/pkix-crl"
