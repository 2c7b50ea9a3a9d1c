"""Whatever goes wrong is on a page until an administrator has closed it with a reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from app import clock
from app.applications.issuing import NotIssued, made_whole
from app.audit.anchors import write_anchor
from app.audit.incident_queries import list_open
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.database import new_id
from app.documents.reading import NotWhole
from app.files.kinds import FileKind
from app.files.models import ScanState, StoredFile
from app.jobs.enqueue import enqueue
from app.jobs.kinds import DeliverNotice, LookForTrouble, ScanWaiting, SweepDrafts
from app.jobs.ticks import TICKS
from app.language import Language
from app.notices.channel import NotNow, OutgoingMail
from app.notices.delivery import MAX_TRIES, deliver_notice
from app.notices.kinds import NoticeKind
from app.notices.models import Notice
from app.notices.wording import Letterhead
from app.working import work
from tests.audit.tampering import as_owner
from tests.web.staff.making import Desk
from tests.web.staff.test_health_alarms import ringing

ALLOWANCE = "child_allowance_amount_revision"


class Refusing:
    """A mail server that takes nothing from us."""

    def deliver(self, _mail: OutgoingMail) -> None:
        raise NotNow("SMTP 535")


def refuses_a_document(desk: Desk) -> None:
    number = desk.file(ALLOWANCE)
    with desk.case(number) as (_, application):
        subject_id = application.id

    def broken() -> bytes:
        raise NotWhole("a page lacks the foot it must have")

    with pytest.raises(NotIssued):
        made_whole(desk.office.database, subject_id, number, broken, now=desk.clock())


def breaks_the_trail(desk: Desk) -> None:
    desk.file(ALLOWANCE)
    with desk.office.database.write() as session:
        as_owner(session.connection()).execute(text("UPDATE audit_entry SET action = 'x' WHERE sequence = 1"))
    work(desk.office, SweepDrafts())


def cuts_the_trail(desk: Desk) -> None:
    """What only the anchor outside tells."""
    desk.file(ALLOWANCE)
    with desk.office.database.read() as session:
        write_anchor(session, desk.office.audit.anchors, now=desk.clock())
    with desk.office.database.write() as session:
        as_owner(session.connection()).execute(text("DELETE FROM audit_entry"))
    work(desk.office, SweepDrafts())


def sends_in_vain(desk: Desk) -> None:
    notice_id = new_id()
    with desk.office.database.write() as session:
        session.add(
            Notice(
                id=notice_id,
                subject_id=new_id(),
                kind=NoticeKind.ARRIVED,
                to_address="sample@example.jp",
                reference_number="26-000001-D",
                language=Language.JAPANESE,
                attempts=MAX_TRIES - 1,
                created_at=desk.clock(),
            )
        )
    letterhead = Letterhead("かえで町", "http://localhost", "")
    deliver_notice(desk.office.database, Refusing(), notice_id, letterhead=letterhead, now=desk.clock())  # type: ignore[arg-type]  # half a channel


def waits_for_a_scanner(desk: Desk) -> None:
    with desk.office.database.write() as session:
        session.add(
            StoredFile(
                subject_id=new_id(),
                question_key="photos",
                position=1,
                display_name="家.jpg",
                media_type=FileKind.JPEG,
                size_bytes=1,
                sha256="0" * 64,
                copy_key="1" * 32,
                scan_state=ScanState.PENDING,
                received_at=desk.clock(),
            )
        )
    desk.office.doors.virus_scan.is_down = True  # type: ignore[attr-defined]  # the rehearsal's
    work(desk.office, ScanWaiting())


def gives_up_a_job(desk: Desk) -> None:
    with desk.office.database.write() as session:
        enqueue(session, DeliverNotice(notice_id=new_id()))
        session.execute(text("UPDATE workflow_status SET status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'"))
    work(desk.office, LookForTrouble())


SIGNALS: dict[Callable[[Desk], None], str] = {
    refuses_a_document: "作った書類が案件と合わず、渡しませんでした",
    breaks_the_trail: "操作の記録がつながっていません",
    cuts_the_trail: "操作の記録がつながっていません",
    sends_in_vain: "メールを送るのをあきらめました",
    waits_for_a_scanner: "ウイルスの検査が答えません",
    gives_up_a_job: "仕事が何度も失敗して止まりました",
}


@pytest.mark.parametrize(("happens", "said"), SIGNALS.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_every_error_signal_is_on_the_page_and_rings(
    desk: Desk, happens: Callable[[Desk], None], said: str
) -> None:
    """I-36. Must catch: a signal, ours or somebody else's, that ends in a log or is over with the next try."""
    assert "incidents" not in ringing(desk)
    happens(desk)
    admin = desk.officer("kanri")
    admin.opens("/staff/incidents")
    assert "1件が、人の確認を待っています" in admin.text
    assert said in admin.text
    assert "incidents" in ringing(desk)
    anybody = desk.officer()
    anybody.opens("/staff/health")
    assert "異常が1件、管理者の確認を待っています" in anybody.text


def test_it_stays_until_a_human_closes_it(desk: Desk) -> None:
    """I-36. Must catch: an incident that is over as soon as the error is, or that goes with the years."""
    gives_up_a_job(desk)
    with desk.office.database.write() as session:
        session.execute(text("DELETE FROM workflow_status"))
    desk.clock.at = clock.now() + timedelta(days=400)
    for job in (SweepDrafts(), LookForTrouble(), ScanWaiting()):
        work(desk.office, job)
    admin = desk.officer("kanri")
    admin.opens("/staff/incidents")
    admin.follows("仕事が何度も失敗して止まりました")
    admin.sends("確かめたので、閉じる", {"reason": " "}, expected=422)
    assert "閉じる理由を入力してください" in admin.text
    admin.sends("確かめたので、閉じる", {"reason": "宛先のサーバーを直しました。"})
    assert "確認を待つ異常はありません" in admin.text
    assert "管理 あおい" in admin.text
    assert "宛先のサーバーを直しました。" in admin.text
    assert "incidents" not in ringing(desk)


def test_only_an_administrator_closes(desk: Desk) -> None:
    """I-36. Must catch: the officer whose paper was refused, who makes the alarm go away."""
    with desk.office.database.write() as session:
        open_incident(session, IncidentKind.MAIL_GIVEN_UP, at=desk.clock())
        (waiting,) = list_open(session)
    for login in ("tanto", "kessai", "kansa"):
        desk.officer(login).posts(f"/staff/incidents/{waiting.id}", 403, reason="気にしない")
    with desk.office.database.read() as session:
        assert len(list_open(session)) == 1


def test_somebody_looks_every_minute() -> None:
    """I-36. Must catch: a job that nobody ever asks for."""
    assert any(tick.job == LookForTrouble() and tick.cron == "* * * * *" for tick in TICKS)
