"""What the office does: review, ask for a correction, propose, approve or send back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.applications import advance, auditing, notifying, numbering, officers, settling
from app.applications.identity import require_checked
from app.applications.lifecycle import POSITIVE, Action, Fulfilment, NotPossibleNow, State
from app.applications.models import Application
from app.applications.officers import actor_of, permitted
from app.applications.review_models import Correction, Decision
from app.auth.identity import StaffMember
from app.auth.permissions import Action as Permit
from app.auth.permissions import may_approve
from app.clock import japan_date
from app.errors import Forbidden, Invalid
from app.jobs.enqueue import enqueue
from app.jobs.kinds import RenderDecisionNotice
from app.municipality.offering import ApprovalRoute
from app.municipality.town import Municipality
from app.procedures.definition import FilingKind
from app.procedures.publication import get_procedure


class ReasonsMissing(Invalid):
    message = "認めないとき、一部だけ認めるときは、理由を書いてください。"


class NotYourOwnProposal(Forbidden):
    message = "自分が起案したもの、すでに決裁したものは、決裁できません。"


@dataclass(frozen=True)
class Proposal:
    """`reasons` are required unless all is granted (行政手続法8条); `message` is a word to the resident."""

    outcome: Action
    reasons: str = ""
    message: str = ""


def start_review(session: Session, application: Application, *, by: StaffMember, now: datetime) -> None:
    permitted(by, Permit.START_REVIEW, application)
    application.perform(Action.START_REVIEW, actor_of(by), now)
    officers.give(session, application, by.id)
    auditing.note(session, application, "start_review", actor_of(by), now=now)


def request_correction(
    session: Session, application: Application, asked: "AskedCorrection", *, by: StaffMember, now: datetime
) -> Correction:
    """補正の求め (行政手続法7条). Raises Invalid without a question or a message."""
    permitted(by, Permit.REQUEST_CORRECTION, application)
    if not asked.questions:
        raise Invalid("直してほしい項目を、1つ以上選んでください。")
    if not asked.message.strip():
        raise Invalid("何をどう直すのか、文で書いてください。")
    if asked.due_on <= japan_date(now):
        raise Invalid("期限は、明日か、明日よりあとの日にしてください。")
    if not set(asked.questions) <= set(get_procedure(session, application.revision_id).questions):
        raise Invalid("直してほしい項目は、画面にあるものから選んでください。")
    application.perform(Action.REQUEST_CORRECTION, actor_of(by), now)
    correction = Correction(
        application_id=application.id,
        questions=list(asked.questions),
        message=asked.message.strip(),
        due_on=asked.due_on,
        requested_at=now,
        requested_by=by.id,
    )
    application.corrections.append(correction)
    notifying.notify(session, application, "correction_requested", now=now)
    auditing.note(session, application, "request_correction", actor_of(by), now=now, fields=asked.questions)
    return correction


@dataclass(frozen=True)
class AskedCorrection:
    questions: Sequence[str]
    message: str
    due_on: date


def possible_outcomes(application: Application) -> tuple[Action, ...]:
    """A 届出 is complete on arrival and cannot be refused (行政手続法37条)."""
    if application.filing_kind == FilingKind.NOTIFICATION:
        return (Action.ACKNOWLEDGE,)
    return (Action.GRANT, Action.GRANT_PARTIALLY, Action.REFUSE)


def propose(
    session: Session, application: Application, proposal: Proposal, *, by: StaffMember, now: datetime
) -> Decision:
    """起案; where no second person is needed (`approval_route` none) it is the decision itself."""
    permitted(by, Permit.PROPOSE, application)
    require_checked(session, application)
    if proposal.outcome not in possible_outcomes(application):
        raise Invalid("この手続では選べない結果です。")
    if proposal.outcome not in {Action.GRANT, Action.ACKNOWLEDGE} and not proposal.reasons.strip():
        raise ReasonsMissing
    _require_fee(session, application, proposal.outcome)
    if proposal.outcome in POSITIVE:
        advance.require_finished(session, application, now)
    decision = Decision(
        version_number=len(application.versions),
        outcome=proposal.outcome,
        reasons=proposal.reasons.strip(),
        message=proposal.message.strip(),
        proposed_at=now,
        proposed_by=by.id,
    )
    application.decisions.append(decision)
    if application.approval_route == ApprovalRoute.NONE:
        _carry_out(session, application, decision, by, now)
    else:
        application.perform(Action.PROPOSE, actor_of(by), now)
        auditing.note(session, application, "propose", actor_of(by), now=now)
    return decision


def _require_fee(session: Session, application: Application, outcome: Action) -> None:
    """Nothing is granted against an open fee; refusing and correcting need none. Raises FeeOwed, FeeNotAsked."""
    if outcome in POSITIVE and settling.is_fee_unasked(session, application):
        raise settling.FeeNotAsked
    if outcome in POSITIVE and settling.is_fee_owed(session, application):
        raise settling.FeeOwed


def approve(session: Session, application: Application, *, by: StaffMember, now: datetime) -> None:
    """決裁. Raises NotYourOwnProposal for whoever proposed it or approved it before: more eyes are the point.

    NotPossibleNow for what was sent back meanwhile, FeeOwed for what is to be granted and is not paid.
    A route of two persons waits for the second.
    """
    if application.state is not State.AWAITING_APPROVAL:
        raise NotPossibleNow
    decision = application.decisions[-1]
    if by.id in {decision.proposed_by, decision.first_approved_by}:
        raise NotYourOwnProposal
    if not may_approve(by, decision.proposed_by, application.section or ""):
        raise Forbidden
    _require_fee(session, application, decision.outcome)
    if application.approval_route == ApprovalRoute.TWO and decision.first_approved_by is None:
        decision.first_approved_at, decision.first_approved_by = now, by.id
        auditing.note(session, application, "first_approval", actor_of(by), now=now)
        return
    _carry_out(session, application, decision, by, now)


def send_back(
    session: Session, application: Application, note: str, *, by: StaffMember, now: datetime
) -> None:
    """差戻し, inside the office; the resident sees only that it is under review again."""
    permitted(by, Permit.SEND_BACK, application)
    if not note.strip():
        raise Invalid("差し戻す理由を書いてください。")
    application.perform(Action.SEND_BACK, actor_of(by), now)
    decision = application.decisions[-1]
    decision.sent_back_at = now
    decision.sent_back_note = note.strip()
    auditing.note(session, application, "send_back", actor_of(by), now=now)


def _carry_out(
    session: Session, application: Application, decision: Decision, by: StaffMember, now: datetime
) -> None:
    require_checked(session, application)
    application.perform(decision.outcome, actor_of(by), now)
    decision.approved_at, decision.approved_by = now, by.id
    year = japan_date(now).year
    decision.document_number = f"{year}-{numbering.next_number(session, 'document', year)}"
    enqueue(session, RenderDecisionNotice(application_id=application.id))
    procedure = get_procedure(session, application.revision_id)
    # After a positive decision: what has to leave the house.
    if decision.outcome in POSITIVE and procedure.handover != "notice":
        application.fulfilment = Fulfilment.TO_SEND
    if decision.outcome is Action.REFUSE:
        settling.stop_asking(session, application, actor_of(by), now)
    notifying.notify(session, application, "decided", now=now)
    auditing.note(session, application, decision.outcome, actor_of(by), now=now)


def correction_due_on(town: Municipality, procedure_key: str, today: date) -> date:
    """The due date suggested to the officer."""
    return today + timedelta(days=town.offering_of(procedure_key).correction_days.value)
