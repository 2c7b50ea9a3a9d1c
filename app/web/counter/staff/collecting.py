"""書類: ticked while they are handed over. What staff have seen needs no photo (docs/decisions/0024)."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from app.applications.seen_papers import note_seen
from app.applications.seen_queries import list_seen
from app.counter import telling
from app.counter.conversation import Conversation
from app.counter.noting import note
from app.procedures.event_interview import Found
from app.procedures.wording import Wording
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT, CounterFrame, frame_of
from app.web.counter.staff.leading import lead_on
from app.web.counter.talks import talk_of
from app.web.in_front import visit_in_front
from app.web.offered import list_offered
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")


@dataclass(frozen=True)
class PaperLine:
    """`box` and `value` tick it. `is_needed`: without it the procedure cannot be sent; `of`: which procedure."""

    box: str
    value: str
    text: Wording
    of: Wording | None
    is_needed: bool
    is_ticked: bool


@dataclass(frozen=True)
class CollectPage:
    frame: CounterFrame
    papers: tuple[PaperLine, ...]


@pages.get("/collect", SERVE)
def show_collect(visit: Visit, visit_id: str) -> Response:
    talk = talk_of(visit)
    page = CollectPage(frame_of(visit), (*_of_event(visit, talk), *_of_procedures(visit, talk)))
    return visit.render("counter/staff/collect.html", page)


@pages.post("/collect", SERVE)
def collect(visit: Visit, visit_id: str) -> Response:
    """What was not handed over can be ticked later, until everything is sent."""
    found = visit_in_front(visit, visit.session)
    talk = talk_of(visit, found)
    ticked = set(visit.form.fields.get("seen", ()))
    for key, application in talk.pending.items():
        keys = [each.key for each in talk.interview.papers(key) if f"{key} {each.key}" in ticked]
        note_seen(visit.session, application, keys, by=visit.staff.id, now=visit.now)
    handed = set(visit.form.fields.get("handed", ()))
    found.collected = [each.value for each in _of_event(visit, talk) if each.value in handed]
    found.papers_at = visit.now
    note(visit.session, found, "visit_collect", ("staff", visit.staff.id), visit.now)
    return lead_on(visit, found)


def _of_event(visit: Visit, talk: Conversation) -> Iterator[PaperLine]:
    for number, text in enumerate(_found(visit, talk).collect):
        value = str(number)
        yield PaperLine("handed", value, text, None, False, value in talk.visit.collected)


def _found(visit: Visit, talk: Conversation) -> Found:
    if talk.visit.event_answers is None:
        return Found()
    offered = {each.key: each for each in list_offered(visit)}
    return telling.found_for(talk.visit, offered, visit.office.town, visit.now)


def _of_procedures(visit: Visit, talk: Conversation) -> Iterator[PaperLine]:
    for key in talk.pending:
        seen = {each.question_key for each in list_seen(visit.session, key)}
        procedure = talk.interview.journeys[key].procedure
        for question in talk.interview.papers(key):
            step = procedure.step_of_question[question.key]
            yield PaperLine(
                "seen",
                f"{key} {question.key}",
                question.name,
                procedure.short_title,
                question.required and not step.later,
                question.key in seen,
            )
