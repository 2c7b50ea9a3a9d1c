"""Jobs done: what each kind means. Every branch may run twice."""

from typing import assert_never

from app.applications import queries, settling
from app.applications.issuing import issue_decision_notice
from app.clock import japan_date
from app.jobs.kinds import (
    CheckOnePayment,
    CheckPayments,
    DeliverNotice,
    Job,
    LookForTrouble,
    RemindUnpaid,
    RenderDecisionNotice,
    ScanWaiting,
    SweepDrafts,
)
from app.notices.delivery import deliver_notice
from app.notices.wording import Letterhead
from app.upkeep import look_for_unattended, scan_waiting, warn_and_forget
from app.watching import look_for_parked, verify_trail
from app.web.office import Office


def work(office: Office, job: Job) -> None:  # noqa: C901  # one case for each kind
    """Opens its own transactions; the type checker names a kind that is forgotten here."""
    office, now = office.for_one_request(), office.clock()
    match job:
        case DeliverNotice():
            deliver_notice(
                office.database, office.doors.notices, job.notice_id, letterhead=_letterhead(office), now=now
            )
        case RenderDecisionNotice():
            issue_decision_notice(
                office.database, office.doors.files, office.town, office.stamp, job.application_id, now=now
            )
        case CheckPayments():
            office.desk.inquiry.check_due(now=now)
        case CheckOnePayment():
            office.desk.inquiry.check(job.attempt_id, now=now)
        case SweepDrafts():
            look_for_unattended(office)
            verify_trail(office)
            warn_and_forget(office)
        case ScanWaiting():
            scan_waiting(office)
        case LookForTrouble():
            look_for_parked(office)
        case RemindUnpaid():
            with office.database.write() as session:
                settling.remind_unpaid(session, queries.list_unpaid_due(session, japan_date(now)), now)
        case _:
            assert_never(job)


def _letterhead(office: Office) -> Letterhead:
    return Letterhead(office.town.name, office.public_url, office.town.phone or "")
