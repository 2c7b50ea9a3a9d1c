"""Whoever walks a journey one question at a time, answering what somebody else has answered on whole pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.procedures.journey import Journey
from app.procedures.one_by_one import OneByOne, known_on_the_way
from app.procedures.pages_left import PagesLeft
from app.procedures.places import Asks, Place, rows_of, suggestion
from app.procedures.places_left import places_left
from app.procedures.questions.base import Boxes, Given
from app.procedures.questions.unknown import boxes_of
from app.procedures.reading_places import ADD, NO, YES, read_place
from tests.answering import files_in

MOST_PLACES = 400


@dataclass
class OneByOneWalker:
    """`whole` has the answers. `given`: what they say otherwise than the register where
    it is passed over. `seen`: every place that was shown, with what it said of the way; `adds` and `changes` make it
    longer."""

    whole: Journey
    answers: dict[str, Any]
    given: Mapping[str, Any]
    seen: list[tuple[str, PagesLeft]] = field(default_factory=list)
    adds: int = 0
    changes: int = 0

    @classmethod
    def begin(cls, whole: Journey, given: Mapping[str, Any] | None = None) -> "OneByOneWalker":
        walker = cls(whole, dict(given or {}), dict(given or {}), changes=len(given or {}))
        walker.passes_over()
        return walker

    @property
    def journey(self) -> Journey:
        return replace(self.whole, answers=self.answers)

    @property
    def way(self) -> OneByOne:
        return OneByOne(self.journey)

    def passes_over(self) -> None:
        self.answers = {**known_on_the_way(self.journey), **self.answers}

    def walks(self) -> None:
        place = self.way.first_unanswered
        for _ in range(MOST_PLACES):
            if place is None:
                return
            place = self.goes_through(place)
        raise AssertionError(f"no end in sight: {[at for at, _ in self.seen[-8:]]}")

    def goes_through(self, place: Place) -> Place | None:
        self.seen.append((f"{place.step.key}/{place.at}", places_left(self.way, place)))
        if wrong := self.differs(place):
            place = wrong
            self.changes += 1
        form = self.boxes(place)
        files = files_in(self.whole)
        given = Given(form, self.journey.context.known, files, self.journey.context.today)
        read = read_place(place, given, self.journey)
        assert read.errors == (), (place.at, form, [str(each.message) for each in read.errors])
        kept = {key: value for key, value in self.answers.items() if key not in read.forgotten}
        self.answers = {**self.given, **kept, **read.answers}
        self.passes_over()
        return self.way.after(place)

    def differs(self, place: Place) -> Place | None:
        """Where what is known is not what they would say: they change it on its own page."""
        if place.asks is not Asks.RIGHT:
            return None
        for question in place.questions:
            if self.answer(place, question.key) != suggestion(self.journey, place, question):
                return place.alone(question)
        return None

    def answer(self, place: Place, key: str) -> Any:
        if place.group is None:
            return self.whole.answers.get(key)
        rows = self.whole.answers[place.group.key]
        return rows[place.row].get(key)

    def boxes(self, place: Place) -> Boxes:
        if place.asks is Asks.RIGHT:
            return {place.choice_at: [YES]}
        if place.asks is Asks.MORE:
            assert place.group is not None
            there = len(rows_of(self.journey, place.group))
            more = ADD if there < len(self.whole.answers[place.group.key]) else NO
            self.adds += more == ADD
            return {place.choice_at: [more], f"{place.at}.rows": [str(there)]}
        answer = self.answer(place, place.question.key)
        return {} if answer is None else boxes_of(place.question, answer, place.at)
