"""From a posted page with one question to answers, or to messages at its boxes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.language import noted
from app.procedures.answers import ReadAnswers, read_step
from app.procedures.journey import Journey
from app.procedures.places import Asks, Place, known_at, rows_of, suggestion
from app.procedures.questions.base import FieldError, Given
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.unknown import gathered

YES, NO, ADD, DROP = "yes", "no", "add", "drop"


def read_place(place: Place, given: Given, journey: Journey) -> ReadAnswers:
    if place.asks is Asks.RIGHT:
        return _read_right(place, given, journey)
    if place.asks is Asks.MORE:
        return _read_more(place, given, journey)
    if place.group is not None and place.row is not None:
        return _read_in_row(place, place.group, place.row, given, journey)
    asked = replace(given, form={**given.form, "_asked": [place.question.key]})
    return read_step(place.step, asked, journey)


def _read_right(place: Place, given: Given, journey: Journey) -> ReadAnswers:
    """A yes takes all that was shown as it stands. Nothing is taken from whoever says nothing."""
    box = place.choice_at
    match given.one(box):
        case "yes":
            found = {each.key: suggestion(journey, place, each) for each in place.questions}
            return ReadAnswers(_kept(place, found, journey), ())
        case "no":
            wrong = noted("違うところの「変更」を押してください。")
        case _:
            wrong = noted("合っているか、選んでください。")
    return ReadAnswers({}, (FieldError(box, wrong),))


def _kept(place: Place, found: Mapping[str, Any], journey: Journey) -> dict[str, Any]:
    """As they are kept: by themselves, or in their row."""
    if place.group is None or place.row is None:
        return {key: answer for key, answer in found.items() if key not in journey.answers}
    return {place.group.key: _with_row(journey, place.group, place.row, found)}


def _read_in_row(place: Place, group: GroupQuestion, row: int, given: Given, journey: Journey) -> ReadAnswers:
    question, rows = place.question, rows_of(journey, group)
    seen = replace(given, known=known_at(journey, group, row))
    reading = gathered(question, seen, place.at, {**journey.answers, **rows[row]})
    if reading.errors:
        return ReadAnswers({}, reading.errors)
    return ReadAnswers({group.key: _with_row(journey, group, row, {question.key: reading.answer})}, ())


def _with_row(
    journey: Journey, group: GroupQuestion, row: int, found: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What these answers hide in their row is gone from it."""
    rows = [dict(each) for each in rows_of(journey, group)]
    given = {**rows[row], **found}
    kept: dict[str, Any] = {}
    for question in group.questions:
        is_asked = question.when is None or question.when.holds({**journey.told, **kept}, {})
        if is_asked and question.key in given:
            kept[question.key] = given[question.key]
    rows[row] = kept
    return rows


def _read_more(place: Place, given: Given, journey: Journey) -> ReadAnswers:
    """`no`, `add`, or `drop.<row>`. A page that showed other rows than there are now has nothing to say."""
    group = place.group
    box = place.choice_at
    chosen = given.one(box)
    if group is None or not chosen:
        return ReadAnswers({}, (FieldError(box, noted("ほかにもあるか、選んでください。")),))
    rows = [dict(each) for each in rows_of(journey, group)]
    if given.one(f"{place.at}.rows") != str(len(rows)) or chosen not in choices_at(journey, group):
        return ReadAnswers({}, ())
    if chosen == ADD:
        rows.append({})
    elif chosen != NO:
        del rows[int(chosen.partition(".")[2])]
    return ReadAnswers({group.key: rows}, ())


def choices_at(journey: Journey, group: GroupQuestion) -> tuple[str, ...]:
    """What can be done about the rows: the ones of people who were picked go where they are picked."""
    answers, count = journey.answers, len(rows_of(journey, group))
    add = (ADD,) if count < group.most else ()
    mine = range(len(group.bound(answers)), count) if count > group.fewest(answers) else ()
    return (NO, *add, *(f"{DROP}.{row}" for row in mine))
