"""A small town to measure: a draft to fill in, drafts to submit, and a queue for an officer."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app import clock
from app.applications import submission
from app.applications.drafts import start_draft
from app.applications.filing import Submission
from app.applications.known import context_of
from app.applications.models import Actor, ActorKind, Application
from app.auth import form_tokens, sessions
from app.auth.identity import Role
from app.auth.models import SessionKind
from app.auth.staff_accounts import NewStaff, create_account
from app.cli.operations import publish_catalog
from app.main import open_office
from app.migrating import migrate
from app.prefill.facts import NOTHING_KNOWN
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.settings import Settings
from app.web.office import Office

# Needs no card, so that nothing but the service is measured.
PROCEDURE = "disaster_certificate"
STEP = "contact"
CASES_IN_QUEUE = 60


@dataclass(frozen=True)
class Town:
    """What the client needs: cookies of a guest and of an officer, and the forms they send."""

    resident_cookie: str
    staff_cookie: str
    form_token: str
    step_path: str
    application_id: str
    fields: dict[str, str]
    submittable: list[str]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, path: Path) -> "Town":
        return cls(**json.loads(path.read_text("utf-8")))


def build_town(settings: Settings, submissions: int) -> Town:
    settings.data.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    office = open_office(settings)
    publish_catalog(office.database)
    with office.database.write() as session:
        town = _fill(session, office, submissions, clock.now())
    office.database.engine.dispose()
    return town


def _fill(session: Session, office: Office, submissions: int, now: datetime) -> Town:
    guest = Actor(ActorKind.GUEST, uuid4())
    opened = sessions.open_session(session, SessionKind.GUEST, guest.id or uuid4(), now=now)
    for _ in range(CASES_IN_QUEUE):
        _submit(session, office, _draft(session, office, Actor(ActorKind.GUEST, uuid4()), now), now)
    filling = _draft(session, office, guest, now)
    ready = [_draft(session, office, guest, now) for _ in range(submissions)]
    session.flush()
    return Town(
        resident_cookie=opened.token,
        staff_cookie=_officer(session, now),
        form_token=form_tokens.issue(office.secret, sessions.holder_of(opened.web_session)),
        step_path=f"/apply/{filling.id}/steps/{STEP}",
        application_id=str(filling.id),
        fields=_boxes(session),
        submittable=[str(draft.id) for draft in ready],
    )


def _officer(session: Session, now: datetime) -> str:
    new = NewStaff("bench", "計測 まもる", f"{uuid4()}", frozenset({Role.CLERK}), frozenset({"bosai"}))
    account = create_account(session, new, by=None, now=now)
    account.must_change_password = False
    return sessions.open_session(session, SessionKind.STAFF, account.id, now=now).token


def _draft(session: Session, office: Office, by: Actor, now: datetime) -> Application:
    """Answered as far as arrival needs."""
    revision = find_latest_revision(session, PROCEDURE)
    assert revision is not None
    draft = start_draft(session, revision, NOTHING_KNOWN, office.town, by=by, now=now)
    journey = _journey(session, office, draft, now)
    draft.answers = {
        question.key: _answer(question, journey) for step in journey.steps for question in step.questions
    }
    return draft


def _journey(session: Session, office: Office, draft: Application, now: datetime) -> Journey:
    revision = find_latest_revision(session, PROCEDURE)
    assert revision is not None
    context = context_of(draft.facts, office.town, clock.japan_date(now))
    return Journey(procedure_of(revision), draft.answers, context)


def _answer(question: Any, journey: Journey) -> Any:
    return journey.context.known["town.disasters"][0] if question.kind == "disaster" else question.sample()


def _submit(session: Session, office: Office, draft: Application, now: datetime) -> None:
    by = Actor(draft.owner_kind, draft.owner_id)
    draft.answers = {**draft.answers, "consent_truth": True}
    what = Submission(_journey(session, office, draft, now), {}, office.town)
    submission.submit(session, draft, what, by=by, now=now)


def _boxes(session: Session) -> dict[str, str]:
    revision = find_latest_revision(session, PROCEDURE)
    assert revision is not None
    step = procedure_of(revision).find_step(STEP)
    assert step is not None
    boxes = (question.boxes(question.sample(), question.key) for question in step.questions)
    return {name: values[0] for each in boxes for name, values in each.items()}
