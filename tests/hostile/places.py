"""Every page of every procedure, opened in the middle of an application: made from the definitions alone."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from app.applications.drafts import start_draft
from app.applications.fees import too_heavy
from app.applications.known import context_of
from app.applications.models import ActorKind, Application
from app.auth.identity import Assurance
from app.auth.models import SessionKind
from app.auth.sessions import open_session
from app.clock import japan_date
from app.database import new_id
from app.files.intake import IncomingFile, attach, prepare
from app.municipality.town import Municipality
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.procedures.answers import complaints_of
from app.procedures.definition import Procedure, Step
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.procedures.questions.base import QuestionBase
from tests import make
from tests.answering import rows_with
from tests.files import corpus
from tests.make import as_sure
from tests.people import Resident
from tests.sampling import covering, covering_pages, marks_of
from tests.scenarios import counter_only
from tests.walks import WALKS
from tests.world import World

CATALOG = make.catalog()
ORDINARY, COVERING = covering_pages(CATALOG), {*covering(CATALOG)}


def _behind_papers(procedure: Procedure, step: Step) -> bool:
    """A page that opens only when real files have been sent on one before it, or to arrive at all."""
    earlier = procedure.steps[: procedure.steps.index(step)]
    return any(
        _is_a_paper(question)
        for each in earlier
        if each.later == step.later or not each.when
        for question in each.questions
        if each.later == step.later or not question.when
    )


def _is_a_paper(question: QuestionBase) -> bool:
    return question.kind == "photos" and question.required


PLACES = [
    pytest.param(
        (key, step.key),
        id=f"{key}/{step.key}",
        marks=marks_of(is_ordinary=(key, step.key) in ORDINARY, is_wide=key in COVERING),
    )
    for key, each in CATALOG.items()
    for step in each.steps
    if not step.at_check and not _behind_papers(each, step)
]
# Between them they have what the register can know: children, students, a household, or nothing at all.
KNOWN_PEOPLE = ("", "kobayashi_daisuke", "matsumoto_takashi", "fujita_naoki", "inoue_fumi")
TRIES = 60
# Three tests visit each page, and the way there takes longer to find than to go.
_WAYS: dict[tuple[str, str, bool, date], tuple[str, Journey]] = {}


@dataclass
class Place:
    """A page that can be visited, and the resident whose draft it is. `valid`: a form that it takes."""

    world: World
    resident: Resident
    application_id: UUID
    procedure: Procedure
    step: Step
    valid: dict[str, list[str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/apply/{self.application_id}/steps/{self.step.key}"

    @property
    def answers(self) -> Mapping[str, Any]:
        with self.world.office.database.read() as session:
            return dict(session.get_one(Application, self.application_id).answers)

    @property
    def questions(self) -> dict[str, QuestionBase]:
        """By the id of their first box, those of every row of a group."""
        return dict(_by_box(self.step, self.answers))


def open_place(world: World, procedure_key: str, step_key: str) -> Place:
    """Raises LookupError where no answers lead to the page."""
    town, now = world.office.town, world.clock()
    with world.office.database.write() as session:
        revision = find_latest_revision(session, procedure_key)
        assert revision is not None
        procedure = procedure_of(revision)
        step = next(each for each in procedure.steps if each.key == step_key)
        facts, journey = way_to(world, procedure, step, fileable=step.later)
        owner = as_sure(ActorKind.RESIDENT, new_id())
        draft = start_draft(session, revision, facts, town, by=owner, now=now)
        draft.answers = dict(journey.answers)
        if step.later:
            make_ready(world, session, draft, journey)
            make.Case(session, draft, town, now).submit()
            draft.answers = dict(journey.answers)
        return Place(world, resident_of(world, session, owner.id), draft.id, procedure, step)


def resident_of(world: World, session: Any, subject_id: UUID | None, name: str = "見本 花子") -> Resident:
    """Signed in, without the way through the card reader."""
    extra = {"display_name": name, "assurance": Assurance.AUTHENTICATED}
    opened = open_session(
        session, SessionKind.RESIDENT, subject_id or new_id(), now=world.clock(), extra=extra
    )
    resident = Resident(world.url)
    resident.client.cookies.set("sid", opened.token)
    return resident


def way_to(
    world: World, procedure: Procedure, step: Step, *, fileable: bool = False
) -> tuple[Facts, Journey]:
    """Answers that lead to the page and leave nothing open, found by trying.

    `fileable`: nobody would object, once papers are there, where there is no way without any.
    """
    today = japan_date(world.clock())
    asked = (procedure.key, step.key, fileable, today)
    if asked not in _WAYS:
        _WAYS[asked] = _search(world, procedure, step, today, fileable=fileable)
    person, journey = _WAYS[asked]
    return _facts_about(world, person), journey


def _facts_about(world: World, person: str) -> Facts:
    return world.office.doors.prefill.facts_about(person) if person else NOTHING_KNOWN


def _search(
    world: World, procedure: Procedure, step: Step, today: date, *, fileable: bool
) -> tuple[str, Journey]:
    """Whose register leads there, and how: first as somebody walks who comes along in a test, then any way."""
    chance = random.Random(procedure.key)
    walk = WALKS[procedure.key]
    walks = [(person or "", given) for person, given in ((walk.person, walk.given), *walk.others)]
    people = dict.fromkeys((*KNOWN_PEOPLE, *(person for person, _ in walks)))
    facts = {person: _facts_about(world, person) for person in people}
    with_papers: tuple[str, Journey] | None = None
    for given in (True, False):
        starts = walks if given else [(person, {}) for person in people]
        for _ in range(TRIES):
            for person, answers in starts:
                journey = _walk(world.office.town, procedure, facts[person], today, chance, answers)
                is_open = step in journey.all_steps and any(journey.is_asked(each) for each in step.questions)
                if not is_open or journey.stop or (fileable and _is_objected_to(world, journey)):
                    continue
                if not fileable or not papers_of(journey):
                    return person, journey
                with_papers = with_papers or (person, journey)
    if with_papers:
        return with_papers
    raise LookupError(f"no way found to {procedure.key}/{step.key}")


def _is_objected_to(world: World, journey: Journey) -> bool:
    offering = world.office.town.offering_of(journey.procedure.key)
    return bool([*complaints_of(journey), *too_heavy(journey, offering)])


def papers_of(journey: Journey) -> list[Any]:
    """The photos without which nothing arrives."""
    asked = (each for step in journey.all_steps if not step.later for each in step.questions)
    return [each for each in asked if _is_a_paper(each) and journey.is_asked(each)]


def make_ready(world: World, session: Any, draft: Application, journey: Journey) -> None:
    """It has its papers, and whoever filed the same matter in another test is done with it."""
    office, now = world.office, world.clock()
    session.execute(update(Application).values(matter_key=None))
    for question in papers_of(journey):
        received = []
        for _ in range(max(1, question.least)):
            incoming = IncomingFile("紙.jpg", corpus.photo())
            prepared = prepare(incoming, office.limits, office.doors.files, office.doors.virus_scan)
            file = attach(session, prepared, subject_id=draft.id, question_key=question.key, by=None, now=now)
            session.flush()
            received.append(file.entry)
        draft.answers = {**draft.answers, question.key: received}


def send_as_it_is(world: World, resident: Resident, key: str, draft_id: UUID) -> str:
    """From the check page, or at the counter what only a counter takes; the 受付番号."""
    if counter_only.is_for_the_counter(CATALOG[key]):
        return counter_only.handed_in(world, draft_id)
    resident.opens(f"/apply/{draft_id}/check")
    statements = {each.key: "yes" for step in CATALOG[key].steps if step.at_check for each in step.questions}
    resident.sends("この内容で申請する", statements)
    return resident.path.split("/")[2]


def _walk(
    town: Municipality,
    procedure: Procedure,
    facts: Facts,
    today: date,
    chance: random.Random,
    given: Mapping[str, Any],
) -> Journey:
    context = context_of(facts.as_json(), town, today)
    journey = Journey(procedure, {}, context)
    while missing := [each for each in _asked(journey) if each.key not in journey.answers]:
        key = missing[0].key
        answer = given[key] if key in given else _some_answer(missing[0], journey, chance)
        journey = Journey(procedure, {**journey.answers, key: answer}, context)
    return journey


def _asked(journey: Journey) -> Iterator[QuestionBase]:
    for step in journey.all_steps:
        yield from (question for question in step.questions if journey.is_asked(question))


def _some_answer(question: Any, journey: Journey, chance: random.Random) -> Any:
    known = journey.context.known
    people: list[Any] = getattr(question, "among", lambda _known: [])(known)
    some: dict[str, Callable[[], Any]] = {
        "choice": lambda: chance.choice(question.values),
        "choices": lambda: _some_of(question.values, chance),
        "yes_no": lambda: chance.choice((True, False)),
        "people": lambda: [{part: person.get(part) for part in PEOPLE} for person in people[:1]],
        "disaster": lambda: people[0],
        "integer": lambda: chance.randint(question.least, min(question.most, question.least + 10)),
        "listed": lambda: _one_listed(question, people, chance),
        "photos": lambda: None,
        "statement": lambda: True if question.required else chance.choice((True, None)),
        "group": lambda: rows_with(question, journey, {}),
        "bank_account": lambda: {**question.sample(), "holder_kana": APPLICANT_KANA},
    }
    return some.get(question.kind, lambda: question.sample_from(known))()


def _some_of(values: Sequence[str], chance: random.Random) -> list[str]:
    """One or a few; several of many would open every page and contradict one another."""
    chosen = chance.sample(values, min(len(values), chance.choice((1, 1, 2))))
    return [value for value in values if value in chosen]


def _one_listed(question: Any, items: list[Any], chance: random.Random) -> Any:
    if not items:
        return question.sample()
    item = chance.choice(items)
    kept = {"key": item["key"], "name": item["name"]}
    return [kept] if question.several else kept


APPLICANT_KANA = "ミホン ハナコ"  # the sample of a reading
PEOPLE = ("key", "family_name", "given_name", "date_of_birth")


def _by_box(step: Step, answers: Mapping[str, Any]) -> Iterator[tuple[str, QuestionBase]]:
    for question in step.questions:
        inner = getattr(question, "questions", ())
        rows = answers.get(question.key) or [{}]
        for index in range(len(rows) if inner else 0):
            yield from ((f"{question.key}.{index}.{each.key}", each) for each in inner)
        if not inner:
            yield question.key, question
