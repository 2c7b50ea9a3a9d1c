"""What one application was told, and what the register knows, becomes answers of the others. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.base import QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.sameness import Identity, Part, carried, event_identity, fact_of, identities, suggestion
from app.procedures.slots import UNTOLD, Slot, is_open, slots_at, slots_of
from app.procedures.suggesting import copied_answer

K = TypeVar("K")
Told: TypeAlias = tuple[QuestionBase, Any]
Parts: TypeAlias = Mapping[K, Part]


class Pool:
    """All that has been told in one application, by what it was asked as."""

    def __init__(self, part: Part) -> None:
        self.same: defaultdict[Identity, list[Told]] = defaultdict(list)
        self.facts: defaultdict[Identity, list[Told]] = defaultdict(list)
        for slot in slots_of(part.journey):
            answer = slot.find(part.journey.answers)
            if answer is not UNTOLD and not is_open(part.journey, slot):
                self._learn(part, slot, answer)

    def _learn(self, part: Part, slot: Slot, answer: Any) -> None:
        for identity in identities(part, slot):
            self.same[identity].append((slot.question, answer))
        if slot.step.confirmed_at_check and (term := suggestion(part, slot)):
            self.facts[term].append((slot.question, answer))


Pools: TypeAlias = Collection[Pool]


def _same(part: Part, slot: Slot, pools: Pools) -> list[Told]:
    """What was answered where the same is asked."""
    event = event_identity(part, slot)
    return _told(pools, (name for name in identities(part, slot) if name != event))


def _in_event(part: Part, slot: Slot, pools: Pools) -> list[Told]:
    """What was answered where the life event asks the same. Of one's own the register knows better."""
    event = event_identity(part, slot)
    return _told(pools, [event] if event else [])


def _told(pools: Pools, names: Iterable[Identity]) -> list[Told]:
    """An answer comes before a box left empty."""
    found = [told for name in names for pool in pools for told in pool.same.get(name, ())]
    return sorted(found, key=lambda told: told[1] is None)


def _facts(part: Part, slot: Slot, pools: Pools) -> list[Told]:
    """What was said of the person where just that was asked, which the register would suggest here."""
    term = suggestion(part, slot)
    found = [told for pool in pools for told in pool.facts.get(term, ())] if term else []
    return [told for told in found if told[1] is not None]


def settled(parts: Parts[K], asked: frozenset[K], *, later: bool) -> dict[K, Part]:
    """Filled in as far as it can be. `asked`: those in which something is filled in; the others only tell.

    Only what is open is filled in, so it comes to an end.
    """
    found = dict(parts)
    pools = {key: Pool(part) for key, part in found.items()}
    waiting = [key for key in found if key in asked]
    while waiting:
        key = waiting.pop(0)
        before = found[key].journey.given
        found[key] = _filled(found[key], pools.values(), later=later)
        if found[key].journey.given != before:
            pools[key] = Pool(found[key])
            waiting += [other for other in found if other in asked and other not in waiting]
    return found


def _filled(part: Part, pools: Pools, *, later: bool) -> Part:
    """Conditions look back only, so once through the pages is enough."""
    for step in part.journey.procedure.steps:
        if step.at_check or (step.later and not later):
            continue
        for question in step.questions:
            for at in _places(part.journey, step, question):
                part = _with_value(part, step, question, at, pools)
        part = _left_empty(part, step)
    return part


def _places(journey: Journey, step: Step, question: QuestionBase) -> list[str]:
    """Where it may be asked, however what stands before it is answered."""
    if not isinstance(question, GroupQuestion):
        return [question.key]
    rows = range(len(question.bound(journey.answers)))
    return [
        question.key,
        *(f"{question.key}.{row}.{each.key}" for row in rows for each in question.questions),
    ]


def _with_value(part: Part, step: Step, question: QuestionBase, at: str, pools: Pools) -> Part:
    journey = part.journey
    if not journey.holds(step.when):
        return part
    for slot in slots_at(journey, step, question):
        if slot.at == at and slot.is_talked_about and _is_empty(journey, slot):
            answer = _value(part, slot, pools)
            return part if answer is UNTOLD else Part(slot.put(journey, answer), part.nth, part.facts)
    return part


def _is_empty(journey: Journey, slot: Slot) -> bool:
    """Rows that have been begun are not replaced by others."""
    return is_open(journey, slot) and slot.find(journey.answers) in (UNTOLD, None)


def _value(part: Part, slot: Slot, pools: Pools) -> Any:
    journey, question = part.journey, slot.question
    known = slot.known(journey)
    told = [*_same(part, slot, pools), *copied(journey, slot), *_facts(part, slot, pools)]
    if question.about != "case":
        told += [(question, answer) for answer in [question.suggested(known)] if answer is not None]
    told += _in_event(part, slot, pools)
    if (fact := fact_of(part, slot)) and known.get(fact.known or ""):
        told.append((question, known[fact.known or ""]))
    fitting = (carried(source, answer, journey, slot) for source, answer in told)
    return next((answer for answer in fitting if answer is not UNTOLD), UNTOLD)


def copied(journey: Journey, slot: Slot) -> Iterator[Told]:
    """The earlier answer it is filled in with, in the shape of this question."""
    found = copied_answer(slot.question, journey.answers)
    if found is not None and slot.question.about != "case":
        yield slot.question, found


def _left_empty(part: Part, step: Step) -> Part:
    """Where a page is only confirmed and nothing of it must be asked, nobody is asked for the rest."""
    journey = part.journey
    if not step.confirmed_at_check or not journey.holds(step.when):
        return part
    slots = [slot for question in step.questions for slot in slots_at(journey, step, question)]
    missing = [slot for slot in slots if is_open(journey, slot)]
    is_known = any(slot.find(journey.answers) not in (UNTOLD, None) for slot in slots)
    if not is_known or any(slot.question.required for slot in missing):
        return part
    for slot in missing:
        journey = slot.put(journey, None)
    return Part(journey, part.nth, part.facts)
