"""A draft: started, saved page by page, resumed on another device, thrown away."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import identity, queries
from app.applications.hands import Hand, noted_hands
from app.applications.lifecycle import State
from app.applications.models import Actor, Application
from app.errors import Conflict, NotFound
from app.files.intake import discard_all
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.models import ProcedureRevision
from app.procedures.needs import families_of
from app.procedures.publication import procedure_of

# No 0/O, 1/I/L, 5/S, 8/B: read aloud over a telephone.
RESUME_ALPHABET = "ACDEFGHJKMNPQRTUVWXY234679"
RESUME_LETTERS = 12
EXPIRY_NOTICE = timedelta(days=14)


class AlreadySubmitted(Conflict):
    message = "この申請は、もう届いています。受付の画面を開きます。"


def start_draft(
    session: Session,
    revision: ProcedureRevision,
    facts: Facts,
    town: Municipality,
    *,
    by: Actor,
    now: datetime,
) -> Application:
    """The revision is pinned here: a later publication never changes a form somebody has begun.

    Of what is known it keeps what this procedure has a use for.
    """
    if by.id is None:
        raise ValueError("a draft belongs to somebody")
    draft = Application(
        procedure_key=revision.procedure_key,
        revision_id=revision.id,
        owner_kind=by.owner.kind,
        owner_id=by.owner.id,
        answers={},
        facts=facts.only(families_of(procedure_of(revision))).as_json(),
        resume_code="".join(secrets.choice(RESUME_ALPHABET) for _ in range(RESUME_LETTERS)),
        started_at=now,
        saved_at=now,
    )
    keep_for_a_while(draft, town, now=now)
    session.add(draft)
    session.flush()
    return draft


def save_answers(
    application: Application,
    answers: Mapping[str, Any],
    town: Municipality,
    *,
    hand: Hand | None,
    now: datetime,
    forgotten: Collection[str] = (),
) -> None:
    """Merges into the working copy; a draft's 90 days begin again. `hand`: who typed them, None for the register."""
    before = application.answers
    kept = {key: answer for key, answer in before.items() if key not in forgotten}
    application.answers = {**kept, **answers}
    application.typed_by = noted_hands(application.typed_by, before, application.answers, hand, now)
    application.saved_at = now
    if application.state is State.DRAFT and application.expires_at is not None:
        keep_for_a_while(application, town, now=now)


def keep_for_a_while(draft: Application, town: Municipality, *, now: datetime) -> None:
    """Its days begin again. What has come on paper waits without an end: it has reached the office."""
    days = town.offering_of(draft.procedure_key).draft_days.value
    draft.expires_at = now + timedelta(days=days)
    draft.expiry_notice_at = draft.expires_at - EXPIRY_NOTICE


def get_own(
    session: Session, application_id: UUID, owner_id: UUID, also: frozenset[UUID] = frozenset()
) -> Application:
    """The owner's application, or one whose receipt the guest has shown. Raises NotFound for anybody else's."""
    application = queries.find_own(session, application_id, owner_id, also)
    if application is None:
        raise NotFound
    return application


def discard(session: Session, application: Application) -> None:
    """Raises AlreadySubmitted: what has arrived can be withdrawn, not erased."""
    if application.state is not State.DRAFT:
        raise AlreadySubmitted
    discard_all(session, application.id)
    identity.forget(session, application)
    session.flush()
    session.delete(application)


def hand_over(session: Session, guest_id: UUID, resident: Actor) -> int:
    """After a sign-in: what was begun without one now belongs to the resident, who needs no papers. How many."""
    found = queries.list_owned(session, guest_id)
    for application in found:
        if application.state is State.DRAFT:
            identity.forget(session, application)
        if resident.id is not None:
            application.owner_kind, application.owner_id = resident.kind, resident.id
    return len(found)


def sweep_expired(session: Session, *, now: datetime) -> int:
    """Removes drafts nobody has touched for the town's number of days."""
    expired = queries.list_expired_drafts(session, now)
    for draft in expired:
        discard(session, draft)
    return len(expired)
