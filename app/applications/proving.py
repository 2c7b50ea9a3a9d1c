"""A case → what the town signs of its receipt and of its decision: hashes and numbers, no personal data."""

from dataclasses import asdict

from app.applications.decision_words import notice_of
from app.applications.documents import contact_of, files_in
from app.applications.models import Application
from app.documents.proof.canonical import digest
from app.documents.proof.statement import Details, Kind
from app.documents.shapes import ArrivalReceipt, DecisionNotice
from app.documents.stamp import Claim
from app.municipality.town import Municipality
from app.procedures.definition import Procedure


def receipt_claim(application: Application, procedure: Procedure, receipt: ArrivalReceipt) -> Claim:
    """Of the first version that arrived. The row's own random number keeps its hash from being guessed."""
    first = application.versions[0]
    hashes = tuple(file["sha256"] for file in files_in(procedure, first.answers))
    details = Details(first.content_hash, str(first.id), hashes)
    return Claim(receipt, Kind.ARRIVAL_RECEIPT, procedure.key, details)


def notice_claim(application: Application, procedure: Procedure, town: Municipality) -> Claim:
    """Of the decision as it stands: every word of its notice, and the files of the version decided upon."""
    decision = application.decisions[-1]
    notice = notice_of(application, procedure, town, contact_of(town, procedure))
    version = application.versions[decision.version_number - 1]
    hashes = tuple(file["sha256"] for file in files_in(procedure, version.answers))
    return Claim(
        notice,
        Kind.DECISION_NOTICE,
        procedure.key,
        Details(_content_of(notice), str(decision.id), hashes),
        outcome=notice.outcome,
        document_number=notice.document_number,
    )


def _content_of(notice: DecisionNotice) -> str:
    words = asdict(notice)
    words["made_at"] = notice.made_at.isoformat()
    return digest(words)
