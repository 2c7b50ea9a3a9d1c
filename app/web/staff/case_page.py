"""A case on one page: the answers on one side; on the other, what can be done and what is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.applications.desk import queries
from app.applications.desk.examined import PreCheck
from app.applications.desk.filters import DeskFilter
from app.applications.lifecycle import State
from app.applications.models import ActorKind
from app.auth.permissions import Action as Permit
from app.language import Message
from app.mandates.queries import find_mandate
from app.procedures.named import Line
from app.web.at_desk import DeskPages
from app.web.policies import staff_who_may
from app.web.staff.cases import StaffCase, open_case
from app.web.staff.checking import checks_of, preview_of
from app.web.staff.counter_panel import CounterPanel, counter_panel_of
from app.web.staff.decision_panel import DecisionView, checked_of, decision_of, result_of
from app.web.staff.deeds import Deeds, deeds_of
from app.web.staff.done import said_of
from app.web.staff.exports import PURPOSE_CHOICES, Choice
from app.web.staff.fee_panel import LineToAsk, PaymentView, lines_to_ask, payment_of
from app.web.staff.frame import CaseFrame, frame_of
from app.web.staff.identity_panel import IdentityPanel, identity_panel_of
from app.web.staff.mandates import MandateRow, row_of
from app.web.staff.overview import (
    CorrectionView,
    FileView,
    HistoryView,
    NoticeView,
    corrections_of,
    files_of,
    history_of,
    notices_of,
)
from app.web.visits import Visit

pages = DeskPages("/staff/cases/{reference_number}")
LOOK = staff_who_may(Permit.VIEW_CASE)

BOXES = ("note", "where", "assignee", "received_note", "waiver_reason", "way", "flags_note")


@dataclass(frozen=True)
class CasePage:
    """`checked`: lines of the checklist that the proposer ticked. `errors`, `boxes`: of the short forms."""

    case: CaseFrame
    deeds: Deeds
    identity: IdentityPanel | None
    done: Message | None
    mandate: MandateRow | None
    counter: CounterPanel | None
    decision: DecisionView | None
    checked: tuple[str, ...]
    result: tuple[Message, Message] | None
    checks: Sequence[PreCheck]
    review: tuple[str, ...]
    payment: PaymentView | None
    to_ask: tuple[LineToAsk, ...]
    files: tuple[FileView, ...]
    preview: tuple[Line, ...]
    corrections: tuple[CorrectionView, ...]
    history: tuple[HistoryView, ...]
    notices: tuple[NoticeView, ...]
    purposes: tuple[Choice, ...]
    errors: dict[str, str]
    boxes: dict[str, str]


@pages.get("", LOOK)
def show_case(
    visit: Visit, reference_number: str, version: int | None = None, show: str = "", done: str = ""
) -> Response:
    """`show`: the key of a question whose hidden answer is wanted."""
    case = open_case(visit, reference_number, version)
    return render_case(case, shown=(show,) if show else (), done=said_of(case, done))


def render_case(
    case: StaffCase,
    *,
    shown: Sequence[str] = (),
    done: Message | None = None,
    refused: tuple[str, str] | None = None,
    status: int = 422,
) -> Response:
    """`refused`: the box of a short form on this page, and what is wrong with it; sent with `status`."""
    page = _page_of(case, shown, done, refused)
    return case.visit.render("staff/cases/show_case.html", page, status=status if refused else 200)


def _page_of(
    case: StaffCase, shown: Sequence[str], done: Message | None, refused: tuple[str, str] | None
) -> CasePage:
    return CasePage(
        case=frame_of(case, shown),
        deeds=deeds_of(case),
        identity=identity_panel_of(case),
        done=done,
        mandate=_mandate_of(case),
        counter=counter_panel_of(case),
        decision=decision_of(case),
        checked=checked_of(case),
        result=result_of(case),
        checks=checks_of(case),
        review=tuple(item.text for item in case.procedure.review),
        payment=payment_of(case),
        to_ask=lines_to_ask(case),
        files=files_of(case),
        preview=preview_of(case),
        corrections=corrections_of(case),
        history=history_of(case),
        notices=notices_of(case),
        purposes=PURPOSE_CHOICES,
        errors=dict([refused]) if refused else {},
        boxes=_boxes(case),
    )


def _mandate_of(case: StaffCase) -> MandateRow | None:
    """Who filed it for whom, and what shows that they may."""
    if case.application.owner_kind is not ActorKind.MANDATE:
        return None
    mandate = find_mandate(case.session, case.application.owner_id)
    return row_of(mandate) if mandate else None


def _boxes(case: StaffCase) -> dict[str, str]:
    """As typed; a number of the fee stands there as it follows from the answers."""
    given = case.visit.form.one
    counted = {line.box: given(line.box) or str(line.quantity) for line in lines_to_ask(case)}
    return {**{name: given(name) for name in BOXES}, **counted}


@pages.get("/next", LOOK)
def show_next(visit: Visit, reference_number: str) -> Response:
    """The case that follows this one in the order of the queue, of those this officer could take up."""
    wanted = DeskFilter(visit.staff.sections, states=(State.ARRIVED, State.IN_REVIEW))
    waiting = queries.list_cases(visit.session, wanted)
    takers = {None, visit.staff.id}
    mine = [each.reference_number for each in waiting if each.assignee_id in takers]
    following = mine[mine.index(reference_number) + 1 :] if reference_number in mine else mine
    return visit.see_other(f"/staff/cases/{following[0]}" if following else "/staff/queue")
