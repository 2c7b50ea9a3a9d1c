"""Something happened → a notice, for whoever left an address."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.lifecycle import Action, State
from app.applications.notifying import notify, warn_of_expiry
from app.language import Language
from app.notices.models import Notice
from tests import make
from tests.applications.reading import jobs, notices
from tests.conftest import NOW


def test_it_goes_to_the_address_in_the_answers(session: Session) -> None:
    case = make.a_case(session, State.ARRIVED)
    case.application.language = "ja-easy"
    notify(session, case.application, "decided", now=NOW)
    notice = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert notice is not None
    assert notice.to_address == "yoko.mizuno@mail.example"
    assert notice.language is Language.EASY
    assert notice.reference_number == case.application.reference_number
    assert notice.subject_id == case.application.id


def test_whoever_left_no_address_is_not_written_to(session: Session) -> None:
    """Must catch: a submission that fails because there is nobody to write to."""
    case = make.a_draft(session, make.CERTIFICATE, "inoue_fumi", given={"applicant_email": None})
    case.submit()
    case.start_review()
    case.pay()
    case.propose(Action.GRANT)
    assert notices(session, case.application.id) == []
    assert jobs(session) == ["render_decision_notice"]


def test_a_disaster_is_told_without_an_address(session: Session) -> None:
    """It is asked for later, and may never be."""
    case = make.a_case(session, State.ARRIVED, make.DISASTER, None)
    assert notices(session, case.application.id) == []
    case.supplement(applicant_email="mihon@mail.example")
    case.start_review()
    case.ask("photos")
    assert notices(session, case.application.id) == ["correction_requested"]


def test_a_draft_is_announced_once(session: Session) -> None:
    draft = make.a_draft(session).application
    warn_of_expiry(session, draft, now=NOW)
    assert notices(session, draft.id) == ["draft_expiring"]
    assert draft.expiry_notice_at is None
    assert draft.expires_at is not None


def test_a_kind_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="telegram"):
        notify(session, make.a_case(session, State.ARRIVED).application, "telegram", now=NOW)
