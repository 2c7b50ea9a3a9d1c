"""The decision on the page of a case: proposed, sent back or made, and what was checked for it."""

from dataclasses import dataclass
from datetime import datetime

from app.applications.decision_words import appeal_of
from app.applications.labels import FULFILMENT_LABELS, STATE_LABELS
from app.applications.lifecycle import DECIDED, Action
from app.applications.review_models import Decision
from app.audit.queries import list_about
from app.language import Message, noted
from app.web.staff.cases import StaffCase

OUTCOME_NAMES: dict[Action, Message] = {
    Action.GRANT: noted("認める"),
    Action.GRANT_PARTIALLY: noted("一部を認める"),
    Action.REFUSE: noted("認めない"),
    Action.ACKNOWLEDGE: noted("届出を受け付けて終える"),
}
CHECK_ITEMS, CHECKED = "check_items", "review."


@dataclass(frozen=True)
class DecisionView:
    """`appeal` are the paragraphs that the document will carry (教示). `sent_back` is why it came back.

    `document_href` is None until the document has been made.
    """

    outcome: Message
    reasons: str
    message: str
    proposed_by: str
    proposed_at: datetime
    version: int
    appeal: tuple[str, ...]
    first_approved_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    document_number: str | None
    document_href: str | None
    sent_back: str


def decision_of(case: StaffCase) -> DecisionView | None:
    """The proposal that waits, the decision that was made, or what was sent back to the officer."""
    decisions = case.application.decisions
    return _view(case, decisions[-1]) if decisions else None


def _view(case: StaffCase, decision: Decision) -> DecisionView:
    names = case.staff_names
    return DecisionView(
        outcome=OUTCOME_NAMES[decision.outcome],
        reasons=decision.reasons,
        message=decision.message,
        proposed_by=names.get(decision.proposed_by, ""),
        proposed_at=decision.proposed_at,
        version=decision.version_number,
        appeal=appeal_of(case.procedure, case.visit.office.town, decision.outcome).paragraphs,
        first_approved_at=decision.first_approved_at,
        approved_by=names.get(decision.approved_by, "") if decision.approved_by else "",
        approved_at=decision.approved_at,
        document_number=decision.document_number,
        document_href=f"{case.href}/decision.pdf" if decision.document_key else None,
        sent_back=decision.sent_back_note,
    )


def checked_of(case: StaffCase) -> tuple[str, ...]:
    """What the proposer ticked of the checklist, as the audit trail has it."""
    decisions = case.application.decisions
    if not decisions or not case.procedure.review:
        return ()
    entries = list_about(case.session, "application", case.application.id)
    found = [each for each in entries if (each.action, each.at) == (CHECK_ITEMS, decisions[-1].proposed_at)]
    ticked = {name for entry in found for name in entry.fields}
    return tuple(item.text for item in case.procedure.review if f"{CHECKED}{item.key}" in ticked)


def result_of(case: StaffCase) -> tuple[Message, Message] | None:
    """Once decided: the result, and where the paper is."""
    if case.application.state not in DECIDED:
        return None
    return STATE_LABELS[case.application.state], FULFILMENT_LABELS[case.application.fulfilment]
