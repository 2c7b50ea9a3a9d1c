"""A resident who has one of everything: a draft, a fee, a decision in hand, a photo, words that were kept."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from app.applications import identity
from app.applications.issuing import issue_decision_notice
from app.applications.models import Application
from app.applications.paper.queries import find_open
from app.applications.queries import get_by_number
from app.audit.incident_queries import list_open
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.auth import form_tokens, kept_posts
from app.auth.identity import Role, StaffMember
from app.auth.queries import find_staff_by_login
from app.auth.staff_accounts import NewStaff, create_account
from app.clock import japan_date
from app.counter.models import CounterVisit
from app.files.intake import IncomingFile, attach, mark_filed, prepare
from app.files.queries import list_files_of
from app.parameters.deciding import Proposed, propose
from tests import make
from tests.hostile.help_deeds import a_call
from tests.hostile.proxies import a_mandate
from tests.hostile.routes import Address
from tests.papers import a_photo, by_papers
from tests.people import Clerk, Resident
from tests.scenarios import allowance, certificate, counter, desk, disaster, paper
from tests.world import PASSWORD, World

WHO, PIN, NAME = "mizuno_yoko", "1101", "水野 陽子"
KEYS = {"/guidance/{key}": "income_tax_return", "/events/{key}": "birth", "/categories/{key}": "certificate"}
EVERYTHING = "zenbu"  # a member of staff with every role in every section, for looking at every page


@dataclass
class Furnished:
    """The resident, signed in, and what fills the gaps of addresses."""

    world: World
    owner: Resident
    officer: Clerk
    draft_id: str
    paid_number: str
    decided_number: str
    photo_number: str
    papers_number: str
    paper_id: UUID
    file_id: UUID
    post_id: UUID
    account_id: UUID
    incident_id: UUID
    parameter_id: UUID
    mandate_id: UUID
    visit_id: UUID
    entered_id: UUID
    scan_id: UUID
    call_id: UUID = field(default_factory=uuid4)
    called_at: datetime | None = None

    def come_in(self) -> None:
        """Signs in whoever is not signed in any more."""
        self.owner.opens("/my")
        if self.owner.path == "/sign-in":
            self.owner.reads_card(WHO, PIN)
        self.officer.opens("/staff/queue")
        if self.officer.path == "/staff/sign-in":
            self.officer.signs_in(EVERYTHING, PASSWORD)
        with self.world.office.database.write() as session:
            session.get_one(CounterVisit, self.visit_id).last_seen_at = self.world.clock()
        self.call()

    def call(self) -> None:
        """Help on the telephone lasts a quarter of an hour."""
        now = self.world.clock()
        if self.called_at is None or now > self.called_at + timedelta(minutes=5):
            self.called_at, self.call_id = now, a_call(self.world, UUID(self.draft_id), EVERYTHING)

    def fill(self, address: Address) -> str:
        """The address with everything of this resident's in it."""
        number = self.decided_number
        if "/pay" in address.path:
            number = self.paid_number
        elif "/files/" in address.path:
            number = self.photo_number
        elif "/identity" in address.path:
            number = self.papers_number
        is_entered = address.path.startswith("/staff/paper")
        given = {
            "application_id": self.entered_id if is_entered else self.draft_id,
            "step_key": "contact" if is_entered else "subject",
            "procedure_key": make.DISASTER,
            "at": "scope",
            "number": number,
            "reference_number": number,
            "file_id": self._file_at(address.path),
            "question_key": "photos",
            "upload_id": self.file_id,
            "position": 0,
            "post_id": self.post_id,
            "account_id": self.account_id,
            "name": "child_allowance",
            "incident_id": self.incident_id,
            "parameter_id": self.parameter_id,
            "mandate_id": self.mandate_id,
            "visit_id": self.visit_id,
            "call_id": self.call_id,
            "key": KEYS.get(address.path, "certificate_of_residence"),
        }
        path = re.sub(r"{(\w+)(:\w+)?}", lambda found: str(given[found[1]]), address.path)
        if path == "/staff/parameters/new":
            return f"{path}?name=offerings.certificate_of_residence.fees.copy"
        return f"{path}?purpose=review" if "purpose" in address.query else path

    def _file_at(self, path: str) -> UUID:
        if "/scans/" in path:
            return self.scan_id
        return self.paper_id if "/identity" in path else self.file_id

    def fill_with_nothing(self, address: Address) -> str:
        """The same address with ids and numbers that never were."""
        ids = {
            "number": "26-999999-X",
            "reference_number": "26-999999-X",
            "step_key": "subject",
            "at": "scope",
            "position": "0",
        }
        return re.sub(r"{(\w+)(:\w+)?}", lambda found: ids.get(found[1], str(uuid4())), address.path)


@contextmanager
def furnished_town(world: World) -> Iterator[Furnished]:
    """With its people, who hang up in the end."""
    everything = furnish(world)
    try:
        yield everything
    finally:
        everything.owner.close()
        everything.officer.close()


