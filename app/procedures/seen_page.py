"""A page as somebody else reads it: its questions, and what stands in their boxes. Nothing can be typed there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.language import Language, Message
from app.procedures.journey import Journey
from app.procedures.places import Asks, Place, rows_of, suggestion
from app.procedures.questions.base import Given, Misread, QuestionBase
from app.procedures.questions.groups import GroupQuestion
from app.procedures.questions.unknown import WORDS, box_of, is_typed
from app.procedures.row_boxes import is_within
from app.procedures.shown_boxes import boxes_in
from app.procedures.wording import Wording

Boxes = Mapping[str, Sequence[str]]
# What an account is, and what a photo shows, is nobody's business on the telephone.
NEVER_SHOWN = frozenset({"bank_account", "photos"})


class Stands(StrEnum):
    """What is in the boxes: typed and not sent yet, an answer, what is known, nothing; or what is not shown."""

    TYPED = "typed"
    ANSWERED = "answered"
    KNOWN = "known"
    EMPTY = "empty"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class SeenQuestion:
    """`options`: what may be chosen, and whether it is. Staff read Japanese."""

    label: Wording
    which: Message | None
    hint: Wording | None
    options: tuple[tuple[str, bool], ...]
    text: str
    stands: Stands


def seen_at(journey: Journey, place: Place, typed: Boxes) -> Iterator[SeenQuestion]:
    """`typed`: what stands in the boxes of this page beyond what was saved."""
    if place.asks is Asks.MORE:
        return
    for question in place.questions:
        yield _seen(journey, place, question, typed)


def _seen(journey: Journey, place: Place, question: QuestionBase, typed: Boxes) -> SeenQuestion:
    at = place.at_of(question)
    given: Mapping[str, Any] = journey.answers
    if place.group is not None and place.row is not None:
        given = rows_of(journey, place.group)[place.row]
    saved = boxes_in(journey, place, question, given)
    mine = {box: values for box, values in typed.items() if is_within(box, at)}
    is_changed = bool(mine) and _plain(mine) != _plain(saved)
    boxes = mine if is_changed else saved
    offered = question.offered(journey.context.known, Language.JAPANESE, journey.context.today)
    if is_hidden(question, place.group):
        choices = tuple((each["label"], False) for each in offered)
        return SeenQuestion(question.label, _which(place), question.hint, choices, "", Stands.HIDDEN)
    stands = _stands(journey, place, question, given, boxes, is_changed=is_changed)
    chosen = boxes.get(at, ())
    options = tuple((each["label"], each["value"] in chosen) for each in offered)
    text = "" if options or stands is Stands.EMPTY else _text(journey, question, boxes, at)
    return SeenQuestion(question.label, _which(place), question.hint, options, text, stands)


def is_hidden(question: QuestionBase, group: GroupQuestion | None = None) -> bool:
    secret = question.sensitive or (group is not None and group.sensitive)
    return secret or question.kind in NEVER_SHOWN


def _which(place: Place) -> Message | None:
    return None if place.group is None or place.row is None else place.group.nth(place.row + 1)


def _stands(
    journey: Journey,
    place: Place,
    question: QuestionBase,
    given: Mapping[str, Any],
    boxes: Boxes,
    *,
    is_changed: bool,
) -> Stands:
    if not is_typed(boxes, place.at_of(question)) and box_of(place.at_of(question)) not in boxes:
        return Stands.EMPTY
    if is_changed:
        return Stands.TYPED
    if question.key in given:
        return Stands.ANSWERED
    return Stands.EMPTY if suggestion(journey, place, question) is None else Stands.KNOWN


def _text(journey: Journey, question: QuestionBase, boxes: Boxes, at: str) -> str:
    """As the answer would be read; as it stands there while it is none."""
    if any(boxes.get(box_of(at), ())):
        return WORDS.ja
    try:
        answer = question.read(Given(boxes, journey.context.known, today=journey.context.today), at)
    except Misread:
        answer = None
    if answer is not None:
        return question.show(answer)
    mine = (values for box, values in boxes.items() if is_within(box, at) and not box.endswith(".era"))
    return "　".join(value for values in mine for value in values if value)


def _plain(boxes: Boxes) -> dict[str, list[str]]:
    return {box: [*values] for box, values in boxes.items() if any(values)}
