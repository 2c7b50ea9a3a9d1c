"""Two people at one case: whoever is later is told what happened, and nothing is written over."""

from typing import Any
from uuid import uuid4

import pytest

from app.applications import review, submission
from app.applications.filing import Submission
from app.applications.known import context_of
from app.applications.lifecycle import State
from app.applications.models import ActorKind
from app.applications.review import Proposal
from app.clock import japan_date
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import get_revision
from tests.make import as_sure
from tests.web.staff.making import Desk

DISASTER = "disaster_certificate"
REASONS = "住んでいる家ではないため"


def in_review(desk: Desk) -> str:
    number = desk.file(DISASTER)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    return number


def resident_adds(desk: Desk, number: str, **answers: Any) -> None:
    with desk.case(number) as (session, application):
        procedure = procedure_of(get_revision(session, application.revision_id))
        context = context_of(application.facts, desk.office.town, japan_date(desk.clock()))
        journey = Journey(procedure, {**application.answers, **answers}, context)
        by = as_sure(ActorKind.RESIDENT, application.owner_id)
        what = Submission(journey, {}, desk.office.town)
        submission.supplement(session, application, what, by=by, now=desk.clock())


def counts(desk: Desk, number: str) -> tuple[State, int, int, int]:
    with desk.case(number) as (_, application):
        return application.state, len(application.history), len(application.decisions), application.lock


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("proposal", {"outcome": "grant"}),
        (
            "correction",
            {"questions": "applicant_phone", "message": "ことば", "due_on": "2026-05-26", "do": "send"},
        ),
        ("review", {}),
        ("approval", {}),
        ("send-back", {"note": "ことば"}),
        ("transfer", {"where": "かえで市"}),
        ("fulfilment", {"step": "send"}),
        ("assignee", {"assignee": "x"}),
    ],
)
def test_a_form_with_another_lock_writes_nothing(desk: Desk, path: str, fields: dict[str, str]) -> None:
    """Mutation: leave `answered_before` out of any of the eight pages."""
    number, officer = in_review(desk), desk.officer("both")
    before = counts(desk, number)
    for lock in ("", "0", "99", "x"):
        officer.opens(f"/staff/cases/{number}")
        officer.posts(f"/staff/cases/{number}/{path}", 409, lock=lock, **fields)
        assert counts(desk, number) == before
        assert "まだ何も保存していません" in officer.text


def test_the_later_officer_sees_what_the_earlier_one_did_and_keeps_their_words(desk: Desk) -> None:
    """Mutation: the plain 409 page; the officer would have lost what was typed."""
    number, late, early = in_review(desk), desk.officer("tanto"), desk.officer("both")
    late.opens(f"/staff/cases/{number}/proposal")
    early.opens(f"/staff/cases/{number}/proposal")
    early.sends("決裁に回す", {"outcome": "grant"})
    late.sends("決裁に回す", {"outcome": "refuse", "reasons": REASONS}, expected=409)
    for expected in ("起案しました", "職員 両方 みなと", "いまの状態", "決裁待ち", REASONS):
        assert expected in late.text, expected
    with desk.case(number) as (_, application):
        assert [decision.outcome.value for decision in application.decisions] == ["grant"]


def test_what_the_resident_added_meanwhile_is_shown_before_anything_is_decided(desk: Desk) -> None:
    number, officer = in_review(desk), desk.officer()
    officer.opens(f"/staff/cases/{number}/proposal")
    resident_adds(desk, number, applicant_phone="09012345678")
    officer.sends("決裁に回す", {"outcome": "grant"}, expected=409)
    assert "追加の内容が届きました" in officer.text
    assert "開いたときの内容第1版" in officer.text
    assert "いまの内容第2版" in officer.text
    assert "090-0000-0000" in officer.text
    assert "090-1234-5678" in officer.text
    assert counts(desk, number)[0] is State.IN_REVIEW


def test_a_second_click_is_no_conflict(desk: Desk) -> None:
    """The same officer, the same deed, the same form: one decision, and the page says it is done."""
    number, officer = in_review(desk), desk.officer()
    officer.opens(f"/staff/cases/{number}/proposal")
    form = officer.fields_of(officer.form("決裁に回す")) | {"outcome": ["grant"]}
    for _ in range(2):
        answer = officer.client.post(f"/staff/cases/{number}/proposal", data=form)
        assert answer.status_code == 200
        assert "決裁に回しました" in answer.text
    assert counts(desk, number)[2] == 1


def test_a_colleagues_deed_is_a_conflict_even_if_it_is_the_same(desk: Desk) -> None:
    """Mutation: compare the action only, not who did it."""
    number, late = in_review(desk), desk.officer()
    late.opens(f"/staff/cases/{number}/proposal")
    with desk.case(number) as (session, application):
        review.propose(
            session, application, Proposal(review.Action.GRANT), by=desk.member("both"), now=desk.clock()
        )
    late.sends("決裁に回す", {"outcome": "grant"}, expected=409)


def test_a_resident_who_withdraws_and_an_officer_who_decides_cannot_both_win(desk: Desk) -> None:
    number, officer = in_review(desk), desk.officer()
    officer.opens(f"/staff/cases/{number}/proposal")
    with desk.case(number) as (session, application):
        by = as_sure(ActorKind.RESIDENT, uuid4())
        submission.withdraw(session, application, by=by, now=desk.clock())
    officer.sends("決裁に回す", {"outcome": "grant"}, expected=409)
    assert "取り下げました" in officer.text
    assert counts(desk, number)[0] is State.WITHDRAWN


def test_two_who_take_a_case_up_at_once_are_told_apart(desk: Desk) -> None:
    number = desk.file(DISASTER)
    first, second = desk.officer("tanto"), desk.officer("both")
    for officer in (first, second):
        officer.opens(f"/staff/cases/{number}")
    first.sends("審査を始める")
    second.sends("審査を始める", expected=409)
    with desk.case(number) as (_, application):
        assert application.assignee_id == desk.member("tanto").id
