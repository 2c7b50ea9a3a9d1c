"""A town, its people and their applications in any state, made by the same verbs the pages use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import collecting, fees, outgoing, review, settling, submission
from app.applications.accepting import channels_of
from app.applications.advance import APPROVED_ON
from app.applications.drafts import start_draft
from app.applications.filing import Submission, content_of
from app.applications.known import context_of
from app.applications.lifecycle import POSITIVE, Action, State
from app.applications.models import Actor, ActorKind, Application
from app.applications.review import AskedCorrection, Proposal
from app.applications.signing.needed import is_signature_due
from app.auth.identity import Assurance, Role, StaffMember
from app.clock import japan_date
from app.database import new_id
from app.municipality.loading import load_municipality
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.payments.counter import Taken
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.prefill.sandbox import SandboxRegister
from app.procedures.catalog_files import read_catalog
from app.procedures.context import Context
from app.procedures.definition import Procedure
from app.procedures.journey import Journey
from app.procedures.publication import get_procedure, procedure_of, publish
from app.procedures.queries import find_latest_revision
from app.settings import ROOT
from tests.answering import answered, files_in
from tests.conftest import NOW
from tests.signatures import signed

ALLOWANCE = "child_allowance_amount_revision"
CERTIFICATE = "certificate_of_residence"
DISASTER = "disaster_certificate"
WORKS = "kaigo_home_modification"
TODAY = japan_date(NOW)


@cache
def town() -> Municipality:
    return load_municipality(ROOT / "municipalities" / "demo.yaml")


SECTIONS = frozenset(each.key for each in town().sections) - {"kaikei"}


def a_town(procedure_key: str, **changes: Any) -> Municipality:
    """The town with one of its offerings changed."""
    offering = town().offering_of(procedure_key).model_copy(update=changes)
    return town().model_copy(update={"offerings": {**town().offerings, procedure_key: offering}})


@cache
def catalog() -> Mapping[str, Procedure]:
    return read_catalog()


REGISTER = SandboxRegister(ROOT / "demo" / "households.yaml")


def facts_of(person: str | None) -> Facts:
    """What the register says of a person of demo/households.yaml; nothing of None."""
    return REGISTER.facts_about(person) if person else NOTHING_KNOWN


def context(person: str | None = None, today: date = TODAY) -> Context:
    return context_of(facts_of(person).as_json(), town(), today)


def journey(
    key: str, answers: Mapping[str, Any] | None = None, person: str | None = None, today: date = TODAY
) -> Journey:
    return Journey(catalog()[key], answers or {}, context(person, today))


def filled(
    key: str, given: Mapping[str, Any] | None = None, person: str | None = None, *, later: bool = False
) -> Journey:
    """Every question answered: with what is given, else as the register says, else by a sample.

    `later`: the pages for after arrival too; what waits for an approval in advance has been approved.
    """
    start = journey(key, given, person)
    if later and start.procedure.advance:
        approved = replace(start.context, known={**start.context.known, APPROVED_ON: "2026-04-01"})
        start = Journey(start.procedure, given or {}, approved)
    return answered(start, given or {}, later=later)


def a_child(born: str, **answers: Any) -> dict[str, Any]:
    """A row of 増える児童 typed by hand: a child who lives with the parents."""
    return {
        "child_name": {"family": "見本", "given": "はる"},
        "child_kana": {"family": "ミホン", "given": "ハル"},
        "child_birth": born,
        "child_relation": "child",
        "child_cohabit": "together",
        "child_care": "yes",
        "child_livelihood": "shared",
        "child_facility": "no",
        **answers,
    }


def a_resident() -> Actor:
    return as_sure(ActorKind.RESIDENT, new_id())


def a_guest() -> Actor:
    return Actor(ActorKind.GUEST, new_id())


def as_sure(kind: ActorKind, owner_id: UUID) -> Actor:
    """With the card where the owner is a resident, or somebody acted for one, else without anything."""
    by_card = kind in {ActorKind.RESIDENT, ActorKind.MANDATE}
    sure = Assurance.AUTHENTICATED if by_card else Assurance.NONE
    return Actor(kind, owner_id, sure)


def a_staff_member(*roles: Role, sections: frozenset[str] = SECTIONS) -> StaffMember:
    return StaffMember(new_id(), "職員 見本", frozenset(roles), sections)


CLERK = a_staff_member(Role.CLERK)
APPROVER = a_staff_member(Role.APPROVER)
STRANGER = a_staff_member(Role.CLERK, Role.APPROVER, sections=frozenset({"kaikei"}))


@dataclass
class Case:
    """An application in the hands of a test: its verbs, and a clock of its own that goes on a minute each time.

    `channel`: by which way it is handed in, the first that is open where a test does not say.
    """

    session: Session
    application: Application
    town: Municipality = field(default_factory=town)
    now: datetime = NOW
    channel: Channel | None = None

    @property
    def owner(self) -> Actor:
        return as_sure(ActorKind(self.application.owner_kind), self.application.owner_id)

    def tick(self, **by: float) -> datetime:
        self.now += timedelta(**by) if by else timedelta(minutes=1)
        return self.now

    def what(self, attached: Mapping[str, Any] | None = None, **answers: Any) -> Submission:
        """What stands in the working copy, with these answers changed."""
        application = self.application
        known = context_of(application.facts, self.town, japan_date(self.now))
        procedure = get_procedure(self.session, application.revision_id)
        changed = Journey(procedure, {**application.answers, **answers}, known)
        channel = self.channel or channels_of(self.town, procedure)[0]
        what = Submission(changed, attached or files_in(changed), self.town, channel=channel)
        content = content_of(self.session, application, what)
        due = is_signature_due(self.session, content)
        return replace(what, signed=signed(content, self.now)) if due else what

    def submit(self, **answers: Any) -> None:
        what = self.what(**answers)
        submission.submit(self.session, self.application, what, by=self.owner, now=self.tick())

    def supplement(self, **answers: Any) -> None:
        what = self.what(**answers)
        submission.supplement(self.session, self.application, what, by=self.owner, now=self.tick())

    def resubmit(self, **answers: Any) -> None:
        what = self.what(**answers)
        submission.resubmit(self.session, self.application, what, by=self.owner, now=self.tick())

    def withdraw(self) -> None:
        submission.withdraw(self.session, self.application, by=self.owner, now=self.tick())

    def start_review(self, by: StaffMember = CLERK) -> None:
        review.start_review(self.session, self.application, by=by, now=self.tick())

    def ask(
        self, *questions: str, message: str = "直してください。", days: int = 14, by: StaffMember = CLERK
    ) -> None:
        asked = AskedCorrection(questions, message, japan_date(self.tick()) + timedelta(days=days))
        review.request_correction(self.session, self.application, asked, by=by, now=self.now)

    def propose(self, outcome: Action, reasons: str = "", by: StaffMember = CLERK) -> None:
        review.propose(self.session, self.application, Proposal(outcome, reasons), by=by, now=self.tick())

    def pay(self, by: StaffMember = CLERK) -> None:
        """Over the counter, once it is asked for; nothing where nothing is to be paid."""
        self.session.flush()
        if settling.is_fee_unasked(self.session, self.application):
            lines = fees.fee_lines(self.what().journey, self.town.offering_of(self.application.procedure_key))
            collecting.ask_fee(self.session, self.application, lines, due_on=TODAY, by=by, now=self.tick())
        if self.application.payment_id:
            collecting.receive_fee(self.session, self.application, Taken(), by=by, now=self.tick())

    def approve(self, by: StaffMember = APPROVER) -> None:
        review.approve(self.session, self.application, by=by, now=self.tick())

    def send_back(self, note: str = "理由が足りません。", by: StaffMember = APPROVER) -> None:
        review.send_back(self.session, self.application, note, by=by, now=self.tick())

    def transfer(self, where: str = "かえで市 子育て課", by: StaffMember = CLERK) -> None:
        outgoing.transfer(self.session, self.application, where, by=by, now=self.tick())

    def fulfil(self, step: str, by: StaffMember = CLERK) -> None:
        outgoing.fulfil(self.session, self.application, step, by=by, now=self.tick())


def a_draft(
    session: Session,
    key: str = ALLOWANCE,
    person: str | None = "mizuno_yoko",
    given: Mapping[str, Any] | None = None,
    **more: Any,
) -> Case:
    """Begun and filled in to the last page; `given` are the answers that matter. `more`: town, now, by."""
    in_town, now = more.get("town", town()), more.get("now", NOW)
    by = more.get("by") or (a_resident() if person else a_guest())
    revision = find_latest_revision(session, key) or publish(session, catalog()[key], now=now)
    facts = facts_of(person)
    draft = start_draft(session, revision, facts, in_town, by=by, now=now)
    known = context_of(facts.as_json(), in_town, japan_date(now))
    start = Journey(procedure_of(revision), given or {}, known)
    draft.answers = dict(answered(start, given or {}).answers)
    return Case(session, draft, in_town, now)


Deed = Callable[[Case], None]


def decide(outcome: Action) -> tuple[Deed, Deed]:
    """Proposed by one, approved by another; with reasons where they are needed. What is granted is paid."""

    def prepare(case: Case) -> None:
        if outcome in POSITIVE:
            case.pay()
        case.propose(outcome, "要件を満たさないため。")

    return prepare, lambda case: case.approve()


TAKEN_UP: tuple[Deed, ...] = (Case.submit, Case.start_review)
ROADS: dict[State, tuple[Deed, ...]] = {
    State.DRAFT: (),
    State.ARRIVED: (Case.submit,),
    State.IN_REVIEW: TAKEN_UP,
    State.CORRECTION_REQUESTED: (*TAKEN_UP, lambda case: case.ask("applicant_phone")),
    State.AWAITING_APPROVAL: (*TAKEN_UP, decide(Action.GRANT)[0]),
    State.GRANTED: (*TAKEN_UP, *decide(Action.GRANT)),
    State.PARTIALLY_GRANTED: (*TAKEN_UP, *decide(Action.GRANT_PARTIALLY)),
    State.REFUSED: (*TAKEN_UP, *decide(Action.REFUSE)),
    State.ACKNOWLEDGED: (*TAKEN_UP, *decide(Action.ACKNOWLEDGE)),
    State.WITHDRAWN: (Case.submit, Case.withdraw),
    State.TRANSFERRED: (*TAKEN_UP, Case.transfer),
}


def a_case(
    session: Session, state: State, key: str = ALLOWANCE, person: str | None = "mizuno_yoko", **more: Any
) -> Case:
    """Brought there by the verbs. A 届出 where the state needs one: only that can be acknowledged."""
    if state is State.ACKNOWLEDGED and key == ALLOWANCE:
        person, more = "fujita_naoki", {"given": {"revision_kind": "decrease"}, **more}
    case = a_draft(session, key, person, **more)
    for deed in ROADS[state]:
        deed(case)
    return case
