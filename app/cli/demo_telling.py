"""A story → a case, a verb at a time, with plausible days between."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.applications import outgoing, review, settling, submission
from app.applications.drafts import save_answers, start_draft
from app.applications.filing import Submission
from app.applications.hands import hand_of
from app.applications.models import Actor, Application
from app.applications.review import AskedCorrection, Proposal
from app.auth.identity import StaffMember
from app.cli.demo_answers import Answering
from app.cli.demo_stories import DISASTER, Deed, Story
from app.clock import japan_date
from app.files.intake import PreparedFile, attach
from app.payments.gateway import CheckoutReport, CheckoutState, PaymentMethod
from app.payments.models import Payment
from app.payments.settlement import apply_report, begin_attempt
from app.prefill.facts import NOTHING_KNOWN
from app.procedures.queries import find_latest_revision
from app.web.office import Office


@dataclass
class Teller:
    """`now` runs through the story: each deed says how many days after the one before it happened."""

    session: Session
    office: Office
    owner: Actor
    clerk: StaffMember
    approver: StaffMember
    now: datetime
    photos: list[PreparedFile] = field(default_factory=list)

    def tell(self, story: Story) -> None:
        """Nothing where the town has no disaster open for a story of one."""
        if story.procedure == DISASTER and not self._disaster():
            return
        case = self._begin(story)
        for deed in story.deeds:
            self.now = min(self.now + timedelta(days=deed.after, minutes=7), self.office.clock())
            getattr(self, deed.verb)(case, deed)
            self.session.flush()

    def _disaster(self) -> Mapping[str, Any]:
        """The newest that is open, and when it struck."""
        found = self.office.town.list_open_disasters(japan_date(self.now))
        if not found:
            return {}
        struck = found[0]
        return {
            "disaster_id": {"key": struck.key, "name": struck.name},
            "damage_date": struck.began_on.isoformat(),
        }

    def _begin(self, story: Story) -> Application:
        revision = find_latest_revision(self.session, story.procedure)
        if revision is None:
            raise LookupError(story.procedure)
        facts = self.office.doors.prefill.facts_about(story.person) if story.person else NOTHING_KNOWN
        case = start_draft(self.session, revision, facts, self.office.town, by=self.owner, now=self.now)
        told = story.answers(japan_date(self.now))
        journey = self._answering(case).journey(told)
        answers = self._answering(case).complete(told).answers if story.is_whole else journey.answers
        save_answers(case, answers, self.office.town, hand=hand_of(self.owner), now=self.now)
        return case

    def _answering(self, case: Application) -> Answering:
        return Answering(self.session, case, self.office.town, japan_date(self.now), self._disaster())

    def _what(self, case: Application, answers: Mapping[str, Any], *, later: bool = False) -> Submission:
        journey = self._answering(case).complete(answers, later=later)
        files = {"photos": [self._attached(case) for _ in range(len(self.photos))]} if later else {}
        return Submission(journey, files, self.office.town)

    def _attached(self, case: Application) -> dict[str, Any]:
        photo = self.photos.pop()
        file = attach(
            self.session,
            photo,
            subject_id=case.id,
            question_key="photos",
            by=self.owner.id,
            now=self.now,
        )
        self.session.flush()
        return file.entry

    def submit(self, case: Application, deed: Deed) -> None:
        what = self._what(case, deed.answers)
        submission.submit(self.session, case, what, by=self.owner, now=self.now)

    def supplement(self, case: Application, deed: Deed) -> None:
        what = self._what(case, deed.answers, later=True)
        submission.supplement(self.session, case, what, by=self.owner, now=self.now)

    def resubmit(self, case: Application, deed: Deed) -> None:
        what = self._what(case, deed.answers)
        submission.resubmit(self.session, case, what, by=self.owner, now=self.now)

    def withdraw(self, case: Application, _deed: Deed) -> None:
        submission.withdraw(self.session, case, by=self.owner, now=self.now)

    def pay(self, case: Application, _deed: Deed) -> None:
        """As if the provider had been asked; no checkout of the rehearsal's provider belongs to it."""
        payment = self.session.get_one(Payment, case.payment_id)
        attempt = begin_attempt(self.session, payment, now=self.now)
        paid = CheckoutReport(
            CheckoutState.PAID, payment.amount_yen, str(attempt.id), self.now, self.now, PaymentMethod.CARD
        )
        settling.fee_settled(
            self.session, apply_report(self.session, attempt.id, paid, now=self.now), self.now
        )

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
        outgoing.fulfil(self.session, case, "send", by=self.clerk, now=self.now)

    def transfer(self, case: Application, deed: Deed) -> None:
        outgoing.transfer(self.session, case, deed.text, by=self.clerk, now=self.now)
