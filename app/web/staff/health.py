"""Whether everything around the service works, in words an officer can pass on by telephone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from starlette.responses import Response

from app.applications.desk.queries import sections_of
from app.applications.desk.unattended_queries import list_unattended
from app.audit.incident_queries import count_open
from app.audit.models import AuditEntry
from app.audit.queries import list_incidents
from app.health import Health
from app.jobs.alarms import LateJobs, late_jobs
from app.jobs.queries import ParkedJob, QueueState, list_parked, queue_state
from app.language import Message, noted
from app.notices.models import Notice
from app.notices.queries import list_failed
from app.payments.labels import FLAG_LABELS
from app.payments.models import PaymentFlag
from app.payments.queries import list_parts, list_payments_to_look_at
from app.web.at_desk import DeskPages
from app.web.policies import STAFF
from app.web.staff.audit_words import action_name
from app.web.staff.overview import NOTICE_NAMES
from app.web.visits import Visit

pages = DeskPages("/staff/health")

DOORS: dict[str, Message] = {
    "sign_in": noted("本人確認"),
    "signing": noted("署名"),
    "payments": noted("オンライン決済"),
    "card": noted("窓口のカードの読み取り機"),
    "prefill": noted("住民記録"),
    "notices": noted("お知らせの送信"),
    "sms": noted("SMSの送信"),
    "files": noted("ファイル置き場"),
    "virus_scan": noted("ウイルスの検査"),
}


# Long enough to be seen after holidays; the trail keeps it for ever.
SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Trouble:
    """Something to look at in a case of the officer's own sections."""

    reference_number: str
    what: Message
    detail: str
    at: datetime


@dataclass(frozen=True)
class Flagged:
    """A case whose payment must be looked at."""

    subject_id: UUID
    reference_number: str
    flags: tuple[str, ...]
    requested_at: datetime


@dataclass(frozen=True)
class HealthPage:
    """`elsewhere`: how many troubles belong to other sections."""

    doors: tuple[tuple[Message, Health], ...]
    queue: QueueState
    late: tuple[LateJobs, ...]
    unattended: tuple[Trouble, ...]
    parked: tuple[ParkedJob, ...]
    notices: tuple[Trouble, ...]
    payments: tuple[Trouble, ...]
    documents: tuple[Trouble, ...]
    elsewhere: int
    incidents: int

    @property
    def is_well(self) -> bool:
        quiet = not (self.parked or self.late or self.notices or self.payments or self.documents)
        nobody = not (self.unattended or self.elsewhere or self.incidents)
        return quiet and nobody and all(health.ok for _, health in self.doors)


@pages.get("", STAFF)
def show_health(visit: Visit) -> Response:
    """The doors are asked after the transaction is over: a slow one must not hold it open."""
    failed = list(list_failed(visit.session, now=visit.now))
    flagged = _flagged(visit)
    refused = list_incidents(visit.session, visit.now - SHOWN_FOR)
    subjects = [*(notice.subject_id for notice in failed), *(payment.subject_id for payment in flagged)]
    subjects += [entry.subject_id for entry in refused if entry.subject_id]
    sections = sections_of(visit.session, set(subjects))
    mine = {subject for subject, section in sections.items() if section in visit.staff.sections}
    notices, payments = _notices(failed, mine), _payments(flagged, mine)
    documents = _documents(refused, mine)
    office = visit.office
    forgotten = list_unattended(visit.session, [section.key for section in office.town.sections])
    incidents = count_open(visit.session)
    visit.session.rollback()
    queue = queue_state(office.database.engine)
    own = [case for case in forgotten if case.section is None or case.section in visit.staff.sections]
    page = HealthPage(
        doors=tuple((DOORS[name], health) for name, health in office.doors.health().items()),
        queue=queue,
        late=late_jobs(queue.oldest, visit.now),
        unattended=tuple(Trouble(case.reference_number, case.why, "", case.arrived_at) for case in own),
        parked=tuple(list_parked(office.database.engine)),
        notices=notices,
        payments=payments,
        documents=documents,
        incidents=incidents,
        elsewhere=sum(1 for subject in subjects if subject not in mine) + len(forgotten) - len(own),
    )
    return visit.render("staff/health/show_health.html", page)


def _flagged(visit: Visit) -> list[Flagged]:
    """Each case that a doubtful payment is for: a joint one is for several."""
    return [
        Flagged(part.subject_id, part.reference_number, tuple(payment.flags), payment.requested_at)
        for payment in list_payments_to_look_at(visit.session)
        for part in list_parts(visit.session, payment.id) or [payment]
    ]


def _notices(failed: list[Notice], mine: set[UUID]) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(
            notice.reference_number or "", NOTICE_NAMES[notice.kind], notice.failure or "", notice.created_at
        )
        for notice in failed
        if notice.subject_id in mine
    )


def _payments(flagged: list[Flagged], mine: set[UUID]) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(payment.reference_number, FLAG_LABELS[PaymentFlag(flag)], "", payment.requested_at)
        for payment in flagged
        if payment.subject_id in mine
        for flag in payment.flags
    )


def _documents(refused: list[AuditEntry], mine: set[UUID]) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(entry.reference_number or "", action_name(entry.action), "", entry.at)
        for entry in refused
        if entry.subject_id in mine
    )
