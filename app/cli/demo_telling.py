"""A story → a case, a verb at a time, with plausible days between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.applications import review, submission
from app.applications.drafts import save_answers, start_draft
from app.applications.known import context_of
from app.applications.models import Actor, Application
from app.applications.review import AskedCorrection, Proposal
from app.applications.submission import Submission
from app.auth.identity import StaffMember
from app.cli.demo_stories import Deed, Story
from app.clock import japan_date
from app.payments.gateway import CheckoutReport, CheckoutState, PaymentMethod
from app.payments.models import Payment
from app.payments.settlement import apply_report, begin_attempt
from app.prefill.facts import NOTHING_KNOWN
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion, row_known
from app.procedures.questions.people import KEPT, PeopleQuestion
from app.web.office import Office
from app.web.resident.fields import find_answer


@dataclass
class Teller:
    """`now` runs through the story: each deed says how many days after the one before it happened."""

    session: Session
    office: Office
    owner: Actor
    clerk: StaffMember
    approver: StaffMember
    now: datetime

    def tell(self, story: Story) -> Application:
        case = self._begin(story)
        for deed in story.deeds:
            self.now = min(self.now + timedelta(days=deed.after, minutes=7), self.office.clock())
            getattr(self, deed.verb)(case, deed)
            self.session.flush()
        return case

    def _begin(self, story: Story) -> Application:
        revision = find_latest_revision(self.session, story.procedure)
        if revision is None:
            raise LookupError(story.procedure)
        facts = self.office.doors.prefill.facts_about(story.person) if story.person else NOTHING_KNOWN
        case = start_draft(self.session, revision, facts, self.office.town, by=self.owner, now=self.now)
        journey = self._journey(case, story.answers)
        if story.until_check:
            journey = _completed(journey)
        save_answers(case, journey.answers, self.office.town, now=self.now)
        return case

    def _journey(self, case: Application, answers: Mapping[str, Any]) -> Journey:
        revision = find_latest_revision(self.session, case.procedure_key)
        if revision is None:
            raise LookupError(case.procedure_key)
        context = context_of(case.facts, self.office.town, japan_date(self.now))
        return Journey(procedure_of(revision), {**case.answers, **answers}, context)

    def _what(self, case: Application, deed: Deed) -> Submission:
        return Submission(self._journey(case, deed.answers), {}, self.office.town)

    def submit(self, case: Application, deed: Deed) -> None:
        submission.submit(self.session, case, self._what(case, deed), by=self.owner, now=self.now)

    def supplement(self, case: Application, deed: Deed) -> None:
        journey = _completed(self._journey(case, deed.answers), later=True)
        what = Submission(journey, {}, self.office.town)
        submission.supplement(self.session, case, what, by=self.owner, now=self.now)

    def resubmit(self, case: Application, deed: Deed) -> None:
        submission.resubmit(self.session, case, self._what(case, deed), by=self.owner, now=self.now)

    def withdraw(self, case: Application, _deed: Deed) -> None:
        submission.withdraw(self.session, case, by=self.owner, now=self.now)

    def pay(self, case: Application, _deed: Deed) -> None:
        """As if the provider had been asked; no checkout of the rehearsal's provider belongs to it."""
        payment = self.session.get_one(Payment, case.payment_id)
        attempt = begin_attempt(self.session, payment, now=self.now)
        paid = CheckoutReport(
            CheckoutState.PAID, payment.amount_yen, str(attempt.id), self.now, self.now, PaymentMethod.CARD
        )
        apply_report(self.session, attempt.id, paid, now=self.now)

    def start_review(self, case: Application, _deed: Deed) -> None:
        review.start_review(self.session, case, by=self.clerk, now=self.now)

    def ask(self, case: Application, deed: Deed) -> None:
        asked = AskedCorrection(deed.questions, deed.text, japan_date(self.now) + timedelta(days=14))
        review.request_correction(self.session, case, asked, by=self.clerk, now=self.now)

    def propose(self, case: Application, deed: Deed) -> None:
        proposal = Proposal(deed.outcome, deed.text)
        review.propose(self.session, case, proposal, by=self.clerk, now=self.now)

    def approve(self, case: Application, _deed: Deed) -> None:
        review.approve(self.session, case, by=self.approver, now=self.now)

    def send(self, case: Application, _deed: Deed) -> None:
        review.fulfil(self.session, case, "send", by=self.clerk, now=self.now)

    def transfer(self, case: Application, deed: Deed) -> None:
        review.transfer(self.session, case, deed.text, by=self.clerk, now=self.now)


def _completed(journey: Journey, *, later: bool = False) -> Journey:
    """What the story does not say is answered as the register says, else by the kind's own example."""
    while missing := [question for question in _open(journey, later) if question.key not in journey.answers]:
        answers = {**journey.answers, missing[0].key: _answer(missing[0], journey)}
        journey = Journey(journey.procedure, answers, journey.context)
    return journey


def _open(journey: Journey, later: bool) -> list[QuestionBase]:
    steps = [step for step in journey.all_steps if later or not step.later]
    return [question for step in steps for question in step.questions if journey.is_asked(question)]


def _answer(question: QuestionBase, journey: Journey) -> Any:
    known = journey.context.known
    if isinstance(question, PeopleQuestion):
        return [{part: question.among(known)[0].get(part) for part in KEPT}]
    if isinstance(question, GroupQuestion):
        people = question.people(journey.answers, known) or [{}]
        return [_row(question, row_known(known, person), journey.answers) for person in people]
    copied = find_answer(journey.answers, question.copy_from) if question.copy_from else None
    suggested = question.suggested(known) if copied is None else copied
    if suggested is None:
        return question.sample() if question.required else None
    return suggested


def _row(group: GroupQuestion, known: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for question in group.questions:
        if question.when is None or question.when.holds({**answers, **row}, {}):
            suggested = question.suggested(known)
            row[question.key] = question.sample() if suggested is None else suggested
    return row
