"""A paper that is being entered, opened by a clerk of its section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from app.applications.auditing import seen_by
from app.applications.filing import Submission
from app.applications.known import context_of
from app.applications.lifecycle import State
from app.applications.models import Application
from app.applications.paper.filing import Entering
from app.applications.paper.models import PaperIntake
from app.applications.paper.queries import find_entered
from app.audit.queries import has_looked
from app.auth.permissions import Action, may
from app.errors import NotFound
from app.files.models import StoredFile
from app.files.queries import list_files_of
from app.procedures.context import Context
from app.procedures.definition import Procedure, Step
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.web.drawing.receiving import Attached, files_of
from app.web.policies import staff_who_may
from app.web.visits import Visit

ENTER = staff_who_may(Action.ENTER_PAPER)
ROOT = "/staff/paper"
ONE_LOOK = timedelta(minutes=5)


@dataclass(frozen=True)
class PaperCase:
    """Of a new application all of its pages; of the answer to a correction those that were asked about."""

    visit: Visit
    application: Application
    intake: PaperIntake
    procedure: Procedure

    @property
    def href(self) -> str:
        return f"{ROOT}/{self.application.id}"

    @cached_property
    def context(self) -> Context:
        """As on the day it came: an age, a deadline, a disaster that was open."""
        town = self.visit.office.town
        return context_of(self.application.facts, town, self.intake.came_on, self.procedure.key)

    @cached_property
    def journey(self) -> Journey:
        return self.journey_with(self.application.answers)

    def journey_with(self, answers: Mapping[str, Any]) -> Journey:
        only = None
        if self.application.state is State.CORRECTION_REQUESTED:
            only = frozenset(self.application.corrections[-1].questions)
        return Journey(self.procedure, answers, self.context, only=only)

    @cached_property
    def pages(self) -> tuple[Step, ...]:
        """A paper asks everything at once, also what online may follow later, or stands at the end."""
        if self.journey.only is not None:
            return (*self.journey.steps, *self.journey.at_check)
        return tuple(step for step in self.journey.all_steps if self.journey.asked(step))

    @cached_property
    def files(self) -> Attached:
        return files_of(self.visit.session, self.application.id, self.procedure)

    @cached_property
    def scans(self) -> Sequence[StoredFile]:
        return list_files_of(self.visit.session, self.intake.id)

    @property
    def entering(self) -> Entering:
        return Entering(self.visit.office.town, self.visit.staff, self.visit.now)

    @property
    def what(self) -> Submission:
        return Submission(self.journey, self.files, self.visit.office.town)


def open_paper(visit: Visit, application_id: UUID) -> PaperCase:
    """Raises NotFound for what nobody is entering, and for another section's: that it exists is not told."""
    mine = [key for key in visit.office.town.offerings if may_enter(visit, key)]
    found = find_entered(visit.session, application_id, mine)
    if found is None:
        raise NotFound
    application, intake = found
    return PaperCase(visit, application, intake, get_procedure(visit.session, application.revision_id))


def may_enter(visit: Visit, procedure_key: str) -> bool:
    offering = visit.office.town.offerings.get(procedure_key)
    return offering is not None and may(visit.staff, Action.ENTER_PAPER, offering.section)


def note_look(case: PaperCase) -> None:
    """Its pages one after the other are one look."""
    visit, application = case.visit, case.application
    if not has_looked(visit.session, visit.staff.id, application.id, since=visit.now - ONE_LOOK):
        tell_look(visit, application)


def tell_look(visit: Visit, application: Application) -> None:
    visit.record_view(seen_by(application, "staff", visit.staff.id, now=visit.now, what="paper"))
