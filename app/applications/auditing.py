"""Who did what to a case → an entry of the audit chain, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.models import Actor, Application
from app.audit.chain import record
from app.audit.events import AuditEvent


def note(
    session: Session,
    application: Application,
    action: str,
    by: Actor,
    *,
    now: datetime,
    fields: Iterable[str] = (),
) -> None:
    """`fields`: keys of the questions concerned, never what was answered."""
    record(session, event_of(application, action, by, now=now, fields=fields))


def event_of(
    application: Application, action: str, by: Actor, *, now: datetime, fields: Iterable[str] = ()
) -> AuditEvent:
    return AuditEvent(
        at=now,
        actor_kind=by.kind.value,
        actor_id=by.id,
        action=action,
        subject_kind="application",
        subject_id=application.id,
        reference_number=application.reference_number,
        fields=(*sorted(fields), *on_behalf(by.mandate_id)),
    )


def on_behalf(mandate_id: UUID | None) -> tuple[str, ...]:
    """The mandate under which something was done or seen, as a name among the fields of an entry."""
    return (f"mandate.{mandate_id.hex}",) if mandate_id else ()


def seen_by(
    application: Application,
    actor_kind: str,
    actor_id: UUID | None,
    *,
    now: datetime,
    what: str,
    mandate_id: UUID | None = None,
) -> AuditEvent:
    """Somebody is about to see a case: `what` names the page."""
    return AuditEvent(
        at=now,
        actor_kind=actor_kind,
        actor_id=actor_id,
        action=f"view_{what}",
        subject_kind="application",
        subject_id=application.id,
        reference_number=application.reference_number,
        fields=on_behalf(mandate_id),
        purpose="review" if actor_kind == "staff" else "own_case",
    )
