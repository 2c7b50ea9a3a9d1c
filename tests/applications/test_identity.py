"""Without a card: arrived is not known, and nobody decides about somebody who is not known."""

from datetime import timedelta

import pytest

from app.applications import identity, review, submission
from app.applications.drafts import discard, hand_over
from app.applications.identity import IdentityNotChecked
from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.identity_papers import BY_KEY, CHECKS, PAPERS, papers_suffice
from app.applications.identity_queries import find_check
from app.applications.lifecycle import OUTCOMES, Action, NotPossibleNow, State
from app.applications.models import Actor, ActorKind
from app.applications.review import Proposal
from app.audit.queries import list_about
from app.auth.identity import Assurance, Role
from app.database import Database, new_id
from app.errors import Forbidden, Invalid
from app.files.models import StoredFile
from app.files.queries import list_files_of
from tests import make
from tests.papers import ALL, by_papers, hands_in

AUDITOR = make.a_staff_member(Role.AUDITOR)


def test_one_paper_with_a_photo_or_two_of_the_others() -> None:
    for paper in PAPERS:
        assert papers_suffice({paper.key}) is paper.suffices
    assert papers_suffice({"health_insurance", "pension"})
    assert not papers_suffice({"health_insurance", "no_such_paper"})
    assert not papers_suffice(set())
    assert not BY_KEY["passport"].suffices, "the newer ones have no address"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_nothing_is_decided_before_somebody_has_looked(database: Database, outcome: Action) -> None:
    """I-39c. Must catch: a proposal, an approval or a decision about somebody whose papers nobody has seen."""
    with database.write() as session:
        case = by_papers(session)
        case.start_review()
        with pytest.raises(IdentityNotChecked):
            case.propose(outcome, "理由です。")
        assert case.application.state is State.IN_REVIEW
        assert case.application.decisions == []


def test_a_decision_is_refused_at_its_last_step_too(database: Database) -> None:
    """I-39c. Must catch: the check only where it is proposed. As if the proposal had stood there already."""
    with database.write() as session:
        case = by_papers(session)
        case.start_review()
        check = find_check(session, case.application.id)
        assert check is not None
        check.state = IdentityState.ACCEPTED
        case.propose(Action.GRANT)
        check.state = IdentityState.WAITING
        with pytest.raises(IdentityNotChecked):
            case.approve()
        assert case.application.decisions[-1].document_number is None
        check.state = IdentityState.ACCEPTED
        case.approve()
        assert case.application.state is State.GRANTED


def test_accepted_means_that_every_line_was_ticked(database: Database) -> None:
    """I-39c."""
    assert set(ALL) == set(CHECKS)
    with database.write() as session:
        case = by_papers(session)
        application = case.application
        for ticked in ((), ALL[1:], (*ALL, "face")):
            with pytest.raises(Invalid):
                identity.accept(session, application, ticked, by=make.CLERK, now=case.tick())
        identity.accept(session, application, ALL, by=make.CLERK, now=case.tick())
        assert not identity.is_unchecked(session, application)
        with pytest.raises(NotPossibleNow):
            identity.accept(session, application, ALL, by=make.CLERK, now=case.tick())
    with database.read() as session:
        (entry, *_) = list_about(session, "application", application.id)
        assert entry.action == "accept_identity"
        assert set(entry.fields) == {f"identity.{key}" for key in ALL}


@pytest.mark.parametrize("by", [make.STRANGER, AUDITOR], ids=["another section", "auditor"])
def test_only_the_section_in_charge_may_look(database: Database, by: object) -> None:
    """I-39c."""
    with database.write() as session:
        case = by_papers(session)
        with pytest.raises(Forbidden):
            identity.accept(session, case.application, ALL, by=by, now=case.tick())  # type: ignore[arg-type]
        with pytest.raises(Forbidden):
            identity.ask_again(session, case.application, ["name"], "", by=by, now=case.tick())  # type: ignore[arg-type]


def test_asked_again_the_old_photos_are_gone_and_new_ones_wait(database: Database) -> None:
    """Must catch: photos that were no good kept; the same ones handed in again by a tap."""
    with database.write() as session:
        case = by_papers(session)
        application, owner = case.application, Actor(ActorKind.GUEST, case.application.owner_id)
        check = find_check(session, application.id)
        assert check is not None
        with pytest.raises(Invalid):
            identity.ask_again(session, application, [], "  ", by=make.CLERK, now=case.tick())
        identity.ask_again(session, application, ["blurred"], "", by=make.CLERK, now=case.tick())
        assert list_files_of(session, check.id) == []
        with pytest.raises(Invalid):
            identity.hand_in_again(session, application, by=owner, now=case.tick())
        hands_in(session, case, "residence_card")
        identity.hand_in_again(session, application, by=owner, now=case.tick())
        assert check.state is IdentityState.WAITING
        assert identity.is_unchecked(session, application)


def test_who_shows_a_card_meanwhile_leaves_no_papers(database: Database) -> None:
    with database.write() as session:
        guest, resident = Actor(ActorKind.GUEST, new_id(), Assurance.CONTACT), make.a_resident()
        case = make.a_draft(session, by=guest)
        hands_in(session, case, "driving_licence")
        assert guest.id is not None
        hand_over(session, guest.id, resident)
        submission.submit(session, case.application, case.what(), by=resident, now=case.tick())
        assert find_check(session, case.application.id) is None
        assert session.query(StoredFile).count() == 0
        case.start_review()
        case.propose(Action.GRANT)


def test_the_photos_go_so_many_days_after_the_end(database: Database) -> None:
    """Must catch: photos kept for ever; photos of a case under way thrown away."""
    with database.write() as session:
        case = by_papers(session)
        open_case = by_papers(session, person="fujita_naoki", given={"revision_kind": "decrease"})
        identity.accept(session, case.application, ALL, by=make.CLERK, now=case.tick())
        case.start_review()
        case.propose(Action.GRANT)
        case.approve()
        decided, town = case.now, make.town()
        session.flush()
        days = timedelta(days=town.identity_papers.days_kept.value)
        assert identity.purge_photos(session, town, now=decided + days - timedelta(seconds=1)) == 0
        assert session.query(StoredFile).count() == 2
        assert identity.purge_photos(session, town, now=decided + days) == 1
        session.flush()
        check, other = (find_check(session, each.application.id) for each in (case, open_case))
        assert check is not None
        assert check.purged_at
        assert check.state is IdentityState.ACCEPTED
        assert list_files_of(session, check.id) == []
        assert other is not None
        assert len(list_files_of(session, other.id)) == 1
        assert identity.purge_photos(session, town, now=decided + 2 * days) == 0


def test_with_a_draft_its_papers_go(database: Database) -> None:
    with database.write() as session:
        case = make.a_draft(session, by=Actor(ActorKind.GUEST, new_id(), Assurance.CONTACT))
        hands_in(session, case, "driving_licence")
        discard(session, case.application)
    with database.read() as session:
        assert session.query(IdentityCheck).count() == session.query(StoredFile).count() == 0


def test_a_case_without_papers_is_not_held_up(database: Database) -> None:
    with database.write() as session:
        case = make.a_case(session, State.IN_REVIEW)
        identity.require_checked(session, case.application)
        review.propose(session, case.application, Proposal(Action.GRANT), by=make.CLERK, now=case.tick())
