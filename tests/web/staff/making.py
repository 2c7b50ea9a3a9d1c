"""A small office for the staff pages: the real app, a clock that stands still, and cases filed by its own verbs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from jinja2 import Environment
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.applications import collecting, submission
from app.applications.drafts import start_draft
from app.applications.filing import Submission
from app.applications.known import context_of
from app.applications.models import ActorKind, Application
from app.applications.queries import get_by_number
from app.audit.models import AuditEntry
from app.audit.settings import AuditSettings
from app.auth.identity import Role, StaffMember
from app.auth.queries import find_staff_by_login
from app.auth.staff_accounts import NewStaff, create_account
from app.auth.visitors import staff_member_of
from app.clock import japan_date
from app.database import Base
from app.files.intake import IncomingFile, attach, mark_filed, prepare
from app.jobs.queue import create_tables
from app.jobs.settings import JobsSettings
from app.main import create_app
from app.payments.counter import Taken
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of, publish
from app.procedures.queries import find_latest_revision, get_revision
from app.procedures.questions.people import KEPT
from app.settings import ROOT, Settings
from app.templating import build_environment
from app.web.office import Office
from app.web.static import Assets
from tests import make
from tests.conftest import NOW
from tests.make import as_sure
from tests.people import Clerk

PASSWORD = "川をわたる 3びきの山羊"
ALL = frozenset({"kosodate", "jumin", "bosai"})
STAFF: dict[str, tuple[str, frozenset[Role], frozenset[str]]] = {
    "tanto": ("担当 はるか", frozenset({Role.CLERK}), ALL),
    "kessai": ("決裁 まもる", frozenset({Role.APPROVER}), ALL),
    "both": ("両方 みなと", frozenset({Role.CLERK, Role.APPROVER}), ALL),
    "kanri": ("管理 あおい", frozenset({Role.ADMIN}), frozenset()),
    "kansa": ("監査 しずか", frozenset({Role.AUDITOR}), frozenset()),
    "yosho": ("他課 つばさ", frozenset({Role.CLERK, Role.APPROVER}), frozenset({"kaikei"})),
}


@dataclass
class Moment:
    """A clock that is moved by hand."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


class Officer(Clerk):
    """A member of staff before the real app, without a network between them."""

    def __init__(self, app: Any, base_url: str) -> None:
        self.base_url = base_url
        self.client: Any = TestClient(app, base_url=base_url, follow_redirects=True)

    def posts(self, path: str, expected: int, **fields: str) -> None:
        """A form that no page offered, with the form token of the page on the screen."""
        token = self.page.xpath("//input[@name='form_token']/@value")[0]
        self._shows(self.client.post(path, data={"form_token": token, **fields}), expected)


@dataclass
class Desk:
    """`office` is what the pages see; verbs called here see the same database and the same clock."""

    app: Any
    office: Office
    clock: Moment
    officers: dict[str, Officer] = field(default_factory=dict)

    def officer(self, login: str = "tanto") -> Officer:
        """Signed in, the same one each time."""
        if login not in self.officers:
            self.officers[login] = Officer(self.app, self.office.public_url)
            self.officers[login].signs_in(login, PASSWORD)
        return self.officers[login]

    def member(self, login: str = "tanto") -> StaffMember:
        with self.office.database.read() as session:
            account = find_staff_by_login(session, login)
            assert account is not None
            return staff_member_of(account)

    def file(self, key: str, answers: Mapping[str, Any] | None = None, **more: Any) -> str:
        """A submitted case; `more` is `facts` and `owner_kind`. Its number."""
        with self.office.database.write() as session:
            return file_case(session, self.office, key, answers or {}, **more)

    @contextmanager
    def case(self, number: str) -> Iterator[tuple[Session, Application]]:
        """To do something with it by the verbs themselves."""
        with self.office.database.write() as session:
            yield session, get_by_number(session, number)

    def audited(self, number: str) -> list[tuple[str, str, tuple[str, ...]]]:
        """Action, kind of actor and names of fields of every entry about the case, the oldest first."""
        with self.office.database.read() as session:
            entries = session.query(AuditEntry).where(AuditEntry.reference_number == number)
            rows = entries.order_by(AuditEntry.sequence)
            return [(entry.action, entry.actor_kind, tuple(entry.fields)) for entry in rows]


