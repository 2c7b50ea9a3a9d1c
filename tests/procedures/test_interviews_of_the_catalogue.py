"""Any procedures of the catalogue told at once, with any answers: nothing twice, and each stands by itself."""

import random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.procedures.answers import check_whole
from app.procedures.interview import Interview
from app.procedures.interview_pages import Page
from app.procedures.questions.base import Given, QuestionBase
from app.procedures.sameness import carried, identities, suggestion
from app.procedures.slots import UNTOLD, Slot, is_open, slots_of, with_answers
from app.procedures.talking import Topic
from tests import make
from tests.procedures.interviewing import Talk, at_random, papers_of, stood_behind

KEYS = sorted(make.catalog())
PEOPLE = (None, "hara_yuki", "kobayashi_daisuke", "kikuchi_mari", "hayashi_keiko", "inoue_fumi")
SEVERAL = st.lists(st.sampled_from(KEYS), min_size=2, max_size=4)
SOMEBODY = st.sampled_from(PEOPLE)
SEEDS = st.integers(0, 10_000)
FEW = settings(
    max_examples=20,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
    database=None,
)


def an_interview(keys: list[str], person: str | None) -> Interview[str]:
    return Interview({f"{place}.{key}": make.journey(key, {}, person) for place, key in enumerate(keys)})


@FEW
@given(SEVERAL, SOMEBODY, SEEDS)
def test_nothing_is_asked_that_has_been_said(keys: list[str], person: str | None, seed: int) -> None:
    """I-30b. Must catch: a name asked once more for the second application; a page that comes back for ever."""
    talk = Talk(an_interview(keys, person), at_random(random.Random(seed)), watching=_nothing_is_known_of_it)
    talk.to_the_end()
    assert not _asked_in_the_same_words(talk)


def _nothing_is_known_of_it(interview: Interview[str], page: Page[str]) -> None:
    part = interview.parts[page.key]
    for slot in page.slots:
        if slot.find(part.journey.answers) not in (UNTOLD, None):
            continue  # rows that have been begun
        for source, answer in _told_as(interview, identities(part, slot)):
            assert carried(source, answer, part.journey, slot) is UNTOLD, (page.key, slot.at)


def _told_as(interview: Interview[str], names: frozenset[Any]) -> list[tuple[QuestionBase, Any]]:
    found = []
    for key, journey in interview.journeys.items():
        part = interview.parts[key]
        for slot in slots_of(journey):
            if not is_open(journey, slot) and names & identities(part, slot):
                found.append((slot.question, slot.find(journey.answers)))
    return [(question, answer) for question, answer in found if answer is not UNTOLD]


def _asked_in_the_same_words(talk: Talk) -> list[Any]:
    """Told apart without asking the interview what is the same: the applicant's own name, address, telephone."""
    asked: list[Any] = []
    for page in talk.pages:
        for slot in page.slots:
            question = slot.question
            if (question.prefill or "").startswith("person") and question.required and question.about is None:
                asked.append((slot.question.key, slot.question.prefill, slot.question.kind))
    return [each for each in asked if asked.count(each) > 1]


@FEW
@given(SEVERAL, SOMEBODY, SEEDS)
def test_each_application_stands_by_itself_in_the_end(keys: list[str], person: str | None, seed: int) -> None:
    """Must catch: an answer carried to where it does not fit; a question that nobody was asked."""
    interview = stood_behind(Talk(an_interview(keys, person), at_random(random.Random(seed))).to_the_end())
    interview = stood_behind(Talk(interview, at_random(random.Random(seed))).to_the_end())
    for key, journey in interview.journeys.items():
        if key in interview.stopped:
            continue
        papers = papers_of(interview, key)
        alone = make.journey(journey.procedure.key, {**journey.given, **papers}, person)
        errors = check_whole(alone, papers)
        complaints = [each.message.template for each in interview.objections(key)]
        assert [each.message.template for each in errors] == complaints, (key, [each.at for each in errors])


@FEW
@given(SEVERAL, SOMEBODY, SEEDS)
def test_every_procedure_is_asked_in_its_own_order(keys: list[str], person: str | None, seed: int) -> None:
    """Money and how one is reached come at the end, whoever one is at the beginning."""
    talk = Talk(an_interview(keys, person), at_random(random.Random(seed)))
    talk.to_the_end()
    for key, journey in talk.interview.journeys.items():
        mine = [page for page in talk.pages if page.key == key and page.topic is Topic.MATTER]
        places = [journey.procedure.steps.index(page.step) for page in mine]
        assert places == sorted(places), key
    topics = [page.topic for page in talk.pages]
    assert topics.index(Topic.PERSON) == 0 if Topic.PERSON in topics else True


