"""A page with one question → what its template needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.language import Message, noted
from app.procedures.answer_rows import answer_rows
from app.procedures.one_by_one import OneByOne
from app.procedures.places import Place, known_at, person_of_row, rows_of, suggestion
from app.procedures.questions.groups import GroupQuestion
from app.procedures.reading_places import ADD, DROP, NO, YES, choices_at
from app.procedures.suggesting import copied_answer
from app.web.drawing.field_views import FieldView, OptionView
from app.web.drawing.fields import FROM_ABOVE, Drawing
from app.web.drawing.row_sources import source_of, sources_of_row
from app.web.resident.cases import Case
from app.web.resident.page_hrefs import place_href

IS_RIGHT = noted("合っています")
IS_WRONG = noted("違うところがあります")
NO_MORE = noted("もうありません")
ADD_PERSON, ADD_THING = noted("もう1人加えます"), noted("もう1つ加えます")


@dataclass(frozen=True)
class KnownView:
    """What is known already; `change_href` leads to the page where it is asked."""

    label: str
    text: str
    source: Message | None
    change_href: str


@dataclass(frozen=True)
class LineView:
    """A row that was told already, in one line."""

    title: Message | str
    text: str


@dataclass(frozen=True)
class ChoiceView:
    """`box` holds which of the options was chosen."""

    box: str
    options: tuple[OptionView, ...]


def field_at(case: Case, place: Place, drawing: Drawing) -> FieldView:
    """The question in open boxes, known or not: whoever comes here wants to answer it."""
    journey, group, row = case.journey, place.group, place.row
    given: Mapping[str, Any] = journey.answers
    if group is not None and row is not None:
        given = rows_of(journey, group)[row]
        drawing = replace(drawing, sources=sources_of_row(drawing.sources, journey.procedure, group))
    question, known = place.question, known_at(journey, group, row)
    return replace(drawing, opened=True).one(
        question, place.at, given.get(question.key), question.key in given, known, alone=True
    )


def known_views(case: Case, place: Place) -> tuple[KnownView, ...]:
    sources = case.sources
    if place.group is not None:
        sources = sources_of_row(sources, case.procedure, place.group)
    language = case.visit.language
    views = []
    for question in place.questions:
        answer = suggestion(case.journey, place, question)
        above = copied_answer(question, case.journey.answers)
        source = FROM_ABOVE if above is not None else source_of(question.prefill, sources)
        text = "" if answer is None else question.show(answer, language)
        href = f"{place_href(case, place.alone(question))}"
        views.append(KnownView(question.label.for_reader(language), text, source, href))
    return tuple(views)


def is_right(place: Place) -> ChoiceView:
    return ChoiceView(place.choice_at, (OptionView(YES, IS_RIGHT), OptionView(NO, IS_WRONG)))


def lines_of(case: Case, group: GroupQuestion) -> tuple[LineView, ...]:
    """Whoever has a row, and what was said of them first."""
    language = case.visit.language
    told: dict[int, list[str]] = {}
    for row in answer_rows(case.journey):
        if row.group and row.group.key == group.key and row.row:
            told.setdefault(row.row, []).append(row.text_for(language))
    count = len(rows_of(case.journey, group))
    return tuple(
        LineView(
            title_of_row(case, group, index), "　".join(text for text in told.get(index + 1, [])[:3] if text)
        )
        for index in range(count)
    )


def title_of_row(case: Case, group: GroupQuestion, row: int) -> Message | str:
    """The name of the person it is about, else its number."""
    person = person_of_row(case.journey, group, row)
    name = f"{person.get('family_name', '')} {person.get('given_name', '')}".strip()
    return name or group.nth(row + 1)


def more_of(case: Case, place: Place, group: GroupQuestion) -> ChoiceView:
    """Taking a row away is a choice like adding one: nothing is gone by one touch."""
    words: dict[str, Message] = {NO: NO_MORE, ADD: ADD_PERSON if group.of_people else ADD_THING}
    options = []
    for choice in choices_at(case.journey, group):
        kind, _, row = choice.partition(".")
        if kind == DROP:
            words[choice] = noted("{which}を消します", which=title_of_row(case, group, int(row)))
        options.append(OptionView(choice, words[choice]))
    return ChoiceView(place.choice_at, tuple(options))


def passed_in_all(way: OneByOne) -> int:
    """How many pages somebody has seen who has answered everything."""
    shown = sum(not way.is_passed_over(place) for place in way.places)
    return shown + sum(way.begins_spare_row(place) for place in way.places)
