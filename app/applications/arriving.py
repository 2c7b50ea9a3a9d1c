"""到達: a number, the fee, the section that answers for it, and what was sent, kept for ever. Whatever way it came."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.applications import auditing, deadlines, fees, identity, matters, notifying, numbering
from app.applications.filing import Submission
from app.applications.lifecycle import Action
from app.applications.models import Application
from app.applications.signing.by_hand import keep_by_hand
from app.applications.signing.keeping import keep
from app.applications.versions import Arrival, keep_version
from app.clock import japan_date
from app.failpoints import reach
from app.files.intake import mark_filed
from app.japan.reference_numbers import reference_number
from app.municipality.offering import Offering
from app.municipality.town import Municipality
from app.payments import settlement
from app.payments.lines import PaymentLine
from app.procedures.questions.photos import PhotosQuestion

PAPER = "paper"


def arrive(session: Session, application: Application, what: Submission, arrival: Arrival) -> None:
    """Checks nothing: what may arrive, the verbs say."""
    now, by = arrival.now, arrival.by
    offering = what.town.offering_of(application.procedure_key)
    lines = () if arrival.has_gaps else fees.fee_asked_on_arrival(what.journey, offering)
    year = japan_date(now).year
    number = reference_number(year, numbering.next_number(session, "application", year))
    reach("number_drawn")
    _ask_fee(session, application, number, lines, offering, now)
    application.perform(Action.SUBMIT, by, now)
    application.reference_number, application.arrived_at = number, arrival.at
    application.expires_at = application.expiry_notice_at = None
    application.filing_kind = what.journey.filing_kind
    _give_to_section(application, offering, what.town, arrival.at)
    _keep(session, application, 1, what, arrival)
    identity.arrive(session, application, by)
    reach("application_written")
    notifying.notify(session, application, "arrived", now=now)
    auditing.note(session, application, "submit", by, now=now, fields=what.journey.answers)


def arrive_again(session: Session, application: Application, what: Submission, arrival: Arrival) -> None:
    """補正: the days it waited are given back to the office."""
    application.perform(Action.RESUBMIT, arrival.by, arrival.now)
    correction = application.corrections[-1]
    correction.answered_at = arrival.at
    if application.due_on:
        application.due_on = deadlines.prolonged_by_correction(
            application.due_on, correction.requested_at, arrival.at
        )
    if application.channel == PAPER and not arrival.has_gaps:
        _make_up_for_gaps(session, application, what, arrival.now)
    keep_next(session, application, what, arrival)
    auditing.note(session, application, "resubmit", arrival.by, now=arrival.now, fields=correction.questions)


def _make_up_for_gaps(session: Session, application: Application, what: Submission, now: datetime) -> None:
    """What a paper with gaps could not be asked for when it came. Raises AlreadyFiled."""
    if application.matter_key is None:
        matters.claim(session, application, what.journey)
    if application.payment_id is None:
        offering = what.town.offering_of(application.procedure_key)
        lines = fees.fee_asked_on_arrival(what.journey, offering)
        _ask_fee(session, application, application.reference_number or "", lines, offering, now)


def _ask_fee(
    session: Session,
    application: Application,
    number: str,
    lines: tuple[PaymentLine, ...],
    offering: Offering,
    now: datetime,
) -> None:
    if lines:
        due_on = japan_date(now) + timedelta(days=offering.payment_due_days.value)
        payment = settlement.request_payment(session, application.id, number, lines, due_on=due_on, now=now)
        application.payment_id = payment.id


def _give_to_section(application: Application, offering: Offering, town: Municipality, at: datetime) -> None:
    """From here on somebody answers for it, by a day."""
    application.section, application.approval_route = offering.section, offering.approval_route
    if days := offering.standard_processing_days:
        application.due_on = deadlines.decision_due_on(at, days.value, town.closed_days.calendar)


def keep_next(session: Session, application: Application, what: Submission, arrival: Arrival) -> None:
    _keep(session, application, len(application.versions) + 1, what, arrival)


def _keep(
    session: Session, application: Application, number: int, what: Submission, arrival: Arrival
) -> None:
    """With its signature where there is one."""
    version = keep_version(application, number, what.journey, what.answers(), arrival)
    session.add(version)
    if what.signed:
        session.flush()
        session.add(keep(application, version, what.signed))
        auditing.note(session, application, "sign", arrival.by, now=arrival.now)
    if what.by_hand:
        session.flush()
        session.add(keep_by_hand(application, version, what.by_hand, arrival.now))
        auditing.note(session, application, "sign_by_hand", arrival.by, now=arrival.now)
    # Not looked for where no question takes any.
    if any(isinstance(each, PhotosQuestion) for each in what.journey.procedure.questions.values()):
        mark_filed(session, application.id, now=arrival.now)
