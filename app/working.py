"""Jobs done: what each kind means. Every branch may run twice."""

from typing import assert_never

from app.applications.issuing import issue_decision_notice
from app.jobs.kinds import (
    CheckOnePayment,
    CheckPayments,
    DeliverNotice,
    Job,
    LookForTrouble,
    RemindUnpaid,
    RenderDecisionNotice,
    ScanWaiting,
    SendApprovalCode,
    SendContactCode,
    SweepDrafts,
)
from app.mandates.code_delivery import deliver_approval_code
from app.notices.codes import Ways, deliver_code
from app.notices.delivery import deliver_notice
from app.notices.wording import Letterhead
from app.upkeep import (
    look_for_unattended,
    remind_unpaid,
    scan_waiting,
    shield_protected,
    warn_and_forget,
)
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
        case SendContactCode():
            deliver_code(office.database, _ways(office), job.code_id, _letterhead(office), now)
        case SendApprovalCode():
            deliver_approval_code(office.database, _ways(office), job.code_id, _letterhead(office), now)
        case RenderDecisionNotice():
            issue_decision_notice(
                office.database, office.doors.files, office.town, office.stamp, job.application_id, now=now
            )
        case CheckPayments():
            office.desk.inquiry.check_due(now=now)
        case CheckOnePayment():
            office.desk.inquiry.check(job.attempt_id, now=now)
        case SweepDrafts():
            _sweep(office)
        case ScanWaiting():
            scan_waiting(office)
        case LookForTrouble():
            look_for_parked(office)
        case RemindUnpaid():
            remind_unpaid(office)
        case _:
            assert_never(job)


def _sweep(office: Office) -> None:
    look_for_unattended(office)
    verify_trail(office)
    warn_and_forget(office)
    shield_protected(office)


def _ways(office: Office) -> Ways:
    return Ways(office.doors.notices, office.doors.sms)


def _letterhead(office: Office) -> Letterhead:
    return Letterhead(office.town.name, office.public_url, office.town.phone or "")
