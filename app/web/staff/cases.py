"""A case opened by an officer: the version that is looked at, and what was known when it was sent."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.desk.examined import Attachments
from app.applications.desk.queries import names_of_staff
from app.applications.filing import Submission
from app.applications.known import context_of
from app.applications.models import ActorKind, Application, SubmittedVersion
from app.applications.paper.models import PaperIntake
from app.applications.paper.queries import list_finished
from app.applications.queries import get_of_sections
from app.applications.signing.by_hand import HandSignature
from app.applications.signing.queries import hand_signatures_of
from app.auth.permissions import Action, may
from app.clock import japan_date
from app.errors import NotFound
from app.files.models import ScanState, StoredFile
from app.files.queries import list_ever_of, list_files_of
from app.municipality.offering import Channel
from app.payments.joining import doubtful
from app.payments.models import Payment
from app.payments.queries import get_payment
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.procedures.answer_rows import AnswerRow, answer_rows
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.procedures.questions.photos import PhotosQuestion
from app.web.visits import Visit


@dataclass(frozen=True)
class StaffCase:
    """`version` is the one looked at; what a resident is still writing is never shown here."""

    visit: Visit
    application: Application
    procedure: Procedure
    version: SubmittedVersion

    @property
    def session(self) -> Session:
        return self.visit.session

    @property
    def number(self) -> str:
        return self.application.reference_number or ""

    @property
    def href(self) -> str:
        return f"/staff/cases/{self.number}"

    @property
    def is_latest(self) -> bool:
        return self.version is self.application.versions[-1]

    @cached_property
    def journey(self) -> Journey:
        return self.journey_of(self.version)

    def journey_of(self, version: SubmittedVersion) -> Journey:
        """By the register, the town and the day on which it was sent: what was asked then is what counts."""
        town, day = self.visit.office.town_at(version.submitted_at), japan_date(version.submitted_at)
        context = context_of(version.facts, town, day, self.procedure.key)
        return Journey(self.procedure, version.answers, context)

    @cached_property
    def rows(self) -> list[AnswerRow]:
        return answer_rows(self.journey)

    @cached_property
    def facts(self) -> Facts:
        return Facts.from_json(self.version.facts) if self.version.facts else NOTHING_KNOWN

    @cached_property
    def files(self) -> list[StoredFile]:
        """Those that stand in the answers of this version, in their order; nothing sent but not submitted."""
        wanted = file_ids_of(self.journey)
        if not wanted:
            return []
        found = {file.id: file for file in list_ever_of(self.session, self.application.id)}
        return [found[file_id] for file_id in wanted if file_id in found]

    @cached_property
    def papers(self) -> list[PaperIntake]:
        """What of it came on paper."""
        return list_finished(self.session, self.application.id)

    @cached_property
    def by_hand(self) -> dict[UUID, HandSignature]:
        """Its signatures at a counter, by the id of the version they stand under."""
        return hand_signatures_of(self.session, self.application.id)

    @property
    def is_paper(self) -> bool:
        """Its first version did."""
        return self.application.channel == Channel.PAPER and bool(self.papers)

    @cached_property
    def scans(self) -> list[StoredFile]:
        return [file for paper in self.papers for file in list_files_of(self.session, paper.id)]

    @property
    def as_sent(self) -> Submission:
        """To be judged by the rules of today."""
        questions, answers = self.procedure.questions, self.journey.answers
        photos = (key for key in answers if isinstance(questions.get(key), PhotosQuestion))
        return Submission(self.journey, {key: answers[key] or () for key in photos}, self.visit.office.town)

    @property
    def attachments(self) -> Attachments:
        states = [file.scan_state for file in self.files]
        return Attachments(len(states), states.count(ScanState.PENDING), states.count(ScanState.INFECTED))

    @cached_property
    def payment(self) -> Payment | None:
        payment_id = self.application.payment_id
        return get_payment(self.session, payment_id) if payment_id else None

    @property
    def doubtful(self) -> Payment | None:
        """The payment whose warnings stand here: its own, or the joint one by which it was to be paid."""
        return doubtful(self.session, self.payment) if self.payment else None

    @cached_property
    def staff_names(self) -> dict[UUID, str]:
        """Of everybody in the office who had a hand in the case."""
        case = self.application
        ids = {entry.actor_id for entry in case.history if entry.actor_kind is ActorKind.STAFF}
        ids |= {case.assignee_id, *(correction.requested_by for correction in case.corrections)}
        ids |= {by for decision in case.decisions for by in (decision.proposed_by, decision.approved_by)}
        ids |= {handling.by for handling in self.payment.handlings} if self.payment else set()
        return names_of_staff(self.session, {staff_id for staff_id in ids if staff_id})

    def may(self, permit: Action) -> bool:
        return may(self.visit.staff, permit, self.application.section)


def open_case(visit: Visit, number: str, version_number: int | None = None) -> StaffCase:
    """Raises NotFound for a case of another section: that it exists is not told."""
    application = get_of_sections(visit.session, number, visit.staff.sections)
    if not application.versions or not may(visit.staff, Action.VIEW_CASE, application.section):
        raise NotFound
    procedure = get_procedure(visit.session, application.revision_id)
    return StaffCase(visit, application, procedure, _version(application, version_number))


def _version(application: Application, number: int | None) -> SubmittedVersion:
    if number is None:
        return application.versions[-1]
    found = [version for version in application.versions if version.number == number]
    if not found:
        raise NotFound
    return found[0]


def file_ids_of(journey: Journey) -> list[UUID]:
    """Of the files that stand in the answers, in their order."""
    questions = journey.procedure.questions
    answers: list[Any] = [
        file
        for key, answer in journey.answers.items()
        if isinstance(questions.get(key), PhotosQuestion)
        for file in answer or ()
    ]
    return [UUID(file["id"]) for file in answers]
