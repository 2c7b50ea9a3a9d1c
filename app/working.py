"""Jobs done: what each kind means. Every branch may run twice."""

from typing import assert_never

from app.applications import drafts, queries, settling
from app.applications.documents import issue_decision_notice
from app.applications.notifying import warn_of_expiry
from app.auth.purging import purge
from app.clock import japan_date
from app.jobs.kinds import (
    CheckOnePayment,
    CheckPayments,
    DeliverNotice,
    Job,
    RemindUnpaid,
    RenderDecisionNotice,
    SweepDrafts,
)
from app.notices.delivery import deliver_notice
from app.notices.wording import Letterhead
from app.web.office import Office


def work(office: Office, job: Job) -> None:
    """Opens its own transactions; the type checker names a kind that is forgotten here."""
    now = office.clock()
    match job:
        case DeliverNotice():
            deliver_notice(
                office.database, office.doors.notices, job.notice_id, letterhead=_letterhead(office), now=now
            )
        case RenderDecisionNotice():
            issue_decision_notice(office.database, office.doors.files, office.town, job.application_id)
        case CheckPayments():
            office.desk.inquiry.check_due(now=now)
        case CheckOnePayment():
            office.desk.inquiry.check(job.attempt_id, now=now)
        case SweepDrafts():
            _sweep(office)
        case RemindUnpaid():
            with office.database.write() as session:
                settling.remind_unpaid(session, queries.list_unpaid_due(session, japan_date(now)), now)
        case _:
            assert_never(job)


def _letterhead(office: Office) -> Letterhead:
    return Letterhead(office.town.name, office.public_url, office.town.phone or "")


def _sweep(office: Office) -> None:
    now = office.clock()
    with office.database.write() as session:
        for draft in queries.list_drafts_to_warn(session, now):
            warn_of_expiry(session, draft, now=now)
        drafts.sweep_expired(session, now=now)
        purge(session, now=now)
