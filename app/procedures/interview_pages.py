"""One page of an interview: which boxes it shows of a page of a procedure, and how they are read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from app.procedures.answers import ReadAnswers, as_error, check_whole, complaints_of, read_step
from app.procedures.definition import Step
from app.procedures.journey import Journey
from app.procedures.questions.base import FieldError, Given, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.statements import StatementQuestion
from app.procedures.row_boxes import is_index, rows_shown
from app.procedures.slots import Slot, is_open, slots_at, slots_of
from app.procedures.talking import Topic

K = TypeVar("K")
NOTHING = "-"  # no box is called so: a form of another page is not read as this one


@dataclass(frozen=True)
class Page(Generic[K]):
    """`key` is the application whose page it is. What its step asks beside `slots` is known, and not shown."""

    key: K
    step: Step
    slots: tuple[Slot, ...]
    topic: Topic = Topic.MATTER

    @property
    def questions(self) -> tuple[QuestionBase, ...]:
        """Groups as a whole: `shows` says which boxes of their rows stand there."""
        return tuple(
            {id(found): found for slot in self.slots if (found := slot.group or slot.question)}.values()
        )

    def shows(self, at: str) -> bool:
        """Whether this box is on the page; of a free row all are, but what is stood behind."""
        return any(_covers(slot, at) for slot in self.slots)


def _covers(slot: Slot, at: str) -> bool:
    if not isinstance(slot.question, GroupQuestion):
        return at == slot.at
    group, _, rest = at.partition(".")
    row, _, name = rest.partition(".")
    if not rest:
        return at == slot.question.key
    inner = {each.key for each in slot.question.questions if not isinstance(each, StatementQuestion)}
    return group == slot.question.key and is_index(row) and int(row) >= slot.row and name in inner


def page_with(key: K, journey: Journey, ats: Collection[str]) -> Page[K] | None:
    """The page on which these boxes stand: the first one, where they stand on several."""
    for step in journey.all_steps:
        slots = [slot for question in step.questions for slot in slots_at(journey, step, question)]
        asked = tuple(
            slot for slot in slots if slot.is_talked_about and any(_is_meant(slot, at) for at in ats)
        )
        if asked:
            return Page(key, step, asked)
    return None


def _is_meant(slot: Slot, at: str) -> bool:
    """`at` may be a part of its boxes, or the group it stands in."""
    if at in (slot.at, slot.at.partition(".")[0]):
        return True
    return _covers(slot, at) if isinstance(slot.question, GroupQuestion) else at.startswith(f"{slot.at}.")


def read_page(page: Page[Any], given: Given, journey: Journey) -> ReadAnswers:
    """What the page asks, in its rows with what is known of them, so that one answer may hang on another."""
    posted = given.form.get("_asked")
    form: dict[str, Sequence[str]] = {name: each for name, each in given.form.items() if name != "_asked"}
    asked = [at for at in posted if page.shows(at)] if posted else [*_everything(page, form)]
    for group in (each for each in page.questions if isinstance(each, GroupQuestion)):
        known = _known_rows(page, group, journey)
        ats = [f"{group.key}.{row}.{key}" for row, told in enumerate(known) for key in told]
        boxes = group.boxes(known, group.key)
        if _asks_for_rows(page, group):
            del boxes[f"{group.key}.rows"]
        # What the page does not show is not changed through it.
        form = {name: each for name, each in form.items() if ".".join(name.split(".")[:3]) not in ats} | boxes
        asked += [group.key, *ats]
    form["_asked"] = [*dict.fromkeys(asked)] or [NOTHING]
    return read_step(page.step, replace(given, form=form), journey)


def _asks_for_rows(page: Page[Any], group: GroupQuestion) -> bool:
    return any(slot.question is group for slot in page.slots)


def _known_rows(page: Page[Any], group: GroupQuestion, journey: Journey) -> list[dict[str, Any]]:
    """Without what the page asks; where it asks for free rows, they are as it has them."""
    rows = journey.answers.get(group.key) or []
    if _asks_for_rows(page, group):
        rows = rows[: len(group.bound(journey.answers))]
    return [
        {key: answer for key, answer in row.items() if not page.shows(f"{group.key}.{index}.{key}")}
        for index, row in enumerate(rows)
    ]


def _everything(page: Page[Any], form: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for slot in page.slots:
        yield slot.at
        if isinstance(slot.question, GroupQuestion):
            rows = range(rows_shown(form, slot.question.key))
            inner = (f"{slot.at}.{row}.{each.key}" for row in rows for each in slot.question.questions)
            yield from (at for at in inner if page.shows(at))


def objections_to(journey: Journey) -> list[FieldError]:
    """Of what has been said; what is still to be stood behind or handed over is no mistake."""
    told = [slot for slot in slots_of(journey) if slot.is_talked_about and not is_open(journey, slot)]
    wrong = [error for error in check_whole(journey, {}) if any(_is_meant(slot, error.at) for slot in told)]
    return wrong or [as_error(journey, complaint) for complaint in complaints_of(journey)]
