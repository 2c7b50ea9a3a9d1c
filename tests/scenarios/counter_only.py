"""What a counter does for somebody who has come, by the same verbs: for what is taken in front of staff alone."""

from uuid import UUID

from sqlalchemy import select

from app.applications.drafts import start_draft
from app.applications.filing import Submission
from app.applications.known import context_of
from app.applications.models import Actor, ActorKind, Application
from app.applications.submission import submit
from app.auth.identity import Assurance
from app.auth.models import ResidentAccount
from app.clock import japan_date
from app.municipality.offering import Channel
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure
from app.procedures.queries import find_latest_revision
from tests import make
from tests.answering import files_in
from tests.world import World


def is_for_the_counter(procedure: Procedure) -> bool:
    return Channel.WEB not in procedure.channels


def begun(world: World, key: str, person: str) -> UUID:
    """A draft of somebody who has signed in here before, with what the register knows of them."""
    with world.office.database.write() as session:
        owner = next(
            each.id for each in session.scalars(select(ResidentAccount)) if each.person_key == person
        )
        revision = find_latest_revision(session, key)
        assert revision is not None
        by, now = Actor(ActorKind.RESIDENT, owner), world.clock()
        draft = start_draft(session, revision, make.facts_of(person), world.office.town, by=by, now=now)
        draft.channel = Channel.COUNTER
        return draft.id


def handed_in(world: World, draft_id: UUID, given: Journey | None = None) -> str:
    """With these answers, or its own; the 受付番号."""
    with world.office.database.write() as session:
        application = session.get_one(Application, draft_id)
        town, now = world.office.town, world.clock()
        answers = dict(given.answers if given else application.answers)
        known = context_of(application.facts, town, japan_date(now))
        journey = Journey(get_procedure(session, application.revision_id), answers, known)
        what = Submission(journey, files_in(journey), town, channel=Channel.COUNTER)
        by = Actor(application.owner_kind, application.owner_id, Assurance.AUTHENTICATED)
        submit(session, application, what, by=by, now=now)
        return application.reference_number or ""
