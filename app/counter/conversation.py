"""What is told at the desk, for all applications of a visit at once; and what of it has been said."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.drafts import save_answers
from app.applications.hands import Hand
from app.applications.known import context_of
from app.applications.lifecycle import State
from app.applications.models import Application
from app.clock import japan_date
from app.counter.models import CounterVisit, VisitCase
from app.counter.queries import list_cases, list_fees
from app.errors import NotFound
from app.municipality.town import Municipality
from app.procedures.event_interview import facts_of
from app.procedures.events import events
from app.procedures.interview import Interview
from app.procedures.interview_pages import Page
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.procedures.slots import Slot


@dataclass(frozen=True)
class Conversation:
    """`pending`: drafts that are still to be sent; what has arrived, or could not, only tells what is known.

    `owes`: a fee of what has arrived is not paid, or nobody knows.
    """

    visit: CounterVisit
    town: Municipality
    cases: Mapping[UUID, tuple[VisitCase, Application]]
    interview: Interview[UUID]
    owes: bool = False

    @cached_property
    def pending(self) -> Mapping[UUID, Application]:
        return {key: each for key, (entry, each) in self.cases.items() if is_pending(entry, each)}

    @property
    def arrived(self) -> tuple[Application, ...]:
        return tuple(each for _, each in self.cases.values() if each.state is not State.DRAFT)

    @property
    def refused(self) -> tuple[tuple[VisitCase, Application], ...]:
        return tuple((entry, each) for entry, each in self.cases.values() if entry.refused is not None)

    @cached_property
    def page(self) -> Page[UUID] | None:
        """What is asked next; at the end once more whatever contradicts itself."""
        if (page := self.interview.page) is not None:
            return without_followers(page)
        for key in self.interview.active:
            if key not in self.interview.stopped and (wrong := self.interview.objections(key)):
                return self.interview.page_for(key, [each.at for each in wrong])
        return None

    @property
    def is_asked(self) -> bool:
        return self.page is None

    def journey(self, key: UUID) -> Journey:
        """Of an application that is still to be sent. Raises NotFound."""
        if key not in self.pending:
            raise NotFound
        return self.interview.journeys[key]

    def pointed_page(self) -> Page[UUID] | None:
        """Where somebody said that something is wrong."""
        if len(self.visit.pointed) != 2:
            return None
        key, at = UUID(self.visit.pointed[0]), self.visit.pointed[1]
        return self.interview.page_for(key, [at]) if key in self.pending else None


def without_followers(page: Page[UUID]) -> Page[UUID]:
    """What hangs on another answer of the page is asked next, if it is called for by then."""
    open_now = {slot.question.key for slot in page.slots}
    first = tuple(slot for slot in page.slots if not _hangs_on(slot, open_now))
    return replace(page, slots=first or page.slots)


def _hangs_on(slot: Slot, open_now: Set[str]) -> bool:
    """A fact may look at every answer."""
    leaves = slot.question.when.leaves() if slot.question.when else ()
    return any(leaf.fact or leaf.question in open_now for leaf in leaves)


def is_pending(entry: VisitCase, application: Application) -> bool:
    return entry.refused is None and application.state is State.DRAFT


def conversation_of(session: Session, visit: CounterVisit, town: Municipality, now: datetime) -> Conversation:
    cases = {each.id: (entry, each) for entry, each in list_cases(session, visit.id)}
    event = events().get(visit.event or "")
    journeys = {key: journey_of(session, each, town, now) for key, (_, each) in cases.items()}
    put_off = (each.partition(":") for each in visit.put_off)
    interview = Interview(
        journeys,
        aside=frozenset(key for key, (entry, each) in cases.items() if not is_pending(entry, each)),
        facts=facts_of(event) if event else {},
        later=True,
        put_off=frozenset((UUID(key), step) for key, _, step in put_off),
    )
    owes = any(fee.is_owed for _, fee in list_fees(session, visit.id))
    return Conversation(visit, town, cases, interview, owes)


def journey_of(session: Session, application: Application, town: Municipality, now: datetime) -> Journey:
    procedure = get_procedure(session, application.revision_id)
    context = context_of(application.facts, town, japan_date(now), application.procedure_key)
    return Journey(procedure, application.answers, context)


def save(talk: Conversation, interview: Interview[UUID], hand: Hand | None, now: datetime) -> Conversation:
    """Whatever follows from an answer is saved where it follows."""
    for key, application in talk.pending.items():
        changes = interview.changes(key, application.answers)
        if changes.answers or changes.forgotten:
            save_answers(
                application, changes.answers, talk.town, hand=hand, now=now, forgotten=changes.forgotten
            )
    return replace(talk, interview=interview)
