"""An answer is changed: what was carried from it follows, what was answered differently on purpose stays. Pure.

Nothing is kept of where an answer came from. It was carried if it is asked as the same and is the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from app.procedures.carrying import copied
from app.procedures.questions.base import QuestionBase
from app.procedures.sameness import Identity, Part, carried, identities, suggestion
from app.procedures.slots import UNTOLD, Slot, hidden_slots, slots_of

K = TypeVar("K")
Changed: TypeAlias = tuple[QuestionBase, Any, Any]  # as what it was asked, before, now


@dataclass(frozen=True)
class Change:
    """What is different in one application now."""

    same: Mapping[Identity, Changed]
    facts: Mapping[Identity, Changed]
    before: Part


def change_of(before: Part, now: Part) -> Change:
    same: dict[Identity, Changed] = {}
    facts: dict[Identity, Changed] = {}
    earlier = {slot.at: slot.find(before.journey.given) for slot in _all_slots(before)}
    told = {
        identity: earlier[slot.at] for slot in _all_slots(before) for identity in identities(before, slot)
    }
    for slot in _all_slots(now):
        answer = slot.find(now.journey.given)
        for identity in identities(now, slot):
            if told.get(identity, UNTOLD) is not UNTOLD and UNTOLD is not answer != told[identity]:
                same[identity] = (slot.question, told[identity], answer)
                term = suggestion(now, slot) if slot.step.confirmed_at_check else None
                if term:
                    facts[term] = same[identity]
    return Change(same, facts, before)


def followed_up(before: Mapping[K, Part], after: Mapping[K, Part], changed: K) -> dict[K, Part]:
    """The other applications, and what else in this one hangs on it. No answer is moved twice."""
    found, waiting = dict(after), [(changed, before[changed])]
    moved: set[tuple[K, str]] = set()
    while waiting:
        key, earlier = waiting.pop(0)
        change = change_of(earlier, found[key])
        for other, part in list(found.items()):
            still = {at for owner, at in moved if owner == other}
            found[other], ats = _reached(part, change, still, is_itself=other == key)
            if ats:
                moved |= {(other, at) for at in ats}
                waiting.append((other, part))
    return found


def _reached(part: Part, change: Change, still: set[str], *, is_itself: bool) -> tuple[Part, set[str]]:
    ats: set[str] = set()
    for slot in _all_slots(part):
        answer = slot.find(part.journey.given)
        if answer is UNTOLD or slot.at in still or not slot.is_talked_about:
            continue
        for question, old, new in _sources(part, slot, change, is_itself=is_itself):
            if answer != new and answer in (old, carried(question, old, part.journey, slot)):
                fitting = carried(question, new, part.journey, slot)
                part = Part(slot.put(part.journey, fitting), part.nth, part.facts)
                ats.add(slot.at)
                break
    return part, ats


def _sources(part: Part, slot: Slot, change: Change, *, is_itself: bool) -> Iterator[Changed]:
    """What the answer may have been carried from."""
    yield from (change.same[each] for each in identities(part, slot) if each in change.same)
    term = suggestion(part, slot)
    if term is not None and term in change.facts:
        yield change.facts[term]
    if is_itself:
        old, new = ([*copied(each.journey, slot)] for each in (change.before, part))
        if old and new and old != new:
            yield slot.question, old[0][1], new[0][1]


def _all_slots(part: Part) -> list[Slot]:
    return [*slots_of(part.journey), *hidden_slots(part.journey)]
