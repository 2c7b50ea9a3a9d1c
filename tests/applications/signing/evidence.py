"""Evidence of the tests: an application that was signed, and what is found of it."""

from sqlalchemy.orm import Session

from app.applications.signing.queries import find_evidence, hashes_of_files
from app.applications.signing.rechecking import Finding, Kept, recheck
from app.auth.jpki.profile import Purpose
from tests import make
from tests.auth.jpki import cards
from tests.make import Case
from tests.signatures import SIGNER

DONATION = "child_allowance_donation"
GIVEN = {"donation_scope": "part"}


def a_signed_case(session: Session) -> Case:
    case = make.a_draft(session, DONATION, "hayashi_keiko", given=GIVEN)
    case.submit()
    session.flush()
    return case


def kept_of(case: Case, number: int = 1) -> Kept:
    version = case.application.versions[number - 1]
    evidence = find_evidence(case.session, version.id)
    assert evidence is not None
    files = hashes_of_files(case.session, case.application.id)
    return Kept(evidence, version, case.application, files, case.town.local_government_code)


def found(kept: Kept) -> Finding:
    return recheck(kept, cards.trust(Purpose.SIGNATURE), SIGNER.known)
