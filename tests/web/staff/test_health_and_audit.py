from datetime import timedelta

import pytest
from sqlalchemy import text

from app.applications.issuing import NotIssued, made_whole
from app.audit.anchors import write_anchor
from app.documents.reading import NotWhole
from app.language import Language
from app.notices.kinds import NoticeKind, NoticeState
from app.notices.models import Notice
from tests.audit.tampering import as_owner
from tests.web.staff.making import Desk

ALLOWANCE = "child_allowance_amount_revision"


def failed_notice(desk: Desk, number: str) -> None:
    with desk.case(number) as (session, application):
        notice = Notice(
            subject_id=application.id,
            kind=NoticeKind.ARRIVED,
            to_address="sample@example.jp",
            reference_number=number,
            language=Language.JAPANESE,
            state=NoticeState.FAILED,
            created_at=desk.clock() - timedelta(days=1),
            failure="SMTP 550",
        )
        session.add(notice)


def test_the_health_page_says_what_does_not_answer(desk: Desk) -> None:
    """In tests no provider runs: the page stands all the same. Mutation: let a silent door raise."""
    officer = desk.officer()
    officer.opens("/staff/health")
    assert "見てほしいところがあります" in officer.text
    assert "オンライン決済" in officer.text
    assert "つながりません" in officer.text


def test_notices_that_did_not_arrive_are_shown_to_their_section_only(desk: Desk) -> None:
    """Mutation: leave the section out; numbers of other sections' cases would be told."""
    number = desk.file(ALLOWANCE)
    failed_notice(desk, number)
    officer, stranger = desk.officer(), desk.officer("yosho")
    officer.opens("/staff/health")
    assert number in officer.text
    assert "SMTP 550" in officer.text
    assert "sample@example.jp" not in officer.answer.text
    stranger.opens("/staff/health")
    assert number not in stranger.answer.text
    assert "ほかの課のものが1件あります" in stranger.text


def test_the_case_tells_what_was_sent_to_the_resident(desk: Desk) -> None:
    number = desk.file(ALLOWANCE, {"applicant_email": "sample@example.jp"})
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    assert "届いたことのお知らせ" in officer.text
    assert "送る準備中" in officer.text


def test_an_auditor_sees_who_looked_at_a_case(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    desk.officer().opens(f"/staff/cases/{number}")
    auditor = desk.officer("kansa")
    auditor.opens(f"/staff/audit?number={number.replace('-', '').lower()}")
    rows = [" ".join(row.text_content().split()) for row in auditor.page.xpath("//tbody/tr")]
    assert len(rows) == 2
    assert "職員 担当 はるか 案件を見た" in rows[0]
    assert "申請した" in rows[1]
    auditor.opens("/staff/audit")
    assert "記録は、すべてつながっています" in auditor.text


def test_a_number_that_is_wrong_or_unknown_is_said_to_be(desk: Desk) -> None:
    auditor = desk.officer("kansa")
    auditor.opens("/staff/audit?number=26-000001-X", expected=422)
    assert "打ちまちがい" in auditor.text
    auditor.opens("/staff/audit?number=26-000001-D", expected=422)
    assert "案件はありません" in auditor.text


def test_a_record_that_was_changed_is_found(desk: Desk) -> None:
    """Mutation: always say that the chain is whole."""
    desk.file(ALLOWANCE)
    with desk.office.database.write() as session:
        as_owner(session.connection()).execute(
            text("UPDATE audit_entry SET action = 'view_case' WHERE sequence = 1")
        )
    auditor = desk.officer("kansa")
    auditor.opens("/staff/audit")
    assert "記録の1番がおかしくなっています" in auditor.text
    assert "書き換えられています" in auditor.text


def test_records_cut_off_the_end_are_missed_by_the_anchor_outside(desk: Desk) -> None:
    """Mutation: verify without the anchors; a chain cut short looks whole."""
    desk.file(ALLOWANCE)
    desk.file(ALLOWANCE)
    with desk.office.database.read() as session:
        write_anchor(session, desk.office.audit.anchors, now=desk.clock())
    with desk.office.database.write() as session:
        as_owner(session.connection()).execute(text("DELETE FROM audit_entry"))
    auditor = desk.officer("kansa")
    auditor.opens("/staff/audit")
    assert "おかしくなっています" in auditor.text


def test_reading_the_trail_leaves_a_trace_too(desk: Desk) -> None:
    auditor = desk.officer("kansa")
    auditor.opens("/staff/audit")
    auditor.opens("/staff/audit")
    assert "操作の記録を見た" in auditor.text


def test_a_paper_that_was_not_handed_out_is_shown_to_its_section_only(desk: Desk) -> None:
    """I-33. Mutation: an incident that only a log knows of; or one that tells another section's number."""
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (_, application):
        subject_id = application.id

    def broken() -> bytes:
        raise NotWhole("a page lacks the foot it must have")

    with pytest.raises(NotIssued):
        made_whole(desk.office.database, subject_id, number, broken, now=desk.clock())
    officer, stranger = desk.officer(), desk.officer("yosho")
    officer.opens("/staff/health")
    assert "渡さなかった書類（1）" in officer.text
    assert number in officer.text
    stranger.opens("/staff/health")
    assert number not in stranger.answer.text
    assert "ほかの課のものが1件あります" in stranger.text