def furnish(world: World) -> Furnished:
    owner, officer = Resident(world.url), Clerk(world.url)
    hire_somebody_for_everything(world)
    officer.signs_in(EVERYTHING, PASSWORD)
    decided = allowance.claim_minato(owner)
    decide(world, officer, decided)
    owner.opens("/my")
    paid = file_certificate(owner)
    photo_number, file_id = file_photo(world, owner)
    by_papers = file_papers(world)
    owner.opens(certificate.START)
    owner.sends("始める")
    draft_id = owner.path.split("/")[2]
    with world.office.database.write() as session:
        account = find_staff_by_login(session, "yosho")
        assert account is not None
        subject = session.get_one(Application, UUID(draft_id)).owner_id
        digest = form_tokens.subject_digest(world.office.secret, subject)
        post = kept_posts.keep(session, digest, "/my", [("words", "たいせつなことば")], now=world.clock())
        open_incident(session, IncidentKind.MAIL_GIVEN_UP, "no answer", at=world.clock())
        incident = list_open(session)[0]
        ids = (file_id, post.id, account.id, incident.id)
    more = (
        propose_value(world, ids[2]),
        a_mandate(world, None, grantor_id=subject),
        in_front_of(world, officer),
        *paper_of(world, officer),
    )
    everything = Furnished(
        world, owner, officer, draft_id, paid, decided, photo_number, *by_papers, *ids, *more
    )
    everything.call()
    return everything


def paper_of(world: World, officer: Clerk) -> tuple[UUID, UUID]:
    """The same person has written by hand as well; a clerk is typing it, with its scan."""
    paper.begins(officer, japan_date(world.clock()).isoformat())
    entered = UUID(officer.path.split("/")[3])
    officer.opens(f"/staff/paper/{entered}/check")
    officer.sends("選んだものを送る", files=[("scan", ("用紙.jpg", disaster.photo(120), "image/jpeg"))])
    with world.office.database.read() as session:
        intake = find_open(session, entered)
        assert intake is not None
        return entered, list_files_of(session, intake.id)[0].id


def in_front_of(world: World, officer: Clerk) -> UUID:
    """The same person at a counter, who has said 「私です」."""
    counter.sits(officer, counter.FIRST)
    tablet = counter.a_tablet(world, officer)
    visit_id = counter.receives(officer, tablet)
    counter.adds(officer)
    tablet.close()
    return UUID(visit_id)


def propose_value(world: World, account_id: UUID) -> UUID:
    """A fee of another day each time: one proposal waits for a value and a day."""
    day = date(2030, 1, 1) + timedelta(days=secrets.randbelow(30_000))
    admin = StaffMember(account_id, "", frozenset({Role.ADMIN}), frozenset())
    what = Proposed("offerings.certificate_of_residence.fees.copy", day, 400, "手数料条例")
    with world.office.database.write() as session:
        return propose(session, what, by=admin, now=world.clock()).id


def hire_somebody_for_everything(world: World) -> None:
    with world.office.database.write() as session:
        sections = frozenset(section.key for section in world.office.town.sections)
        new = NewStaff(EVERYTHING, "全部 できる", PASSWORD, frozenset(Role), sections)
        create_account(session, new, by=None, now=world.clock()).must_change_password = False


def decide(world: World, officer: Clerk, number: str) -> None:
    approver = Clerk(world.url)
    approver.signs_in("kessai", PASSWORD)
    desk.take_up(officer, number)
    desk.propose(officer, number, "grant")
    desk.approve(approver, number)
    approver.close()
    office = world.office
    with office.database.read() as session:
        case_id = get_by_number(session, number).id
    issue_decision_notice(
        office.database, office.doors.files, office.town, office.stamp, case_id, now=world.clock()
    )


def file_certificate(owner: Resident) -> str:
    certificate.reach_check(owner, WHO, PIN, sign_in=False)
    owner.sends("この内容で申請する", {"consent_truth": "yes"})
    return owner.path.split("/")[2]


def file_papers(world: World) -> tuple[str, UUID]:
    """A guest's case without a card, whose papers nobody has looked at; and the photo of one of them."""
    office = world.office
    prepared = prepare(
        IncomingFile("免許証.jpg", a_photo()), office.limits, office.doors.files, office.doors.virus_scan
    )
    with office.database.write() as session:
        case = by_papers(session, town=office.town, now=world.clock())
        check = identity.check_of(session, case.application)
        now = world.clock()
        file = attach(session, prepared, subject_id=check.id, question_key="residence_card", by=None, now=now)
        return case.application.reference_number or "", file.id


def file_photo(world: World, owner: Resident) -> tuple[str, UUID]:
    """A disaster case with a photo in its first version."""
    number = disaster.arrive(owner)
    office = world.office
    incoming = IncomingFile("床.jpg", disaster.photo())
    prepared = prepare(incoming, office.limits, office.doors.files, office.doors.virus_scan)
    with office.database.write() as session:
        case = get_by_number(session, number)
        file = attach(
            session, prepared, subject_id=case.id, question_key="photos", by=None, now=world.clock()
        )
        session.flush()
        version = case.versions[-1]
        version.answers = {**version.answers, "photos": [file.entry]}
        mark_filed(session, case.id, now=world.clock())
        return number, file.id
