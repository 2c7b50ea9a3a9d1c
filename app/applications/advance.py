"""事前承認: the office says that something may begin, and decides of what came of it (介護保険法施行規則75条).

It stands among what is known of the case, so that pages and rules go by it as they do by the register.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import auditing, deadlines, notifying
from app.applications.identity import require_checked
from app.applications.lifecycle import Action, NotPossibleNow
from app.applications.models import Application
from app.applications.officers import actor_of, permitted
from app.auth.identity import StaffMember
from app.auth.permissions import Action as Permit
from app.clock import japan_date
from app.errors import Invalid
from app.municipality.town import Municipality
from app.prefill.facts import NOTHING_KNOWN, Fact, Facts
from app.prefill.sources import Source
from app.procedures.context import Context
from app.procedures.definition import Procedure, Step
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure

APPROVED_ON = "case.approved_in_advance_on"


class NotFinished(Invalid):
    """Granted is what was approved in advance, once the papers about it are there."""

    message = "事前承認と、終わったあとの届出がそろうまで、認める決定はできません。"


def approve_in_advance(session: Session, application: Application, *, by: StaffMember, now: datetime) -> None:
    """Until the rest arrives the office has nothing to do, so there is no day to decide by.

    Raises NotPossibleNow for a procedure without it, and for a second time.
    """
    permitted(by, Permit.APPROVE, application)
    require_checked(session, application)
    if not may_be_approved(application, get_procedure(session, application.revision_id)):
        raise NotPossibleNow
    application.perform(Action.APPROVE_IN_ADVANCE, actor_of(by), now)
    today = japan_date(now)
    said = Facts({APPROVED_ON: Fact(today.isoformat(), Source.THIS_CASE, today)})
    application.facts = _facts(application).beside(said).as_json()
    application.due_on = None
    notifying.notify(session, application, "approved_in_advance", now=now)
    auditing.note(session, application, "approve_in_advance", actor_of(by), now=now)


def _facts(application: Application) -> Facts:
    return Facts.from_json(application.facts) if application.facts else NOTHING_KNOWN


def is_approved(application: Application) -> bool:
    return _facts(application).value_of(APPROVED_ON) is not None


def may_be_approved(application: Application, procedure: Procedure) -> bool:
    return procedure.advance is not None and not is_approved(application)


def pages_awaited(application: Application, procedure: Procedure, now: datetime) -> tuple[Step, ...]:
    """What must be there before it can be granted, and did not arrive yet."""
    arrived = application.versions[-1].answers if application.versions else {}
    return _awaited(Journey(procedure, arrived, Context(japan_date(now), _facts(application).plain())))


def _awaited(journey: Journey) -> tuple[Step, ...]:
    needs = journey.procedure.advance.needs if journey.procedure.advance else ()
    return tuple(step for step in journey.all_steps if step.key in needs and not journey.is_answered(step))


def is_waited_for(application: Application, procedure: Procedure, now: datetime) -> bool:
    """Approved, and now it is for the resident to tell how it ended."""
    return is_approved(application) and bool(pages_awaited(application, procedure, now))


def expect_decision(application: Application, journey: Journey, town: Municipality, now: datetime) -> None:
    """With the last of what was awaited the days of the office begin anew (標準処理期間)."""
    days = town.offering_of(application.procedure_key).standard_processing_days
    if journey.procedure.advance and is_approved(application) and not _awaited(journey) and days:
        application.due_on = deadlines.decision_due_on(now, days.value, town.closed_days.calendar)


def require_finished(session: Session, application: Application, now: datetime) -> None:
    """Raises NotFinished."""
    procedure = get_procedure(session, application.revision_id)
    if may_be_approved(application, procedure) or pages_awaited(application, procedure, now):
        raise NotFinished
