"""The page of somebody on the telephone, as a clerk reads it: the same questions, and nothing to type in."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

from app.applications import helping, unread
from app.applications.help_models import HelpCall
from app.applications.known import context_of
from app.applications.models import Application
from app.applications.working_copy import OPEN, journey_over
from app.audit.models import AuditEntry
from app.audit.queries import find_newest_act
from app.clock import japan_date
from app.language import Language
from app.procedures.answer_rows import AnswerRow
from app.procedures.answer_sections import answer_sections
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.one_by_one import OneByOne
from app.procedures.pages_left import PagesLeft
from app.procedures.places import Asks, places_of
from app.procedures.places_left import places_left
from app.procedures.publication import get_procedure
from app.procedures.seen_page import SeenQuestion, is_hidden, seen_at
from app.procedures.wording import Wording
from app.web.visits import Visit

AT_CHECK = "at_check"
LANGUAGES = {Language.JAPANESE: "日本語", Language.EASY: "やさしい日本語", Language.ENGLISH: "English"}


@dataclass(frozen=True)
class SharedPage:
    """`title` is None as long as no page of questions has been opened. `rows`: of the check page.

    `asks_more`: whether there is another row is asked there. `names` go into the trail.
    """

    call_href: str
    until: datetime
    procedure: str
    language: str
    seen: str
    names: tuple[str, ...]
    title: Wording | str | None = None
    left: PagesLeft | None = None
    questions: tuple[SeenQuestion, ...] = ()
    asks_more: Wording | None = None
    rows: tuple[tuple[str, str], ...] = ()


def shared_page(visit: Visit, call: HelpCall, application: Application) -> SharedPage:
    procedure = get_procedure(visit.session, application.revision_id)
    town = visit.office.town
    context = context_of(application.facts, town, japan_date(visit.now), procedure.key)
    journey = journey_over(application, application.answers, procedure, context)
    names = _last_names(visit, call, application)
    begun = SharedPage(
        call_href=f"/staff/help/{call.id}",
        until=helping.ends_at(call),
        procedure=procedure.short_title.ja,
        language=LANGUAGES[Language(application.language)],
        seen=seen_of(visit, call, application),
        names=names,
    )
    if names == (AT_CHECK,) or application.state not in OPEN:
        return _of_check(begun, journey)
    step = procedure.find_step(names[0]) if names else None
    if step is None:
        return begun
    return _of_questions(begun, journey, call, application, step)


def seen_of(visit: Visit, call: HelpCall, application: Application) -> str:
    """Changes with the page, with what stands in it, and with what is saved."""
    newest = _last(visit, call, application)
    what = [newest.sequence if newest else 0, call.typed, application.lock]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]


def _last(visit: Visit, call: HelpCall, application: Application) -> AuditEntry | None:
    return find_newest_act(visit.session, "application", application.id, "show_page", call.opened_at)


def _last_names(visit: Visit, call: HelpCall, application: Application) -> tuple[str, ...]:
    newest = _last(visit, call, application)
    return tuple(name for name in newest.fields if not name.startswith("mandate.")) if newest else ()


def _of_questions(
    begun: SharedPage, journey: Journey, call: HelpCall, application: Application, step: Step
) -> SharedPage:
    at = begun.names[1].replace("..", "-") if len(begun.names) > 1 else ""
    way = OneByOne(journey)
    place = way.find(step.key, at) if at else None
    shown = (place,) if place else tuple(places_of(journey, step))
    name = f"{step.key}/{at}" if at else step.key
    typed = helping.typed_at(call, name) or unread.over(application, {})
    questions = tuple(question for each in shown for question in seen_at(journey, each, typed))
    return replace(
        begun,
        title=step.title,
        left=places_left(way, place) if place else None,
        questions=questions,
        asks_more=place.question.label if place and place.asks is Asks.MORE else None,
    )


def _of_check(begun: SharedPage, journey: Journey) -> SharedPage:
    rows = tuple((_label(row), _text(row)) for section in answer_sections(journey) for row in section.rows)
    return replace(begun, title="内容を確かめてください", rows=rows)


def _label(row: AnswerRow) -> str:
    return row.question.label.ja if row.which is None else f"{row.question.label.ja}（{row.which}）"


def _text(row: AnswerRow) -> str:
    if is_hidden(row.question, row.group):
        return "●●●●"
    return row.text or "（答えていません）"