def furnish(folder: Path) -> None:
    """A database with the built-in procedures published and the people of `STAFF` hired."""
    desk = open_desk(folder)
    database = desk.office.database
    create_tables(str(database.engine.url))
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        for procedure in make.catalog().values():
            publish(session, procedure, now=NOW)
        for login, (name, roles, sections) in STAFF.items():
            new = NewStaff(login, name, PASSWORD, roles, sections)
            create_account(session, new, by=None, now=NOW).must_change_password = False
    database.engine.dispose()


def open_desk(folder: Path) -> Desk:
    """Templates are compiled once for all desks of a test run."""
    clock = Moment()
    audit = AuditSettings(anchors=folder / "anchors.jsonl")
    app = create_app(Settings(data=folder, audit=audit, jobs=JobsSettings(embedded=False)), clock)
    app.state.office = replace(app.state.office, pages=_pages())
    return Desk(app, app.state.office, clock)


@cache
def _pages() -> Environment:
    return build_environment(ROOT / "templates", ROOT / "locale", Assets(ROOT / "static").url)


def file_case(
    session: Session,
    office: Office,
    key: str,
    answers: Mapping[str, Any],
    *,
    facts: Facts = NOTHING_KNOWN,
    owner_kind: ActorKind = ActorKind.RESIDENT,
) -> str:
    """Whatever `answers` leave open is answered with a sample."""
    revision = find_latest_revision(session, key)
    assert revision is not None
    by, now = as_sure(owner_kind, uuid4()), office.clock()
    draft = start_draft(session, revision, facts, office.town, by=by, now=now)
    journey = answered(office, procedure_of(revision), answers, facts, japan_date(now))
    draft.answers = dict(journey.answers)
    submission.submit(session, draft, Submission(journey, {}, office.town), by=by, now=now)
    session.flush()
    return draft.reference_number or ""


def answered(
    office: Office, procedure: Procedure, answers: Mapping[str, Any], facts: Facts, today: date
) -> Journey:
    """Answering a question may open another one, so it goes round until nothing is left."""
    context = context_of(facts.as_json(), office.town, today)
    journey = Journey(procedure, dict(answers), context)
    while missing := [each for each in _needed(journey) if each.key not in journey.answers]:
        question = missing[0]
        journey = Journey(procedure, {**journey.answers, question.key: _answer(question, context)}, context)
    return journey


def _answer(question: Any, context: Context) -> Any:
    """What the register suggests, else something that this town would take."""
    match question.kind:
        case "disaster":
            return context.known["town.disasters"][0]
        case "people":
            return [{part: question.among(context.known)[0][part] for part in KEPT}]
    suggested = question.suggested(context.known)
    return question.sample_from(context.known) if suggested is None else suggested


def _needed(journey: Journey) -> list[Any]:
    steps = [step for step in journey.all_steps if not step.later]
    return [each for step in steps for each in step.questions if journey.is_asked(each) and each.required]


def resubmit(desk: Desk, number: str, **answers: Any) -> None:
    """The resident mends the case."""
    with desk.case(number) as (session, application):
        procedure = procedure_of(get_revision(session, application.revision_id))
        context = context_of(application.facts, desk.office.town, japan_date(desk.clock()))
        journey = Journey(procedure, {**application.answers, **answers}, context)
        by = as_sure(ActorKind.RESIDENT, application.owner_id)
        submission.resubmit(
            session, application, Submission(journey, {}, desk.office.town), by=by, now=desk.clock()
        )


def pay(desk: Desk, number: str, login: str = "tanto") -> None:
    """The resident comes to the counter."""
    with desk.case(number) as (session, application):
        collecting.receive_fee(session, application, Taken(), by=desk.member(login), now=desk.clock())


def send_photo(desk: Desk, number: str, question_key: str, content: bytes, *, filed: bool = True) -> UUID:
    """A photo among the answers of the latest version; with `filed` false only sent, not submitted."""
    office = desk.office
    prepared = prepare(
        IncomingFile("被害 1.jpg", content), office.limits, office.doors.files, office.doors.virus_scan
    )
    with desk.case(number) as (session, application):
        file = attach(
            session, prepared, subject_id=application.id, question_key=question_key, by=None, now=desk.clock()
        )
        session.flush()
        if filed:
            version = application.versions[-1]
            version.answers = {**version.answers, question_key: [file.entry]}
            mark_filed(session, application.id, now=desk.clock())
        return file.id


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """Every statement on our tables meanwhile; what opens and ends transactions is left out."""
    statements: list[str] = []

    def note(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(maxsplit=1)[0].upper() in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            statements.append(statement)

    event.listen(desk.office.database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(desk.office.database.engine, "before_cursor_execute", note)
