"""What the town hands out: typeset, read back page by page, sealed, and checked once more as anybody would."""

from dataclasses import dataclass, replace

from app.documents.pdf import render
from app.documents.proof.code import sign
from app.documents.proof.keys import Signer
from app.documents.proof.seal import seal
from app.documents.proof.statement import Details, Kind, Statement
from app.documents.proof.verdict import check_file
from app.documents.reading import NotWhole
from app.documents.shapes import Document
from app.documents.verification import Verification


@dataclass(frozen=True)
class Claim:
    """A document, and what is to be signed of it: `kind`, `procedure` and the hashes; the rest it says itself."""

    document: Document
    kind: Kind
    procedure: str
    details: Details
    outcome: str = ""
    document_number: str = ""


@dataclass(frozen=True)
class Stamp:
    """The town's: `town` is its 全国地方公共団体コード, `page` the address where everybody can check.

    Without a page nothing can be issued: the office, whose address is nobody else's business, has none.
    """

    signer: Signer
    town: str
    page: str

    def issue(self, claim: Claim) -> bytes:
        """The signed PDF. Raises NotWhole or TookTooLong; then there is none."""
        code = sign(self._statement_of(claim), self.signer)
        told = replace(claim.document, verification=Verification(self.page, str(code)))
        made = seal(render(told).pdf, code, claim.details, self.signer)
        found = check_file(made, self.signer.known)
        if not found.is_genuine or found.statement != code.statement:
            raise NotWhole("what was made does not prove what it should")
        return made

    def _statement_of(self, claim: Claim) -> Statement:
        return Statement(
            kind=claim.kind,
            town=self.town,
            number=claim.document.reference_number,
            procedure=claim.procedure,
            at=claim.document.made_at,
            details=claim.details.digest,
            outcome=claim.outcome,
            document_number=claim.document_number,
        )
