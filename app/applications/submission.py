"""What a resident does with an application: submit it, add to it, mend it, take it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session, object_session

from app.applications import advance, auditing, deadlines, fees, matters, notifying, numbering, settling
from app.applications.accepting import NotAccepted, NotForThem, closed_reason
from app.applications.lifecycle import Action, State, after
from app.applications.models import Actor, Application, SubmittedVersion
from app.clock import japan_date
from app.documents.proof.canonical import digest
from app.errors import Invalid
from app.failpoints import reach
from app.files.intake import mark_filed
from app.japan.addresses import fold_address
from app.japan.kana import kana_key
from app.japan.names import fold_name
from app.japan.reference_numbers import reference_number
from app.municipality.offering import Offering
from app.municipality.town import Municipality
from app.payments import settlement
from app.procedures.answers import check_whole
from app.procedures.journey import Journey
from app.procedures.questions.base import FieldError
from app.procedures.questions.photos import PhotosQuestion

Attached = Mapping[str, Any]


class Incomplete(Invalid):
    """`errors` name the boxes; nothing was written."""

    message = "まだ答えていないところがあります。"

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True)
class Submission:
    """What a verb needs beside the application: its journey, its files and the town's rules."""

    journey: Journey
    attached: Attached
    town: Municipality

    def answers(self) -> dict[str, Any]:
        """With the files that are there now, whatever was there when their page was left."""
        found = dict(self.journey.answers)
        for question in (each for step in self.journey.all_steps for each in step.questions):
            if isinstance(question, PhotosQuestion) and self.journey.is_asked(question):
                files = [dict(file) for file in self.attached.get(question.key, ())]
                if files or question.key in found:
                    found[question.key] = files or None
        return found


def submit(session: Session, application: Application, what: Submission, *, by: Actor, now: datetime) -> None:
    """到達: `now` is the arrival (デジタル手続法6条3項), so the caller reads the clock for this call.

    Raises NotPossibleNow when it has arrived already, NotAccepted, NotForThem, AlreadyFiled and Incomplete.
    """
    _require_sendable(application, what, now)
    reach("answers_checked")
    matters.claim(session, application, what.journey)
    offering = what.town.offering_of(application.procedure_key)
    lines = fees.fee_asked_on_arrival(what.journey, offering)
    year = japan_date(now).year
    number = reference_number(year, numbering.next_number(session, "application", year))
    reach("number_drawn")
    if lines:
        due_on = japan_date(now) + timedelta(days=offering.payment_due_days.value)
        payment = settlement.request_payment(session, application.id, number, lines, due_on=due_on, now=now)
        application.payment_id = payment.id
    application.perform(Action.SUBMIT, by, now)
    application.reference_number, application.arrived_at = number, now
    application.expires_at = application.expiry_notice_at = None
    application.filing_kind = what.journey.filing_kind
    _give_to_section(application, offering, what.town, now)
    _keep_version(application, 1, what, by, now)
    _mark_files(session, application, what, now)
    reach("application_written")
    notifying.notify(session, application, "arrived", now=now)
    auditing.note(session, application, "submit", by, now=now, fields=what.journey.answers)


def _give_to_section(application: Application, offering: Offering, town: Municipality, now: datetime) -> None:
    """From here on somebody answers for it, by a day."""
    application.section, application.approval_route = offering.section, offering.approval_route
    if days := offering.standard_processing_days:
        application.due_on = deadlines.decision_due_on(now, days.value, town.closed_days.calendar)


def _require_sendable(application: Application, what: Submission, now: datetime) -> None:
    """Before a number is drawn for nothing."""
    after(application.state, Action.SUBMIT)
    if reason := closed_reason(what.town, application.procedure_key, japan_date(now)):
        raise NotAccepted(reason)
    if what.journey.stop:
        raise NotForThem
    offering = what.town.offering_of(application.procedure_key)
    if errors := check_whole(what.journey, what.attached) or fees.too_heavy(what.journey, offering):
        raise Incomplete(errors)


