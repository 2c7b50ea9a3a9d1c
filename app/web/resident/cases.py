"""One's own application, opened: the definition it was begun under, its journey and its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from app.applications import drafts
from app.applications.auditing import seen_by
from app.applications.documents import shown_code
from app.applications.known import context_of
from app.applications.lifecycle import State
from app.applications.models import Actor, ActorKind, Application
from app.applications.queries import find_own_by_number
from app.applications.working_copy import OPEN, journey_over
from app.auth.identity import Guest, Resident
from app.clock import japan_date
from app.errors import NotFound
from app.mandates.kinds import MandateDeed
from app.municipality.offering import Contact
from app.procedures.context import Context
from app.procedures.definition import Procedure, Step
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.procedures.questions.photos import PhotosQuestion
from app.web.drawing.receiving import Attached, files_of
from app.web.visits import Visit


@dataclass(frozen=True)
class Case:
    """`application` is the visitor's own: nobody else's can be opened here."""

    visit: Visit
    application: Application
    procedure: Procedure

    @cached_property
    def context(self) -> Context:
        today = japan_date(self.visit.now)
        return context_of(self.application.facts, self.visit.office.town, today, self.procedure.key)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        facts = self.application.facts.get("facts", {}) if self.application.facts else {}
        found = {term: fact["source"] for term, fact in facts.items()}
        subject = self.procedure.subject
        listed = found.get(subject.candidates) if subject else None
        return {**found, "subject": listed} if listed else found

    @cached_property
    def journey(self) -> Journey:
        return self.journey_with(self.application.answers)

    def journey_with(self, answers: Mapping[str, Any]) -> Journey:
        """The pages that are open now: all of them, those named in a correction, or those left for later."""
        return journey_over(self.application, answers, self.procedure, self.context)

    def files_on(self, step: Step) -> Attached:
        """`files` for one page: not asked of the database where no question there takes any."""
        return self.files if any(isinstance(each, PhotosQuestion) for each in step.questions) else {}

    @cached_property
    def files(self) -> Attached:
        return files_of(self.visit.session, self.application.id, self.procedure)

    @property
    def visit_session(self) -> Any:
        return self.visit.session

    @property
    def resume_code(self) -> str | None:
        """続きの番号, where it opens the draft: it was begun without a card, and the telephone number is known."""
        phone = self.application.answers.get(self.procedure.contact.get("phone", ""))
        if self.application.owner_kind is not ActorKind.GUEST or not phone:
            return None
        return shown_code(self.application.resume_code)

    @property
    def contact(self) -> Contact:
        return self.visit.office.town.contact_of(self.procedure.key)

    @property
    def is_open(self) -> bool:
        return self.application.state in OPEN


def note_look(case: Case, what: str) -> None:
    """The owner's looks are written down like everybody's: they tell when somebody else had the telephone."""
    by, now = actor_of(case.visit), case.visit.now
    seen = seen_by(case.application, by.kind, by.id, now=now, what=what, mandate_id=by.mandate_id)
    case.visit.record_view(seen)


def actor_of(visit: Visit) -> Actor:
    match visit.who:
        case Resident(id=id, assurance=assurance, acting=acting):
            return Actor(ActorKind.RESIDENT, id, assurance, under=acting.mandate_id if acting else None)
        case Guest(id=id, assurance=assurance):
            return Actor(ActorKind.GUEST, id, assurance)
    raise NotFound


def open_case(visit: Visit, application_id: UUID) -> Case:
    """Raises NotFound for what is not one's own: that it exists is nobody else's business."""
    case = _case(visit, drafts.get_own(visit.session, application_id, *_owner(visit)))
    state = case.application.state
    _require(case, MandateDeed.CORRECT if state is State.CORRECTION_REQUESTED else MandateDeed.FILE)
    return case


def open_by_number(visit: Visit, number: str, deed: MandateDeed = MandateDeed.FILE) -> Case:
    """The same by 受付番号, which is no secret and opens nothing by itself. `deed`: what a proxy needs for it."""
    found = find_own_by_number(visit.session, number, *_owner(visit))
    if found is None:
        raise NotFound
    case = _case(visit, found)
    _require(case, deed)
    return case


def may(case: Case, deed: MandateDeed) -> bool:
    """Whether it is one's own, or the mandate says so."""
    acting = case.visit.acting
    return acting is None or acting.may(deed, case.procedure.category)


def _require(case: Case, deed: MandateDeed) -> None:
    if not may(case, deed):
        raise NotFound


def _owner(visit: Visit) -> tuple[UUID, frozenset[UUID]]:
    """Who is asking, or on whose behalf, and which receipts of others they have shown."""
    owner = actor_of(visit).owner
    if owner.id is None:
        raise NotFound
    return owner.id, visit.who.cases if isinstance(visit.who, Guest) else frozenset()


def _case(visit: Visit, application: Application) -> Case:
    return Case(visit, application, get_procedure(visit.session, application.revision_id))