@FEW
@given(SEVERAL, st.sampled_from(KEYS), SOMEBODY, SEEDS)
def test_taking_out_and_adding_in_the_middle_loses_nothing(
    keys: list[str], added: str, person: str | None, seed: int
) -> None:
    """Must catch: what was said in an application that was taken out, asked again in the next one."""
    chance = random.Random(seed)
    talk = Talk(an_interview(keys, person), at_random(chance), watching=_nothing_is_known_of_it)
    out: str | None = None
    for _ in range(200):
        interview = talk.interview
        if out is None and len(interview.active) > 1 and chance.random() < 0.2:
            out = chance.choice([*interview.active])
            talk.interview = interview.without(out)
        elif out is not None and chance.random() < 0.3:
            talk.interview, out = interview.beside(out, interview.journeys[out]), None
        elif "added" not in interview.journeys and chance.random() < 0.2:
            talk.interview = interview.beside("added", make.journey(added, {}, person))
        for key, journey in interview.journeys.items():
            assert journey.given.items() <= talk.interview.journeys[key].given.items(), key
        if (page := talk.interview.page) is None:
            break
        talk.answer(page)
    assert talk.interview.is_complete


@FEW
@given(SEVERAL, SOMEBODY, SEEDS)
def test_a_changed_answer_changes_wherever_it_was_carried_and_nowhere_else(
    keys: list[str], person: str | None, seed: int
) -> None:
    """I-30d. Must catch: a mistake kept in the second application; what was said differently there, overwritten."""
    chance = random.Random(seed)
    talk = Talk(an_interview(keys, person), at_random(chance))
    before = talk.to_the_end()
    changed = _some_answer(before, chance)
    if changed is None:
        return
    key, slot, answer = changed
    page = before.page_for(key, [slot.at])
    assert page is not None
    read = before.read(page, _as_given(before, key, slot, answer))
    after = before.after(key, read)
    assert slot.find(after.journeys[key].given) == answer
    for other, place, old, new in _differences(before, after):
        is_itself = (other, place.at) == (key, slot.at) or place.question is slot.group
        if is_itself or old is UNTOLD or (place.group and new is UNTOLD):
            continue
        assert _may_follow(before, key, slot, other, place), (key, slot.at, other, place.at, old, new)
        assert old == slot.find(before.journeys[key].given) or place.question.copy_from
    names = identities(before.parts[key], slot)
    for other, journey in before.journeys.items():
        for place in slots_of(journey):
            same = names & identities(before.parts[other], place)
            if same and place.find(journey.answers) == slot.find(before.journeys[key].answers):
                now = place.find(after.journeys[other].given)
                fits = carried(slot.question, answer, after.journeys[other], place)
                assert now == fits or now is UNTOLD or fits is UNTOLD, (other, place.at)
                assert now != place.find(journey.answers) or fits == now


def _some_answer(interview: Interview[str], chance: random.Random) -> tuple[str, Slot, Any] | None:
    """One that has been told, and another that might have been; whom it is for is changed elsewhere."""
    told = [
        (key, slot)
        for key, journey in interview.journeys.items()
        for slot in slots_of(journey)
        if slot.is_talked_about and slot.question.kind not in {"people", "group"}
        if slot.find(journey.answers) not in (UNTOLD, None)
    ]
    for key, slot in chance.sample(told, len(told)):
        journey = interview.journeys[key]
        answer = at_random(chance)(slot, slot.known(journey))
        if answer is not None and answer != slot.find(journey.answers):
            return key, slot, answer
    return None


def _as_given(interview: Interview[str], key: str, slot: Slot, answer: Any) -> Any:
    context = interview.journeys[key].context
    form = {"_asked": [slot.at], **slot.question.boxes(answer, slot.at)}
    return Given(form, context.known, {}, context.today)


def _differences(before: Interview[str], after: Interview[str]) -> list[tuple[str, Slot, Any, Any]]:
    found = []
    for key, journey in before.journeys.items():
        for slot in slots_of(with_answers(journey, journey.given)):
            old, new = slot.find(journey.given), slot.find(after.journeys[key].given)
            if old != new:
                found.append((key, slot, old, new))
    return found


def _may_follow(before: Interview[str], key: str, slot: Slot, other: str, place: Slot) -> bool:
    mine, theirs = before.parts[key], before.parts[other]
    is_same = bool(identities(mine, slot) & identities(theirs, place))
    is_fact = slot.step.confirmed_at_check and suggestion(mine, slot) == suggestion(theirs, place)
    return is_same or is_fact or place.question.copy_from is not None
