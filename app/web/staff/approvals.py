"""What waits for this officer's yes: proposals of their sections, never their own."""

from dataclasses import dataclass

from starlette.responses import Response

from app.applications.desk import queries
from app.applications.desk.filters import DeskFilter
from app.applications.lifecycle import State
from app.auth.permissions import Action
from app.clock import japan_date
from app.web.at_desk import DeskPages, event_of
from app.web.policies import staff_who_may
from app.web.staff.queue_rows import QueueRow, rows_of
from app.web.visits import Visit

pages = DeskPages("/staff/approvals")


@dataclass(frozen=True)
class ApprovalsPage:
    """`has_more`: the list goes on beyond what is shown; the most urgent stand here."""

    rows: tuple[QueueRow, ...]
    has_more: bool


@pages.get("", staff_who_may(Action.APPROVE))
def show_approvals(visit: Visit) -> Response:
    staff = visit.staff
    wanted = DeskFilter(staff.sections, states=(State.AWAITING_APPROVAL,), not_proposed_by=staff.id)
    found = queries.list_cases(visit.session, wanted)
    titles = queries.list_titles(visit.session)
    visit.record_view(event_of(visit, "list_cases", "approvals"))
    rows = rows_of(found[: queries.PAGE], titles, japan_date(visit.now))
    return visit.render("staff/approvals/show_approvals.html", ApprovalsPage(rows, len(found) > queries.PAGE))
