"""People who have the same page open and write on it, each in a screen of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.procedures.definition import Procedure, Step
from app.procedures.drawn import as_text, drawn_from
from app.procedures.journey import Journey
from app.procedures.questions.groups import GroupQuestion
from app.web.drawing.conflicts import Reader, conflict_of
from app.web.drawing.taking import Taken, aligned, take
from tests.procedures.making import a_journey

Cells = dict[str, Any]


@dataclass
class Store:
    """What is saved; `journey` as the service would open it now."""

    procedure: Procedure
    known: Mapping[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def journey(self) -> Journey:
        return a_journey(self.procedure, self.answers, self.known)

    @property
    def step(self) -> Step:
        return self.procedure.steps[0]

    @property
    def cells(self) -> Cells:
        return dict(cells_of(self.step, self.answers))


def cells_of(step: Step, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for question in step.questions:
        answer = answers.get(question.key)
        if not isinstance(question, GroupQuestion):
            yield question.key, answer
        for index, row in enumerate(answer or () if isinstance(question, GroupQuestion) else ()):
            yield from ((f"{question.key}.{index}.{key}", value) for key, value in row.items())


@dataclass
class Editor:
    """`boxes` as they stand on the screen. `seen`: everything that stood there since the page was opened."""

    store: Store
    reader: Reader
    boxes: dict[str, list[str]] = field(default_factory=dict)
    typed: Cells = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    opened: Cells = field(default_factory=dict)
    taken: Taken | None = None

    def opens(self) -> None:
        journey, self.typed = self.store.journey, {}
        asked = journey.asked(self.store.step)
        self.boxes = {"_asked": [], "_drawn": [as_text(drawn_from(journey, asked))]}
        for question in asked:
            answer = journey.answers.get(question.key)
            if isinstance(question, GroupQuestion):
                answer = answer or [{} for _ in range(question.least)]
                inner = [(index, row) for index, row in enumerate(answer)]
                self.boxes["_asked"] += [
                    f"{question.key}.{index}.{each.key}"
                    for index, row in inner
                    for each in question.asked({**journey.answers, **row})
                ]
            if answer is not None:
                self.boxes |= question.boxes(answer, question.key)
            self.boxes["_asked"].append(question.key)
        self.opened = self.store.cells
        self.seen = {repr(cell) for cell in self.store.cells.items()}

    def types(self, at: str, value: str) -> None:
        self.boxes[at] = [value]
        if self.opened.get(at) == (value or None):
            self.typed.pop(at, None)  # as it was: no change
        else:
            self.typed[at] = value

    def adds_row(self, group: str) -> int:
        count = int(self.boxes[f"{group}.rows"][0])
        self.boxes[f"{group}.rows"] = [str(count + 1)]
        return count

    def sends(self) -> Taken:
        """What can be saved is; of clashes, both sides have been seen afterwards."""
        journey, step = self.store.journey, self.store.step
        form = aligned(step, self.boxes, journey)
        self.taken = take(step, form, {}, journey, leaving=False)
        assert not self.taken.errors, self.taken.errors
        if self.taken.clashes:
            conflict = conflict_of(self.taken.clashes, form, journey, {}, self.reader)
            self.boxes = {}
            for name, value in conflict.boxes:
                self.boxes.setdefault(name, []).append(value)
            self.seen |= {repr(cell) for cell in self.store.cells.items()}
        else:
            kept = {k: a for k, a in self.store.answers.items() if k not in self.taken.merged.forgotten}
            self.store.answers = kept | self.taken.merged.answers
        return self.taken

    def chooses(self, at: str, side: str) -> None:
        self.boxes[f"keep.{at}"] = [side]
