"""What stays of a signature: enough to prove it years later, and nothing that can be changed unnoticed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.applications import submission
from app.applications.lifecycle import State
from app.applications.models import Application, HistoryEntry, SubmittedVersion
from app.applications.signing.models import SignatureEvidence
from app.applications.signing.needed import SignatureMissing
from app.applications.signing.queries import find_evidence, list_evidence, list_lost
from app.applications.signing.rechecking import Part, look_since, recheck
from app.auth.jpki.profile import Purpose
from app.auth.jpki.status import CertificateStatus, Standing
from app.auth.purging import purge
from app.auth.signing import NotSigned, Unsigned
from app.database import Database
from app.documents.proof.keys import Signer, new_secret
from app.errors import Unavailable
from app.municipality.offering import AssuranceAsked
from tests import make
from tests.applications.reading import audited
from tests.applications.signing.evidence import DONATION, GIVEN, a_signed_case, found, kept_of
from tests.auth.jpki import cards
from tests.conftest import NOW
from tests.signatures import SIGNER

ONLY_SIGNED_IN = make.a_town(DONATION, assurance=AssuranceAsked.AUTHENTICATED)


def test_what_was_signed_is_kept_and_holds(session: Session) -> None:
    case = a_signed_case(session)
    kept = kept_of(case)
    assert found(kept).wrong == {}
    assert found(kept).is_valid
    assert kept.evidence.signed_at == case.application.arrived_at
    assert kept.evidence.report["whose"] == "applicant"


def test_nothing_arrives_without_the_signature_that_is_needed(session: Session) -> None:
    """I-39. Must catch: a procedure that says it is signed, and takes what is not."""
    case = make.a_draft(session, DONATION, "hayashi_keiko", given=GIVEN)
    unsigned = replace(case.what(), signed=None)
    with pytest.raises(SignatureMissing):
        submission.submit(session, case.application, unsigned, by=case.owner, now=NOW)
    assert case.application.state is State.DRAFT
    assert case.application.reference_number is None


def test_a_signature_of_other_answers_is_none(session: Session) -> None:
    """I-39. Must catch: an answer that changes between showing and sending."""
    case = make.a_draft(session, DONATION, "hayashi_keiko", given=GIVEN)
    earlier = case.what()
    changed = replace(case.what(applicant_phone="09000000999"), signed=earlier.signed)
    with pytest.raises(NotSigned) as refused:
        submission.submit(session, case.application, changed, by=case.owner, now=NOW)
    assert refused.value.why is Unsigned.CHANGED
    assert case.application.state is State.DRAFT


def test_a_signature_sends_one_application_once(session: Session) -> None:
    first, second = (make.a_draft(session, DONATION, "hayashi_keiko", given=GIVEN) for _ in range(2))
    taken = replace(second.what(), signed=first.what().signed)
    with pytest.raises(NotSigned):
        submission.submit(session, second.application, taken, by=second.owner, now=NOW)


def test_a_correction_of_what_was_signed_is_signed_again(session: Session) -> None:
    """I-39. Must catch: signed answers that are mended without their signature."""
    case = a_signed_case(session)
    case.start_review()
    case.ask("applicant_phone")
    unsigned = replace(case.what(applicant_phone="09000000999"), signed=None)
    with pytest.raises(SignatureMissing):
        submission.resubmit(session, case.application, unsigned, by=case.owner, now=case.tick())
    case.resubmit(applicant_phone="09000000999")
    session.flush()
    assert found(kept_of(case, 1)).is_valid, "of what arrived first"
    assert found(kept_of(case, 2)).is_valid


def test_a_correction_that_changes_nothing_needs_no_card(session: Session) -> None:
    case = a_signed_case(session)
    case.start_review()
    case.ask("applicant_phone")
    unchanged = replace(case.what(), signed=None)
    submission.resubmit(session, case.application, unchanged, by=case.owner, now=case.tick())
    assert case.application.state is State.IN_REVIEW


def test_a_correction_of_what_nobody_signed_needs_no_card(session: Session) -> None:
    case = make.a_case(session, State.CORRECTION_REQUESTED)
    case.resubmit(applicant_phone="09000000999")
    assert find_evidence(session, case.application.versions[1].id) is None


def test_a_town_may_ask_for_more_and_for_less(session: Session) -> None:
    more = make.a_draft(session, town=make.a_town(make.ALLOWANCE, assurance=AssuranceAsked.SIGNED))
    what = replace(more.what(), signed=None)
    with pytest.raises(SignatureMissing):
        submission.submit(session, more.application, what, by=more.owner, now=NOW)
    less = make.a_draft(session, DONATION, "hayashi_keiko", given=GIVEN, town=ONLY_SIGNED_IN)
    assert less.what().signed is None
    less.submit()
    assert less.application.state is State.ARRIVED


def test_a_town_cannot_let_off_what_the_law_wants(session: Session) -> None:
    case = make.a_draft(session, DONATION, "hayashi_keiko", given=GIVEN, town=ONLY_SIGNED_IN)
    what = case.what()
    procedure = what.journey.procedure.model_copy(update={"assurance_least": None})
    bound = replace(what, journey=replace(what.journey, procedure=procedure))
    with pytest.raises(SignatureMissing):
        submission.submit(session, case.application, bound, by=case.owner, now=NOW)


class Later:
    """What J-LIS says on another day."""

    def __init__(self, status: CertificateStatus | None) -> None:
        self.status = status

    def check(self, _certificate: Any, _issuer: Any, *, at: datetime) -> CertificateStatus:
        if self.status is None:
            raise Unavailable
        return replace(self.status, as_of=at)


REVOKED = CertificateStatus(Standing.REVOKED, "crl", revoked_at=NOW + timedelta(days=30), reason="moved")
LATER = NOW + timedelta(days=400)


def test_a_card_revoked_later_signed_validly_and_that_is_told(session: Session) -> None:
    """I-39. Must catch: a move that makes an application of before unsigned, or a revocation nobody is told of."""
    finding = look_since(found(kept_of(a_signed_case(session))), Later(REVOKED), now=LATER)
    assert finding.is_valid
    assert finding.is_revoked_since
    assert finding.since is not None
    assert finding.since.revoked_at == REVOKED.revoked_at


def test_a_certificate_that_ran_out_since_signed_validly(session: Session) -> None:
    finding = look_since(
        found(kept_of(a_signed_case(session))),
        Later(CertificateStatus(Standing.GOOD, "crl")),
        now=NOW + timedelta(days=3650),
    )
    assert finding.is_valid
    assert not finding.is_revoked_since


@pytest.mark.parametrize("told", [None, CertificateStatus(Standing.UNKNOWN, "crl")])
def test_where_nobody_tells_the_day_of_signing_stands(
    session: Session, told: CertificateStatus | None
) -> None:
    finding = look_since(found(kept_of(a_signed_case(session))), Later(told), now=LATER)
    assert finding.is_valid
    assert finding.since is None


def test_it_needs_the_roots_and_the_keys_of_then(session: Session) -> None:
    """Must catch: any root, or any key, that will do."""
    kept = kept_of(a_signed_case(session))
    stranger = Signer([new_secret()[0]])
    assert set(recheck(kept, cards.trust(Purpose.SIGNATURE), stranger.known).wrong) == {Part.REPORT}
    assert set(recheck(kept, cards.trust(Purpose.AUTHENTICATION), SIGNER.known).wrong) == {Part.SIGNATURE}


def test_it_is_there_until_its_application_goes(database: Database) -> None:
    """Must catch: evidence that is swept with the rounds, or that outlives what it proves."""
    with database.write() as session:
        application_id = a_signed_case(session).application.id
    with database.write() as session:
        purge(session, now=NOW + timedelta(days=3650))
    with database.read() as session:
        assert len([*list_evidence(session)]) == 1
        (number,) = session.scalars(select(Application.reference_number))
        assert len([*list_evidence(session, number)]) == 1
        assert [*list_evidence(session, "26-999999-X")] == []
    with database.write() as session:
        for table in (HistoryEntry, SubmittedVersion):
            session.execute(delete(table).where(table.application_id == application_id))
        assert session.scalar(select(func.count()).select_from(SignatureEvidence)) == 0
        session.execute(delete(Application).where(Application.id == application_id))


def test_that_it_was_signed_stands_in_the_trail(database: Database) -> None:
    with database.write() as session:
        application_id = a_signed_case(session).application.id
    assert "sign" in [action for action, _by, _fields in audited(database, application_id)]


@pytest.mark.postgres
def test_on_the_other_database_too(pg_database: Database) -> None:
    """Must catch: a statement that only one of the databases understands."""
    with pg_database.write() as session:
        a_signed_case(session)
    with pg_database.read() as session:
        assert len([*list_evidence(session)]) == 1
        assert list_lost(session) == []
    with pg_database.write() as session:
        (number,) = session.scalars(select(Application.reference_number))
        session.execute(delete(SignatureEvidence))
    with pg_database.read() as session:
        assert list_lost(session) == [number]
        assert list_lost(session, "26-999999-X") == []
