"""How a mandate ends: refused, taken back, run out, or no longer to be shown to anybody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import japan_date
from app.mandates import noting
from app.mandates.lifecycle import MandateAction
from app.mandates.models import Mandate
from app.mandates.queries import list_run_out
from app.notices.kinds import NoticeKind

By = tuple[str, UUID | None]
SYSTEM: By = ("system", None)


def refuse(session: Session, mandate: Mandate, by: By, *, now: datetime) -> None:
    """By the person who is asked, or by the proxy who does not want it."""
    mandate.perform(MandateAction.REFUSE, now)
    noting.note(session, mandate, "refuse_mandate", by, now)
    noting.tell_both(session, mandate, NoticeKind.MANDATE_ENDED, now=now)


def revoke(session: Session, mandate: Mandate, by: By, *, now: datetime) -> None:
    """取消し: by either side or at the counter. It holds from this commit on, in sessions that are open too."""
    mandate.perform(MandateAction.REVOKE, now)
    noting.note(session, mandate, "revoke_mandate", by, now)
    noting.tell_both(session, mandate, NoticeKind.MANDATE_ENDED, now=now)


def shield(session: Session, mandate: Mandate, *, now: datetime) -> None:
    """The person is under protection: it ends like any other, and nobody is written to, lest somebody wonder why."""
    mandate.perform(MandateAction.REVOKE, now)
    noting.note(session, mandate, "revoke_mandate", SYSTEM, now)


def expire_run_out(session: Session, *, now: datetime) -> int:
    """Once a day, so that both sides hear of it: nothing could be done with them since their last day anyway."""
    found = list_run_out(session, japan_date(now), now)
    for mandate in found:
        mandate.perform(MandateAction.EXPIRE, now)
        noting.note(session, mandate, "expire_mandate", SYSTEM, now)
        noting.tell_both(session, mandate, NoticeKind.MANDATE_ENDED, now=now)
    return len(found)
