"""Looking up evidence, and the mandate under which something is signed."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.models import ActorKind, Application, SubmittedVersion
from app.applications.signing.by_hand import HandSignature
from app.applications.signing.document import Under
from app.applications.signing.models import SignatureEvidence
from app.audit.models import AuditEntry
from app.files.models import StoredFile
from app.mandates.queries import find_mandate

_AT_ONCE = 100


def find_evidence(session: Session, version_id: UUID) -> SignatureEvidence | None:
    return session.scalar(select(SignatureEvidence).where(SignatureEvidence.version_id == version_id))


def find_last_evidence(
    session: Session, application_id: UUID, number: int
) -> tuple[SignatureEvidence, SubmittedVersion] | None:
    """Of this version, or the last before it that was signed."""
    found = (
        select(SignatureEvidence, SubmittedVersion)
        .join(SubmittedVersion, SubmittedVersion.id == SignatureEvidence.version_id)
        .where(SubmittedVersion.application_id == application_id, SubmittedVersion.number <= number)
        .order_by(SubmittedVersion.number.desc())
        .limit(1)
    )
    row = session.execute(found).one_or_none()
    return (row[0], row[1]) if row else None


def find_under(session: Session, application: Application) -> Under | None:
    """None for whoever sends what is their own."""
    if application.owner_kind is not ActorKind.MANDATE:
        return None
    mandate = find_mandate(session, application.owner_id)
    return Under(mandate.id, mandate.grantor_name, mandate.proxy_name) if mandate else None


def was_signed(session: Session, application_id: UUID) -> bool:
    """Any version of it."""
    found = select(SignatureEvidence.id).where(SignatureEvidence.application_id == application_id)
    return session.scalar(found.limit(1)) is not None


def list_evidence(
    session: Session, reference_number: str | None = None
) -> Iterator[tuple[SignatureEvidence, SubmittedVersion, Application]]:
    """In the order in which they came; of one application, or of all, some at a time."""
    last: UUID | None = None
    found = (
        select(SignatureEvidence, SubmittedVersion, Application)
        .join(SubmittedVersion, SubmittedVersion.id == SignatureEvidence.version_id)
        .join(Application, Application.id == SubmittedVersion.application_id)
        .order_by(SignatureEvidence.id)
        .limit(_AT_ONCE)
    )
    if reference_number is not None:
        found = found.where(Application.reference_number == reference_number)
    while True:
        more = found if last is None else found.where(SignatureEvidence.id > last)
        rows = session.execute(more).all()
        for evidence, version, application in rows:
            yield evidence, version, application
            last = evidence.id
        if len(rows) < _AT_ONCE:
            return
        session.expunge_all()


def hashes_of_files(session: Session, application_id: UUID) -> dict[str, str]:
    """Id → SHA-256 of what is kept; a file that was thrown away is not there."""
    kept = select(StoredFile.id, StoredFile.sha256).where(StoredFile.subject_id == application_id)
    return {str(file_id): sha256 for file_id, sha256 in session.execute(kept)}


def list_lost(session: Session, reference_number: str | None = None) -> list[str]:
    """受付番号 of what was signed more often, as the audit trail tells, than there is evidence of."""
    kept = (
        select(func.count())
        .select_from(SignatureEvidence)
        .where(SignatureEvidence.application_id == Application.id)
        .scalar_subquery()
    )
    signed = (
        select(Application.reference_number)
        .join(AuditEntry, AuditEntry.subject_id == Application.id)
        .where(AuditEntry.action == "sign")
        .group_by(Application.id, Application.reference_number)
        .having(func.count() > kept)
        .order_by(Application.reference_number)
    )
    if reference_number is not None:
        signed = signed.where(Application.reference_number == reference_number)
    return [number or "" for number in session.scalars(signed)]


def find_by_hand(session: Session, version_id: UUID) -> HandSignature | None:
    return session.scalar(select(HandSignature).where(HandSignature.version_id == version_id))


def hand_signatures_of(session: Session, application_id: UUID) -> dict[UUID, HandSignature]:
    """By the id of the version each stands under."""
    found = select(HandSignature).where(HandSignature.application_id == application_id)
    return {each.version_id: each for each in session.scalars(found)}


def was_signed_by_hand(session: Session, application_id: UUID) -> bool:
    """Any version of it."""
    found = select(HandSignature.id).where(HandSignature.application_id == application_id)
    return session.scalar(found.limit(1)) is not None
