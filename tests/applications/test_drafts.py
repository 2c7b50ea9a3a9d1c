"""A draft: begun, saved page by page, handed over, thrown away."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.applications import drafts, queries
from app.applications.hands import Hand
from app.applications.lifecycle import State
from app.applications.models import Actor, ActorKind, Application
from app.database import new_id
from app.errors import Conflict, NotFound
from app.files.kinds import FileKind
from app.files.models import ScanState, StoredFile
from app.files.queries import list_ever_of
from app.municipality.values import Parameter
from app.procedures.publication import get_procedure, publish
from tests import make
from tests.conftest import NOW

pytestmark = pytest.mark.calendar

DAY = timedelta(days=1)


def a_file(session: Session, case: make.Case) -> None:
    size = {"media_type": FileKind.JPEG, "size_bytes": 1, "sha256": "0" * 64, "copy_key": "key"}
    about = {
        "subject_id": case.application.id,
        "question_key": "photos",
        "position": 1,
        "display_name": "写真",
    }
    session.add(StoredFile(**size, **about, scan_state=ScanState.CLEAN, received_at=NOW))
    session.flush()


def test_a_form_does_not_change_under_whoever_has_begun_it(session: Session) -> None:
    """Must catch: a publication that adds a required question to every open draft."""
    case = make.a_draft(session)
    definition = make.catalog()[make.ALLOWANCE]
    newer = publish(session, definition.model_copy(update={"minutes": 99}), now=NOW + DAY)
    assert case.application.revision_id != newer.id
    assert get_procedure(session, case.application.revision_id) == definition
    case.submit()
    assert case.application.revision_id != newer.id


def test_a_draft_belongs_to_somebody(session: Session) -> None:
    with pytest.raises(ValueError, match="belongs to somebody"):
        make.a_draft(session, by=Actor(ActorKind.SYSTEM))


def test_a_draft_is_kept_for_ninety_days_and_announced_two_weeks_before(session: Session) -> None:
    application = make.a_draft(session).application
    assert application.expires_at == NOW + 90 * DAY
    assert application.expiry_notice_at == NOW + 76 * DAY


def test_the_days_are_the_towns(session: Session) -> None:
    town = make.a_town(make.ALLOWANCE, draft_days=Parameter(value=30, source="要綱"))
    assert make.a_draft(session, town=town).application.expires_at == NOW + 30 * DAY


def test_saving_begins_the_days_anew(session: Session) -> None:
    """Must catch: a draft removed in the middle of being written."""
    application = make.a_draft(session).application
    drafts.save_answers(
        application, {"revision_kind": "decrease"}, make.town(), hand=Hand.SELF, now=NOW + 50 * DAY
    )
    assert application.saved_at == NOW + 50 * DAY
    assert application.expires_at == NOW + 140 * DAY
    assert application.expiry_notice_at == NOW + 126 * DAY


def test_saving_adds_to_what_is_there_and_survives(session: Session) -> None:
    """Must catch: a page that takes away the answers of the others; a change the database does not see."""
    application = make.a_draft(session).application
    drafts.save_answers(application, {"event_date": "2026-05-03"}, make.town(), hand=Hand.SELF, now=NOW)
    session.flush()
    session.expire_all()
    assert application.answers["event_date"] == "2026-05-03"
    assert application.answers["revision_kind"] == "increase"


def test_what_has_arrived_does_not_expire(session: Session) -> None:
    """Must catch: a submitted case swept away like a draft."""
    case = make.a_case(session, State.IN_REVIEW)
    drafts.save_answers(
        case.application, {"event_date": "2026-05-03"}, make.town(), hand=Hand.SELF, now=NOW + DAY
    )
    assert case.application.expires_at is None
    assert case.application.expiry_notice_at is None
    assert drafts.sweep_expired(session, now=NOW + 400 * DAY) == 0


def test_only_the_owner_finds_it(session: Session) -> None:
    """Must catch: a draft opened by writing its id into an address."""
    case = make.a_draft(session)
    mine, theirs = case.application, new_id()
    assert drafts.get_own(session, mine.id, case.owner.id or theirs) is mine
    assert drafts.get_own(session, mine.id, theirs, frozenset({mine.id})) is mine
    for owner, also in ((theirs, frozenset()), (theirs, frozenset({new_id()}))):
        with pytest.raises(NotFound):
            drafts.get_own(session, mine.id, owner, also)
    with pytest.raises(NotFound):
        drafts.get_own(session, new_id(), theirs)


def test_a_draft_can_be_thrown_away_with_its_files(session: Session) -> None:
    """Must catch: photos of a home that stay behind when their draft is gone."""
    case = make.a_draft(session, make.DISASTER, None)
    a_file(session, case)
    drafts.discard(session, case.application)
    session.flush()
    assert session.get(Application, case.application.id) is None
    assert list_ever_of(session, case.application.id) == []


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_what_has_arrived_is_not_thrown_away(session: Session, state: State) -> None:
    """Must catch: a case erased by its applicant, and with it what the office has decided."""
    case = make.a_case(session, state)
    with pytest.raises(drafts.AlreadySubmitted):
        drafts.discard(session, case.application)
    assert issubclass(drafts.AlreadySubmitted, Conflict)


def test_drafts_nobody_touches_are_removed(session: Session) -> None:
    """Must catch: the last moment taken for too late, and the files of a draft left behind."""
    case = make.a_draft(session)
    a_file(session, case)
    last = NOW + 90 * DAY
    assert drafts.sweep_expired(session, now=last) == 0
    assert drafts.sweep_expired(session, now=last + timedelta(seconds=1)) == 1
    session.flush()
    assert session.get(Application, case.application.id) is None
    assert list_ever_of(session, case.application.id) == []


def test_a_guests_drafts_follow_them_into_their_account(session: Session) -> None:
    """Must catch: what was typed before the sign-in, lost by it."""
    guest, resident = make.a_guest(), make.a_resident()
    begun = make.a_draft(session, make.DISASTER, None, by=guest)
    sent = make.a_draft(session, make.DISASTER, None, by=guest)
    sent.submit()
    others = make.a_draft(session, make.DISASTER, None)
    assert guest.id is not None
    assert drafts.hand_over(session, guest.id, resident) == 2
    owners = {case.application.owner_id for case in (begun, sent)}
    assert owners == {resident.id}
    assert begun.application.owner_kind is ActorKind.RESIDENT
    assert others.application.owner_id != resident.id
    assert drafts.hand_over(session, guest.id, resident) == 0


def test_the_resume_code_can_be_read_aloud(session: Session) -> None:
    """Must catch: 0 and O, 1 and I, 5 and S, 8 and B, which a telephone does not tell apart."""
    codes = {make.a_draft(session, make.DISASTER, None).application.resume_code for _ in range(5)}
    assert len(codes) == 5
    assert all(len(code) == 12 and not set(code) & set("0O1IL5S8B") for code in codes)


def test_a_draft_is_found_again(session: Session) -> None:
    owner = make.a_resident()
    assert owner.id is not None
    assert queries.find_draft(session, owner.id, make.ALLOWANCE) is None
    first = make.a_draft(session, by=owner).application
    second = make.a_draft(session, by=owner, now=NOW + DAY).application
    session.flush()
    assert queries.find_draft(session, owner.id, make.ALLOWANCE) is second
    assert queries.find_draft(session, owner.id, make.CERTIFICATE) is None
    assert queries.find_draft(session, new_id(), make.ALLOWANCE) is None
    assert queries.find_by_resume_code(session, first.resume_code) is first
    assert queries.find_by_resume_code(session, "NOSUCHCO") is None
    assert queries.list_owned(session, owner.id) == [second, first]
    assert queries.list_owned(session, new_id(), [first.id]) == [first]


def test_a_draft_is_announced_once(session: Session) -> None:
    application = make.a_draft(session).application
    session.flush()
    before, after = NOW + 76 * DAY, NOW + 76 * DAY + timedelta(seconds=1)
    assert queries.list_drafts_to_warn(session, before) == []
    assert queries.list_drafts_to_warn(session, after) == [application]
