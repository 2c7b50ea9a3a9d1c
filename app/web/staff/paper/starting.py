"""紙で届いたもの: found by the number printed on it, or begun for a procedure of one's own section."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from app.applications.handover.to_counter import initial_of
from app.applications.lifecycle import State
from app.applications.models import Application
from app.applications.paper import filing
from app.applications.paper.filing import BeforeItWasAsked, NotThatDay
from app.applications.paper.queries import list_open
from app.applications.queries import find_by_number, find_by_resume_code
from app.auth.attempts import check_allowed, record_failure, try_of
from app.auth.models import Scope
from app.clock import japan_date
from app.japan import NotUnderstood
from app.japan.reference_numbers import read_reference_number
from app.language import Message, noted
from app.procedures.publication import get_procedure
from app.web.at_desk import DeskPages, event_of
from app.web.offered import list_offered
from app.web.staff.paper.beginning import NO_DAY, day_in
from app.web.staff.paper.cases import ENTER, ROOT, may_enter, tell_look
from app.web.visits import Visit

pages = DeskPages(ROOT)

NOT_FOUND = noted("見つかりません。用紙の番号か受付番号を、もう一度入力してください。")


@dataclass(frozen=True)
class Line:
    href: str
    title: str
    came_on: date | None = None
    name: str = ""


@dataclass(frozen=True)
class ListPage:
    being_entered: tuple[Line, ...]
    offered: tuple[Line, ...]
    boxes: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class TakePage:
    """`initial`: all that is shown of whose draft it is before it is taken up. `number`: of a case in correction."""

    title: str
    initial: str
    number: str
    code: str
    boxes: Mapping[str, list[str]]
    errors: Mapping[str, Message]


@pages.get("", ENTER)
def show_papers(visit: Visit) -> Response:
    visit.record_view(event_of(visit, "list_papers", "queue"))
    return _list(visit, {})


@pages.post("/find", ENTER)
def search_papers(visit: Visit) -> Response:
    """A number that is read by a scanner is typed by it as well. A POST, for what it opens is a person's."""
    found = _find(visit)
    if found is None:
        return _list(visit, {"code": NOT_FOUND})
    if found.state in filing.ENTERED_IN:
        return _show_take(visit, found, {})
    return visit.see_other(f"/staff/cases/{found.reference_number}")


@pages.post("/take", ENTER)
def take_up(visit: Visit) -> Response:
    """The form carries the number, not an id: what opens it is looked at anew."""
    found = _find(visit)
    if found is None:
        return _list(visit, {"code": NOT_FOUND})
    came_on = day_in(visit)
    if came_on is None:
        return _show_take(visit, found, {"came_on": NO_DAY})
    entering = filing.Entering(visit.office.town, visit.staff, visit.now)
    try:
        filing.take_up(visit.session, found, came_on, entering)
    except (NotThatDay, BeforeItWasAsked) as refused:
        return _show_take(visit, found, {"came_on": Message(refused.message)})
    return visit.see_other(f"{ROOT}/{found.id}")


def _find(visit: Visit) -> Application | None:
    """Of one's own sections; what is wrong is counted, as for whoever types such a number at home."""
    typed = visit.form.one("code")
    folded = "".join(letter for letter in typed.upper() if letter.isalnum())
    tried = try_of(visit.office.auth.keys.attempts, Scope.RECEIPT, folded, visit.address)
    check_allowed(visit.session, tried, now=visit.now)
    found = find_by_resume_code(visit.session, folded) or _by_number(visit, typed)
    if found is None or not may_enter(visit, found.procedure_key):
        record_failure(visit.session, tried, now=visit.now)
        return None
    return found


def _by_number(visit: Visit, typed: str) -> Application | None:
    try:
        return find_by_number(visit.session, read_reference_number(typed))
    except NotUnderstood:
        return None


def _boxes(visit: Visit) -> dict[str, list[str]]:
    """Most of what is typed has come today."""
    typed = {name: list(values) for name, values in visit.form.fields.items()}
    return {"came_on": [japan_date(visit.now).isoformat()], **typed}


def _show_take(visit: Visit, found: Application, errors: Mapping[str, Message]) -> Response:
    procedure = get_procedure(visit.session, found.revision_id)
    tell_look(visit, found)
    page = TakePage(
        title=procedure.title.ja,
        initial=initial_of(found, procedure),
        number=found.reference_number or "" if found.state is State.CORRECTION_REQUESTED else "",
        code=visit.form.one("code"),
        boxes=_boxes(visit),
        errors=errors,
    )
    return visit.render("staff/paper/take_up.html", page, status=422 if errors else 200)


def _list(visit: Visit, errors: Mapping[str, Message]) -> Response:
    offered = [each for each in list_offered(visit) if may_enter(visit, each.key)]
    own = [key for key in visit.office.town.offerings if may_enter(visit, key)]
    page = ListPage(
        being_entered=tuple(
            Line(
                f"{ROOT}/{application.id}",
                get_procedure(visit.session, application.revision_id).short_title.ja,
                intake.came_on,
                application.name_shown or "",
            )
            for intake, application in list_open(visit.session, own)
        ),
        offered=tuple(Line(f"{ROOT}/new/{each.key}", each.short_title.ja) for each in offered),
        boxes={"code": [visit.form.one("code")]},
        errors=errors,
    )
    return visit.render("staff/paper/show_papers.html", page, status=422 if errors else 200)
