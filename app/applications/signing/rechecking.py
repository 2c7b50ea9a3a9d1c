"""Is a signature still what it was? From what is kept alone, with the roots and keys that were ever in use.

Judged as of the moment of signing: a card that has been revoked since, or has run out, signed validly then.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509

from app.applications.models import Application, SubmittedVersion
from app.applications.signing.document import read, says
from app.applications.signing.keeping import is_under_its_mandate, mandate_in, sealed_as
from app.applications.signing.models import SignatureEvidence
from app.auth.jpki.status import CertificateStatus, CertificateStatusChecker, Standing
from app.auth.jpki.verification import Rejected, SignedDocument, TrustStore, Verified, verify
from app.auth.signing_rounds import digest_of
from app.documents.proof.canonical import digest, from_text
from app.documents.proof.keys import KnownKeys
from app.errors import Unavailable


class Part(StrEnum):
    """What can have been changed since; each is looked at, whatever was found before."""

    REPORT = "report"
    DOCUMENT = "document"
    ANSWERS = "answers"
    ATTACHMENTS = "attachments"
    SIGNATURE = "signature"


class Signature(StrEnum):
    """How it stands with a signature that is needed, or was made."""

    HOLDS = "holds"
    HOLDS_BY_PROXY = "holds_by_proxy"
    BY_HAND = "by_hand"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True)
class Kept:
    """`files`: id → SHA-256 of those that are still there; `town` is its 全国地方公共団体コード."""

    evidence: SignatureEvidence
    version: SubmittedVersion
    application: Application
    files: Mapping[str, str]
    town: str


@dataclass(frozen=True)
class Finding:
    """`wrong`: what no longer holds, and how. `since`: what is known of the card now, None where nobody told."""

    wrong: Mapping[Part, str]
    since: CertificateStatus | None = None
    verified: Verified | None = None

    @property
    def is_valid(self) -> bool:
        """As of signing."""
        return not self.wrong

    @property
    def is_revoked_since(self) -> bool:
        return self.since is not None and self.since.standing is Standing.REVOKED


@dataclass(frozen=True)
class _AsReported:
    """A `CertificateStatusChecker` that says once more what was said on the day."""

    report: Mapping[str, str]

    def check(
        self, certificate: x509.Certificate, issuer: x509.Certificate, *, at: datetime
    ) -> CertificateStatus:
        as_of = self.report["as_of"]
        told = datetime.fromisoformat(as_of) if as_of else None
        return CertificateStatus(Standing(self.report["standing"]), self.report["method"], told)


def recheck(kept: Kept, trust: TrustStore, keys: KnownKeys) -> Finding:
    """Without anybody's help."""
    wrong, verified = changes(kept, keys), None
    try:
        verified = _verified(kept.evidence, trust)
    except (Rejected, ValueError, KeyError, TypeError, binascii.Error) as cause:
        wrong[Part.SIGNATURE] = cause.fault.value if isinstance(cause, Rejected) else "unreadable"
    return Finding(wrong, verified=verified)


def changes(kept: Kept, keys: KnownKeys) -> dict[Part, str]:
    """What is no longer as the town sealed it. Needs no roots: the certificate was judged before the seal."""
    looked = {part: look(kept, keys) for part, look in _LOOKS.items()}
    return {part: fault for part, fault in looked.items() if fault}


def look_since(finding: Finding, checker: CertificateStatusChecker, *, now: datetime) -> Finding:
    """The same with what is known of the card today; nothing about the day of signing changes by it."""
    if finding.verified is None:
        return finding
    try:
        since = checker.check(finding.verified.certificate, finding.verified.issuer, at=now)
    except Unavailable:
        return finding
    told = None if since.standing is Standing.UNKNOWN else since
    return Finding(finding.wrong, told, finding.verified)


def _verified(evidence: SignatureEvidence, trust: TrustStore) -> Verified:
    signed = SignedDocument(
        evidence.document.encode(),
        base64.b64decode(evidence.signature, validate=True),
        base64.b64decode(evidence.certificate, validate=True),
    )
    at = datetime.fromisoformat(evidence.report["checked_at"])
    return verify(signed, trust, _AsReported(evidence.report), at=at)


def _report(kept: Kept, keys: KnownKeys) -> str:
    name, _, made = kept.evidence.seal.partition(".")
    try:
        seal = from_text(made)
    except ValueError:
        return "unreadable"
    good = keys.has_signed(name, seal, sealed_as(kept.evidence, kept.version, name))
    if not good:
        return "not as the town sealed it"
    return "" if is_under_its_mandate(kept.evidence, kept.application) else "of a proxy under another mandate"


def _document(kept: Kept, _keys: KnownKeys) -> str:
    document = kept.evidence.document.encode()
    if digest_of(document).hex() != kept.evidence.digest:
        return "not what was signed"
    try:
        nonce = read(document).get("nonce")
    except ValueError:
        return "unreadable"
    return "" if nonce == kept.evidence.nonce else "of another showing"


def _answers(kept: Kept, _keys: KnownKeys) -> str:
    """Of the version that arrived: both its own hash and what was signed."""
    application, version = kept.application, kept.version
    what = {"procedure": application.procedure_key, "revision": str(application.revision_id)}
    if digest({**what, "answers": version.answers}) != version.content_hash:
        return "not what arrived"
    try:
        told = read(kept.evidence.document.encode())
    except ValueError:
        return "unreadable"
    stored = {
        **what,
        "about": told["about"],
        "town": kept.town,
        "application": str(application.id),
        "version": version.number,
        "answers": version.answers,
        "attachments": told.get("attachments"),
        **mandate_in(told, kept.evidence),
    }
    return "" if says(kept.evidence.document.encode(), stored) else "other answers than were signed"


def _attachments(kept: Kept, _keys: KnownKeys) -> str:
    try:
        told = read(kept.evidence.document.encode()).get("attachments") or []
    except ValueError:
        return "unreadable"
    answered = {str(file["id"]): file["sha256"] for file in _files_in(kept.version.answers)}
    for file in told:
        if answered.get(str(file["id"])) != file["sha256"]:
            return "not what was answered"
        if kept.files.get(str(file["id"]), file["sha256"]) != file["sha256"]:
            return "another file is kept"
    return "" if len(answered) == len(told) else "not the files that were signed"


def _files_in(answers: Mapping[str, object]) -> Iterator[Mapping[str, str]]:
    for answer in answers.values():
        for each in answer if isinstance(answer, list) else ():
            if isinstance(each, Mapping) and "sha256" in each:
                yield each


_LOOKS: Mapping[Part, Callable[[Kept, KnownKeys], str]] = {
    Part.REPORT: _report,
    Part.DOCUMENT: _document,
    Part.ANSWERS: _answers,
    Part.ATTACHMENTS: _attachments,
}
