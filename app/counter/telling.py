"""くらしのできごと at the desk: a few questions, and the drafts that follow from the answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.drafts import save_answers
from app.applications.hands import Hand
from app.applications.known import context_of
from app.clock import japan_date
from app.counter import noting
from app.counter.cases import begin_case
from app.counter.conversation import conversation_of, save
from app.counter.models import CounterVisit
from app.counter.queries import list_cases
from app.errors import Conflict, NotFound
from app.municipality.town import Municipality
from app.prefill.facts import Facts
from app.procedures.definition import Procedure
from app.procedures.event_interview import Found, Proposal, found, known_answers, missing
from app.procedures.events import LifeEvent, events

ASKED_OF = (
    "told"  # in what a visit keeps of its event: the answers, which of them the register gave, and its facts
)
KNOWN, FACTS = "known", "facts"


@dataclass(frozen=True)
class Chosen:
    """`facts`: what the register knows of the person at this moment."""

    event: str
    facts: Facts = field(repr=False)


def begin_event(
    session: Session,
    visit: CounterVisit,
    chosen: Chosen,
    town: Municipality,
    by: noting.By,
    now: datetime,
) -> None:
    """What the register knows is answered already. Raises NotFound, and Conflict before 「私です」."""
    if chosen.event not in events() or not events()[chosen.event].asks:
        raise NotFound
    if visit.confirmed_at is None:
        raise Conflict
    facts = chosen.facts.as_json()
    known = known_answers(events()[chosen.event], context_of(facts, town, japan_date(now)).known)
    visit.event, visit.collected = chosen.event, []
    visit.event_answers = {ASKED_OF: known, KNOWN: [*known], FACTS: facts}
    noting.note(session, visit, "visit_event", by, now)


def event_of_visit(visit: CounterVisit) -> LifeEvent:
    """Raises NotFound where none was chosen."""
    event = events().get(visit.event or "")
    if event is None or visit.event_answers is None:
        raise NotFound
    return event


def told_in(visit: CounterVisit) -> dict[str, bool]:
    return dict((visit.event_answers or {}).get(ASKED_OF, {}))


def known_to_register(visit: CounterVisit) -> list[str]:
    return list((visit.event_answers or {}).get(KNOWN, ()))


def tell(visit: CounterVisit, told: Mapping[str, bool]) -> None:
    visit.event_answers = {**(visit.event_answers or {}), ASKED_OF: dict(told)}
    visit.bump()


def is_told(visit: CounterVisit) -> bool:
    return not missing(event_of_visit(visit), told_in(visit))


def found_for(
    visit: CounterVisit, offered: Mapping[str, Procedure], town: Municipality, now: datetime
) -> Found:
    facts = (visit.event_answers or {}).get(FACTS, {})
    known = context_of(facts, town, japan_date(now)).known
    return found(event_of_visit(visit), told_in(visit), known, offered)


def take_found(
    session: Session,
    visit: CounterVisit,
    wanted: Collection[str],
    offered: Mapping[str, Procedure],
    town: Municipality,
    now: datetime,
) -> None:
    """What is called for, and of the optional ones those that are wanted; what is there already stays as it is."""
    proposals = found_for(visit, offered, town, now)
    facts = Facts.from_json((visit.event_answers or {}).get(FACTS, {}))
    chosen = (each for each in proposals.optional if each.procedure in wanted)
    for proposal in (*proposals.procedures, *chosen):
        procedure = offered[proposal.procedure]
        if not _is_there(session, visit, procedure, proposal):
            draft = begin_case(session, visit, procedure, facts, town, now=now)
            save_answers(draft, proposal.answers, town, hand=Hand.COUNTER, now=now)
    fill_in(session, visit, town, now)


def fill_in(session: Session, visit: CounterVisit, town: Municipality, now: datetime) -> None:
    """With what the register knows, and what has been said before: nothing of it is asked."""
    visit.papers_at = None
    talk = conversation_of(session, visit, town, now)
    save(talk, talk.interview, None, now)


def _is_there(session: Session, visit: CounterVisit, procedure: Procedure, proposal: Proposal) -> bool:
    """Where it is once for each person, for this one."""
    there = (each for _, each in list_cases(session, visit.id) if each.procedure_key == procedure.key)
    subject = procedure.subject.key if procedure.subject and proposal.person else None
    return any(subject is None or _key_in(each.answers, subject) == _key_of(proposal) for each in there)


def _key_in(answers: Mapping[str, Any], subject: str) -> str:
    picked = answers.get(subject) or [{}]
    return str(picked[0].get("key", ""))


def _key_of(proposal: Proposal) -> str:
    return str((proposal.person or {}).get("key", ""))


def leave_event(session: Session, visit: CounterVisit, by: noting.By, now: datetime) -> None:
    """Another is chosen; what was begun stays. Its facts go on making the same of what is asked."""
    visit.event_answers = None
    noting.note(session, visit, "visit_event", by, now)
