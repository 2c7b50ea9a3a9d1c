"""A signature that was verified → evidence, sealed by the town, in the transaction that takes the application."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.applications.models import ActorKind, Application, SubmittedVersion
from app.applications.signing.document import read
from app.applications.signing.models import SignatureEvidence
from app.auth.jpki.revocation_lists import key_identifier
from app.auth.jpki.verification import Verified
from app.auth.signing import CardSignature
from app.documents.proof.canonical import canonical, to_text
from app.documents.proof.keys import Signer

APPLICANT, PROXY = "applicant", "proxy"
SEALED_AS = b"madoguchi signature evidence 1\n"


@dataclass(frozen=True)
class Signed:
    """`report`: what was found, as `report_of` says it. `signer` is the town's own key."""

    document: bytes = field(repr=False)
    card: CardSignature = field(repr=False)
    report: dict[str, Any] = field(repr=False)
    signer: Signer = field(repr=False)


def report_of(verified: Verified, *, under: UUID | None, at: datetime) -> dict[str, Any]:
    """`whose` certificate it is: the applicant's, or that of a proxy `under` a mandate, which stands there too."""
    status = verified.status
    return {
        **({"whose": APPLICANT} if under is None else {"whose": PROXY, "mandate": str(under)}),
        "issuer": key_identifier(verified.issuer),
        "serial": f"{verified.certificate.serial_number:x}",
        "checked_at": moment(at),
        "standing": status.standing.value,
        "method": status.method,
        "as_of": moment(status.as_of) if status.as_of else "",
    }


def is_by_proxy(evidence: SignatureEvidence) -> bool:
    return bool(evidence.report["whose"] == PROXY)


def is_under_its_mandate(evidence: SignatureEvidence, application: Application) -> bool:
    """What a proxy signs belongs to the mandate under which they signed it."""
    if not is_by_proxy(evidence):
        return True
    owner = application.owner_kind, str(application.owner_id)
    return owner == (ActorKind.MANDATE, evidence.report["mandate"])


def mandate_in(told: Mapping[str, Any], evidence: SignatureEvidence) -> dict[str, Any]:
    """What a signed document says of a mandate, with the one that the town has sealed; older documents name none."""
    named = told.get("mandate")
    if not isinstance(named, Mapping):
        return {}
    return {"mandate": {**named, "id": evidence.report.get("mandate")}}


def keep(application: Application, version: SubmittedVersion, signed: Signed) -> SignatureEvidence:
    """`version` is the one that was signed. The caller adds it to the session."""
    evidence = SignatureEvidence(
        application_id=application.id,
        version_id=version.id,
        nonce=str(read(signed.document)["nonce"]),
        digest=hashlib.sha256(signed.document).hexdigest(),
        document=signed.document.decode(),
        signature=base64.b64encode(signed.card.signature).decode(),
        certificate=base64.b64encode(signed.card.certificate).decode(),
        report=signed.report,
        seal="",
        signed_at=version.submitted_at,
    )
    made = signed.signer.sign(sealed_as(evidence, version, signed.signer.key_id))
    evidence.seal = f"{signed.signer.key_id}.{to_text(made)}"
    return evidence


def sealed_as(evidence: SignatureEvidence, version: SubmittedVersion, key_id: str) -> bytes:
    """The bytes under the town's seal."""
    parts = {"signature": evidence.signature, "certificate": evidence.certificate}
    told = {name: hashlib.sha256(part.encode()).hexdigest() for name, part in parts.items()}
    return SEALED_AS + canonical(
        {
            **told,
            "application": str(evidence.application_id),
            "version": str(evidence.version_id),
            "content": version.content_hash,
            "document": evidence.digest,
            "nonce": evidence.nonce,
            "signed_at": moment(evidence.signed_at),
            "report": evidence.report,
            "key": key_id,
        }
    )


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
