"""Every job there is, as a value: a kind and ids, never personal data."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class JobRequest(BaseModel):
    """Something to be done later (ジョブ). Jobs of a lower `priority` number go first, money before mail.

    A job that is not `retried` comes by itself every few minutes: its next time is its next try.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    priority: ClassVar[int] = 5
    retried: ClassVar[bool] = True


class DeliverNotice(JobRequest):
    kind: Literal["deliver_notice"] = "deliver_notice"
    notice_id: UUID


class SendContactCode(JobRequest):
    """Somebody looks at their telephone and waits for it."""

    priority: ClassVar[int] = 1
    kind: Literal["send_contact_code"] = "send_contact_code"
    code_id: UUID


class SendApprovalCode(JobRequest):
    """To somebody who is asked whether another may act for them."""

    priority: ClassVar[int] = 1
    kind: Literal["send_approval_code"] = "send_approval_code"
    code_id: UUID


class RenderDecisionNotice(JobRequest):
    kind: Literal["render_decision_notice"] = "render_decision_notice"
    application_id: UUID


class CheckPayments(JobRequest):
    """Ask the provider about every payment attempt still open."""

    priority: ClassVar[int] = 1
    retried: ClassVar[bool] = False
    kind: Literal["check_payments"] = "check_payments"


class CheckOnePayment(JobRequest):
    priority: ClassVar[int] = 1
    kind: Literal["check_one_payment"] = "check_one_payment"
    attempt_id: UUID


class SweepDrafts(JobRequest):
    """Warn of drafts about to expire and remove those that have."""

    priority: ClassVar[int] = 9
    kind: Literal["sweep_drafts"] = "sweep_drafts"


class ScanWaiting(JobRequest):
    """Have the virus scanner look at what came while it was silent."""

    retried: ClassVar[bool] = False
    kind: Literal["scan_waiting"] = "scan_waiting"


class LookForTrouble(JobRequest):
    """Open an incident for what was given up on since."""

    retried: ClassVar[bool] = False
    kind: Literal["look_for_trouble"] = "look_for_trouble"


class RemindUnpaid(JobRequest):
    priority: ClassVar[int] = 9
    kind: Literal["remind_unpaid"] = "remind_unpaid"


Job = Annotated[
    DeliverNotice
    | SendContactCode
    | SendApprovalCode
    | RenderDecisionNotice
    | CheckPayments
    | CheckOnePayment
    | SweepDrafts
    | ScanWaiting
    | LookForTrouble
    | RemindUnpaid,
    Field(discriminator="kind"),
]
JOB: TypeAdapter[Job] = TypeAdapter(Job)
