"""Where an application stands, for whoever may know it: a proxy need not be told what was decided."""

from app.applications.advance import is_waited_for
from app.applications.lifecycle import DECIDED, State
from app.applications.models import Application
from app.applications.statuses import Status, status_of
from app.clock import japan_date
from app.language import noted
from app.mandates.kinds import MandateDeed
from app.payments.models import Payment
from app.procedures.definition import Procedure
from app.procedures.publication import get_procedure
from app.web.visits import Visit


def payment_of(visit: Visit, application: Application) -> Payment | None:
    return visit.session.get(Payment, application.payment_id) if application.payment_id else None


def told_status(visit: Visit, application: Application, payment: Payment | None) -> Status:
    today = japan_date(visit.now)
    procedure = get_procedure(visit.session, application.revision_id)
    if _is_hidden(visit, application, procedure):
        return NOT_TOLD
    is_under_way = application.state is State.IN_REVIEW
    if procedure.advance and is_under_way and is_waited_for(application, procedure, visit.now):
        told = noted("次はあなたの番です。{told}", told=procedure.advance.told)
        return Status(noted("終わるのを待っています"), "warning", told)
    if payment is None:
        return status_of(application, None, today=today)
    return status_of(application, payment.state, payment.due_on, today=today)


# What a proxy reads in place of a decision that is not theirs to know.
NOT_TOLD = Status(noted("終わりました"), "neutral", noted("結果は、ご本人にお知らせします。"))


def _is_hidden(visit: Visit, application: Application, procedure: Procedure) -> bool:
    acting = visit.acting
    is_told = acting is None or acting.may(MandateDeed.DECISIONS, procedure.category)
    return not is_told and application.state in DECIDED