def supplement(
    session: Session, application: Application, what: Submission, *, by: Actor, now: datetime
) -> None:
    """Adds what could follow later. Raises Incomplete for a wrong answer, not for a missing page."""
    if errors := check_whole(what.journey, what.attached):
        raise Incomplete(errors)
    application.perform(Action.SUPPLEMENT, by, now)
    advance.expect_decision(application, what.journey, what.town, now)
    _keep_version(application, len(application.versions) + 1, what, by, now)
    _mark_files(session, application, what, now)
    auditing.note(session, application, "supplement", by, now=now, fields=what.journey.answers)


def resubmit(
    session: Session, application: Application, what: Submission, *, by: Actor, now: datetime
) -> None:
    """補正の提出: back to the officer; the days it waited are given back to the office."""
    if errors := check_whole(what.journey, what.attached):
        raise Incomplete(errors)
    application.perform(Action.RESUBMIT, by, now)
    correction = application.corrections[-1]
    correction.answered_at = now
    if application.due_on:
        application.due_on = deadlines.prolonged_by_correction(
            application.due_on, correction.requested_at, now
        )
    _keep_version(application, len(application.versions) + 1, what, by, now)
    _mark_files(session, application, what, now)
    auditing.note(session, application, "resubmit", by, now=now, fields=correction.questions)


def withdraw(session: Session, application: Application, *, by: Actor, now: datetime) -> None:
    """取下げ: until a decision is being approved. An unpaid fee is no longer asked for."""
    application.perform(Action.WITHDRAW, by, now)
    if application.corrections and application.corrections[-1].answered_at is None:
        application.corrections[-1].answered_at = now
    settling.stop_asking(session, application, by, now)
    notifying.notify(session, application, "withdrawn", now=now)
    auditing.note(session, application, "withdraw", by, now=now)


def _keep_version(application: Application, number: int, what: Submission, by: Actor, now: datetime) -> None:
    answers = what.answers()
    application.answers = answers
    application.saved_at = now
    version = SubmittedVersion(
        application=application,
        number=number,
        answers=answers,
        facts=application.facts,
        content_hash=content_hash(application, answers),
        purpose_of_use=what.journey.procedure.purpose_of_use.ja,
        submitted_at=now,
        actor_kind=by.kind,
        actor_id=by.id,
    )
    if session := object_session(application):
        session.add(version)
    _index_for_search(application, what.journey)


def _mark_files(session: Session, application: Application, what: Submission, now: datetime) -> None:
    """Not looked for where no question takes any."""
    if any(isinstance(each, PhotosQuestion) for each in what.journey.procedure.questions.values()):
        mark_filed(session, application.id, now=now)


def content_hash(application: Application, answers: Mapping[str, Any]) -> str:
    """SHA-256 over the answers in canonical JSON; the answers hold the hashes of the files."""
    what = {"procedure": application.procedure_key, "revision": str(application.revision_id)}
    return digest({**what, "answers": answers})


def _index_for_search(application: Application, journey: Journey) -> None:
    """Only what staff look people up by stands in clear, and folded."""
    answers = {role: journey.answers.get(key) for role, key in journey.procedure.contact.items()}
    if name := answers.get("name"):
        application.name_shown = f"{name['family']} {name['given']}".strip()
        application.name_folded = fold_name(name["family"] + name["given"])
    if kana := answers.get("kana"):
        application.kana_folded = kana_key(kana["family"] + kana["given"])
    if phone := answers.get("phone"):
        application.phone = phone
    if address := answers.get("address"):
        parts = (address.get(part, "") for part in ("prefecture", "city", "town", "block"))
        application.address_folded = fold_address("".join(parts))[:80]


def is_open_for_additions(application: Application) -> bool:
    return application.state in {State.ARRIVED, State.IN_REVIEW}
