"""What a notice can be about."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """The stored value names the folder of its texts in `templates/notices/`."""

    ARRIVED = "arrived"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_REMINDER = "correction_reminder"
    APPROVED_IN_ADVANCE = "approved_in_advance"
    DECIDED = "decided"
    PAYMENT_DUE = "payment_due"
    PAID = "paid"
    DRAFT_EXPIRING = "draft_expiring"
    WITHDRAWN = "withdrawn"
    HANDED_OVER = "handed_over"
    FILE_INFECTED = "file_infected"
    TRANSFERRED = "transferred"
    MANDATE_ASKED = "mandate_asked"
    MANDATE_APPROVED = "mandate_approved"
    MANDATE_ENDED = "mandate_ended"
    MANDATE_USED = "mandate_used"
    IDENTITY_AGAIN = "identity_again"


class NoticeState(StrEnum):
    """CREATED until a try begins, SENDING during it, then SENT, FAILED or, to be tried again, CREATED."""

    CREATED = "created"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
