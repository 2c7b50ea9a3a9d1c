"""What somebody typed is shown as text: on every page that shows it, to residents and to staff."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.applications.drafts import start_draft
from app.applications.models import ActorKind
from app.clock import japan_date
from app.database import new_id
from app.procedures.journey import Journey
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from app.procedures.questions.base import Given, QuestionBase
from tests.hostile.payloads import texts_in
from tests.hostile.places import CATALOG, make_ready, resident_of, send_as_it_is, way_to
from tests.make import as_sure
from tests.people import Clerk, Resident
from tests.sampling import sampled
from tests.world import PASSWORD, World

# The first of them that a question takes: markup, then what a template or a format string would fill in.
PAYLOADS = ("<script>alert(1)</script>{name}", "\"'<b>{name}%(name)s{{7*7}}", "=1+1{name}%s", "{name}")


def poisoned(question: QuestionBase, answer: Any, today: Any) -> Any:
    """The same answer with a payload in every part of it that takes one."""
    if question.kind not in {"name", "text", "address"} or answer is None:
        return answer
    for box in question.boxes(answer, question.key):
        for payload in PAYLOADS:
            form = {**question.boxes(answer, question.key), box: [payload]}
            reading = question.gather(Given(form, today=today), question.key, {})
            if not reading.errors:
                answer = reading.answer
                break
    return answer


@pytest.fixture
def clerk(world: World) -> Iterator[Clerk]:
    visitor = Clerk(world.url)
    visitor.signs_in("tanto", PASSWORD)
    yield visitor
    visitor.close()


def shows_no_markup(visitor: Resident | Clerk, path: str) -> None:
    visitor.opens(path)
    if "html" in visitor.answer.headers["content-type"]:
        scripts = visitor.page.xpath("//script[not(@src)] | //*[@onerror] | //main//b")
        assert scripts == [], path
        assert "<script>alert" not in visitor.answer.text
        assert "&amp;lt;" not in visitor.answer.text, f"escaped twice on {path}"


@pytest.mark.usefixtures("unsigned")
@pytest.mark.parametrize("key", sampled(CATALOG))
def test_poison_is_shown_as_text_everywhere(
    world: World, clerk: Clerk, visitor: Callable[[], Resident], key: str
) -> None:
    """Must catch: `|safe` on an answer, an answer used as a template, braces filled in or a KeyError over them."""
    resident, draft_id, words = begin_poisoned(world, key)
    for step in CATALOG[key].steps:
        if not (step.at_check or step.later):
            shows_no_markup(resident, f"/apply/{draft_id}/steps/{step.key}")
    shows_no_markup(resident, f"/apply/{draft_id}/check")
    assert any(word in resident.text for word in words), f"{words} on {resident.path}: {resident.text[:500]}"
    number = send_as_it_is(world, resident, key, draft_id)
    for path in ("", "/receipt", "/withdraw"):
        shows_no_markup(resident, f"/my/{number}{path}")
    shows_no_markup(resident, "/my")
    case = f"/staff/cases/{number}"
    for path in ("/staff/queue", f"/staff/queue?q={number}", case, f"{case}/correction", f"{case}/proposal"):
        shows_no_markup(clerk, path)
    clerk.opens(case)
    assert any(word in clerk.text for word in words)
    for path in (
        f"{case}/export.json?purpose=review",
        f"{case}/copy.pdf",
        f"/my/{number}/copy.pdf",
        f"/my/{number}/receipt.pdf",
    ):
        (clerk if path.startswith("/staff") else resident).opens(path)
    resident.close()


def begin_poisoned(world: World, key: str) -> tuple[Resident, Any, list[str]]:
    """A draft in which every text is hostile, its owner, and the hostile words in it."""
    town, now = world.office.town, world.clock()
    with world.office.database.write() as session:
        revision = find_latest_revision(session, key)
        assert revision is not None
        procedure = procedure_of(revision)
        facts, journey = way_to(world, procedure, procedure.steps[0], fileable=True)
        owner = as_sure(ActorKind.RESIDENT, new_id())
        draft = start_draft(session, revision, facts, town, by=owner, now=now)
        draft.answers = poison_all(journey, japan_date(now))
        make_ready(world, session, draft, journey)
        words = [text for text in texts_in(draft.answers) if "{name}" in text]
        return resident_of(world, session, owner.id, "<b>{name}"), draft.id, words


def poison_all(journey: Journey, today: Any) -> dict[str, Any]:
    answers = dict(journey.answers)
    for key, question in journey.procedure.questions.items():
        inner = {each.key: each for each in getattr(question, "questions", ())}
        if key not in answers:
            continue
        if inner and answers[key]:
            rows = [
                {name: poisoned(inner[name], got, today) for name, got in row.items()} for row in answers[key]
            ]
            answers[key] = rows
        else:
            answers[key] = poisoned(question, answers[key], today)
    return answers
