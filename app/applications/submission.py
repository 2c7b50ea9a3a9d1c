"""What a resident does with an application: submit it, add to it, mend it, take it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.applications import (
    advance,
    auditing,
    fees,
    matters,
    notifying,
    settling,
)
from app.applications.accepting import NotAccepted, NotForThem, refusal
from app.applications.arriving import arrive, arrive_again, keep_next
from app.applications.assurance import require_enough
from app.applications.filing import Incomplete, Submission, content_of
from app.applications.lifecycle import Action, State, after
from app.applications.models import Actor, Application
from app.applications.seen_papers import keys_seen
from app.applications.signing.needed import require_signature
from app.applications.versions import Arrival
from app.clock import japan_date
from app.failpoints import reach
from app.municipality.offering import Channel
from app.procedures.answers import check_whole
from app.procedures.questions.base import FieldError


def submit(session: Session, application: Application, what: Submission, *, by: Actor, now: datetime) -> None:
    """到達: `now` is the arrival (デジタル手続法6条3項), so the caller reads the clock for this call.

    Raises NotPossibleNow when it has arrived already, MoreAssuranceNeeded, NotAccepted, NotForThem, AlreadyFiled,
    Incomplete, and SignatureMissing.
    """
    require_enough(session, application, what.journey.procedure, what.town, by)
    require_sendable(application, what, now)
    by_hand = what.by_hand if what.channel is Channel.COUNTER else None
    require_signature(session, content_of(session, application, what), what.signed, by_hand)
    reach("answers_checked")
    matters.claim(session, application, what.journey)
    application.channel = what.channel
    arrive(session, application, what, Arrival(now, by, now))


def require_sendable(application: Application, what: Submission, now: datetime) -> None:
    """Before a number is drawn for nothing."""
    after(application.state, Action.SUBMIT)
    if reason := refusal(what.town, what.journey.procedure, what.channel, japan_date(now)):
        raise NotAccepted(reason)
    if what.journey.stop:
        raise NotForThem
    offering = what.town.offering_of(application.procedure_key)
    if errors := faults(application, what) or fees.too_heavy(what.journey, offering):
        raise Incomplete(errors)


def require_ready_to_sign(application: Application, what: Submission, now: datetime) -> None:
    """Nobody is sent away to sign what would not be taken. Raises as `submit` and `resubmit` do."""
    if application.state is State.DRAFT:
        require_sendable(application, what, now)
    elif errors := faults(application, what):
        raise Incomplete(errors)


def faults(application: Application, what: Submission) -> list[FieldError]:
    """Of all that would arrive; a paper that staff have seen at the counter is not missed."""
    seen = keys_seen(application, what.journey.procedure)
    return check_whole(what.journey, what.attached, seen=seen)


def supplement(
    session: Session, application: Application, what: Submission, *, by: Actor, now: datetime
) -> None:
    """Adds what could follow later. Raises Incomplete for a wrong answer, not for a missing page."""
    require_enough(session, application, what.journey.procedure, what.town, by)
    if errors := faults(application, what):
        raise Incomplete(errors)
    application.perform(Action.SUPPLEMENT, by, now)
    advance.expect_decision(application, what.journey, what.town, now)
    keep_next(session, application, what, Arrival(now, by, now))
    auditing.note(session, application, "supplement", by, now=now, fields=what.journey.answers)


def resubmit(
    session: Session, application: Application, what: Submission, *, by: Actor, now: datetime
) -> None:
    """補正の提出: back to the officer; the days it waited are given back to the office.

    Raises Incomplete, and SignatureMissing where what was signed has changed.
    """
    require_enough(session, application, what.journey.procedure, what.town, by)
    if errors := faults(application, what):
        raise Incomplete(errors)
    require_signature(session, content_of(session, application, what), what.signed)
    arrive_again(session, application, what, Arrival(now, by, now))


def withdraw(session: Session, application: Application, *, by: Actor, now: datetime) -> None:
    """取下げ: until a decision is being approved. An unpaid fee is no longer asked for."""
    application.perform(Action.WITHDRAW, by, now)
    if application.corrections and application.corrections[-1].answered_at is None:
        application.corrections[-1].answered_at = now
    settling.stop_asking(session, application, by, now)
    notifying.notify(session, application, "withdrawn", now=now)
    auditing.note(session, application, "withdraw", by, now=now)
