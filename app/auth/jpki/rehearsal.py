"""Roots and revocations of the rehearsal, asked of the sandbox each time: never where real people are."""

from datetime import datetime

import httpx
from cryptography import x509

from app.auth.jpki.profile import ARC, Purpose
from app.auth.jpki.revocation_lists import RevocationLists, key_identifier
from app.auth.jpki.status import CertificateStatus
from app.auth.jpki.verification import TrustStore
from app.errors import SandboxInProduction, Unavailable

# Of test environments.
POLICIES = {Purpose.SIGNATURE: f"{ARC}.1.0.20", Purpose.AUTHENTICATION: f"{ARC}.1.0.30"}


class RehearsalTrust:
    """A `CertificateStatusChecker`, and the roots that go with it."""

    def __init__(self, base_url: str, http: httpx.Client, *, production: bool) -> None:
        if production:
            raise SandboxInProduction("the roots of the rehearsal vouch for nobody")
        self._base_url, self._http = base_url, http

    def signature_trust(self) -> TrustStore:
        return self._trust(Purpose.SIGNATURE)

    def authentication_trust(self) -> TrustStore:
        return self._trust(Purpose.AUTHENTICATION)

    def _trust(self, purpose: Purpose) -> TrustStore:
        """Raises Unavailable."""
        try:
            answer = self._http.get(f"{self._base_url}/jpki/{purpose}.pem")
            roots = tuple(x509.load_pem_x509_certificates(answer.content))
        except (httpx.HTTPError, ValueError) as failure:
            raise Unavailable from failure
        return TrustStore(purpose, roots, frozenset({POLICIES[purpose]}))

    def check(
        self, certificate: x509.Certificate, issuer: x509.Certificate, *, at: datetime
    ) -> CertificateStatus:
        name = key_identifier(issuer)
        lists = RevocationLists({name: f"{self._base_url}/jpki/{name}.crl"}, self._http)
        return lists.check(certificate, issuer, at=at)
