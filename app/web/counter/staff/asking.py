"""Only what is missing, a topic a page, for all procedures at once; nothing that has been said is asked again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import Response

from app.applications.hands import Hand
from app.counter.conversation import Conversation, save
from app.counter.models import CounterVisit
from app.counter.noting import note
from app.counter.stages import Stage
from app.errors import NotFound
from app.language import Language, Message
from app.procedures.interview_pages import Page
from app.procedures.questions.base import Given
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.counter.staff.leading import lead_on
from app.web.counter.talks import sources_in, talk_of
from app.web.drawing.field_views import FieldView
from app.web.drawing.fields import Drawing, errors_by_box, picks_by_box
from app.web.drawing.redrawing import Redrawn, redraw
from app.web.drawing.taking import REDRAWS, aligned
from app.web.in_front import shown_visit, visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class AskPage:
    """`case` and `step` come back with the form. `questions`: how many are left, as far as is known.

    `may_wait`: it can be told after arrival. `is_mending`: somebody said that something here is wrong.
    """

    frame: CounterFrame
    case: str
    step: str
    procedure_title: Wording
    title: Wording
    intro: Wording | None
    fields: tuple[FieldView, ...]
    errors: Mapping[str, Message]
    questions: int
    may_wait: bool
    is_mending: bool


@pages.get("/ask", SERVE)
def show_ask(visit: Visit, visit_id: str) -> Response:
    """Where nothing is left, on to the next."""
    talk = talk_of(visit)
    if talk.page is None:
        return lead_on(visit, shown_visit(visit), writes=False)
    return _render(visit, talk, talk.page)


@pages.get("/mend", SERVE)
def show_mend(visit: Visit, visit_id: str) -> Response:
    """Where somebody said that something is wrong."""
    talk = talk_of(visit)
    page = talk.pointed_page()
    if page is None:
        return lead_on(visit, shown_visit(visit), writes=False)
    return _render(visit, talk, page, is_mending=True)


@pages.post("/ask", SERVE)
def answer(visit: Visit, visit_id: str) -> Response:
    """Of the page the form was drawn from, even if another would come next by now."""
    found = visit_in_front(visit, visit.session)
    talk = talk_of(visit, found)
    page = _page_of(visit, talk)
    if visit.form.one("later") and page.step.later:
        found.put_off = [*found.put_off, f"{page.key}:{page.step.key}"]
        return _done(visit, found)
    journey = talk.journey(page.key)
    form = aligned(page.step, visit.form.fields, journey)
    if REDRAWS & form.keys():
        return _render(visit, talk, page, redrawn=redraw(form, page.questions, journey.answers))
    given = Given(form, journey.context.known, {}, journey.context.today)
    read = talk.interview.read(page, given)
    if read.errors:
        again = Redrawn({name: [*values] for name, values in form.items()}, errors_by_box(read.errors))
        return _render(visit, talk, page, redrawn=replace(again, picks=picks_by_box(read.errors)))
    save(talk, talk.interview.after(page.key, read), Hand.COUNTER, visit.now)
    found.pointed = []
    return _done(visit, found)


@pages.post("/point", SERVE)
def point(visit: Visit, visit_id: str) -> Response:
    """Staff, of an answer that is to be changed."""
    found = visit_in_front(visit, visit.session)
    case, _, at = visit.form.one("which").partition(" ")
    if case not in map(str, talk_of(visit, found).pending):
        raise NotFound
    found.pointed = [case, at]
    note(visit.session, found, "visit_point", ("staff", visit.staff.id), visit.now)
    return lead_on(visit, found)


@pages.post("/unpoint", SERVE)
def unpoint(visit: Visit, visit_id: str) -> Response:
    """It was right after all."""
    found = visit_in_front(visit, visit.session)
    found.pointed = []
    note(visit.session, found, "visit_point", ("staff", visit.staff.id), visit.now)
    return lead_on(visit, found)


def _done(visit: Visit, found: CounterVisit) -> Response:
    note(visit.session, found, "visit_answer", ("staff", visit.staff.id), visit.now)
    return lead_on(visit, found)


def _page_of(visit: Visit, talk: Conversation) -> Page[UUID]:
    """Raises NotFound for what no page asks."""
    case, step = visit.form.one("case"), visit.form.one("step")
    key = next((each for each in talk.pending if str(each) == case), None)
    if key is None:
        raise NotFound
    now = talk.page
    if now is not None and (now.key, now.step.key) == (key, step) and not talk.visit.pointed:
        return now
    found = talk.interview.page_for(key, _boxes_in(visit.form.fields.get("_asked", ())))
    if found is None:
        raise NotFound
    return found


def _boxes_in(asked: Sequence[str]) -> Collection[str]:
    """Without the groups whose boxes are named one by one."""
    return [at for at in asked if not any(other.startswith(f"{at}.") for other in asked)]


def _render(
    visit: Visit,
    talk: Conversation,
    page: Page[UUID],
    *,
    redrawn: Redrawn | None = None,
    is_mending: bool = False,
) -> Response:
    drawing = _drawing(talk, page, redrawn)
    view = AskPage(
        frame=frame_of(visit, Stage.ASK),
        case=str(page.key),
        step=page.step.key,
        procedure_title=drawing.journey.procedure.short_title,
        title=page.step.title,
        intro=page.step.intro,
        fields=_only_asked(drawing.fields(page.questions, heading=False), page),
        errors=drawing.errors,
        questions=talk.interview.left.questions,
        may_wait=page.step.later and not is_mending,
        is_mending=is_mending or bool(talk.visit.pointed),
    )
    return visit.render("counter/staff/ask.html", view, status=422 if redrawn and redrawn.errors else 200)


def _drawing(talk: Conversation, page: Page[UUID], redrawn: Redrawn | None) -> Drawing:
    shown = redrawn or Redrawn({}, _objections(talk, page))
    return Drawing(
        talk.interview.journeys[page.key],
        Language.JAPANESE,
        sources_in(talk, page.key),
        form=redrawn.boxes if redrawn else None,
        errors=shown.errors,
        picks=shown.picks,
        focused=shown.focused,
    )


def _objections(talk: Conversation, page: Page[UUID]) -> dict[str, Message]:
    """Where all is answered and does not go together."""
    if talk.interview.page is not None:
        return {}
    return errors_by_box(each for each in talk.interview.objections(page.key) if page.shows(each.at))


def _only_asked(fields: tuple[FieldView, ...], page: Page[UUID]) -> tuple[FieldView, ...]:
    """Of the rows of a group what is missing in them."""
    return tuple(
        replace(
            field,
            rows=tuple(
                replace(row, fields=tuple(each for each in row.fields if page.shows(each.at)))
                for row in field.rows
            ),
        )
        for field in fields
    )
