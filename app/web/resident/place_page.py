"""おおきい: one question on a page, in the same three places the ways back, out and to the telephone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from starlette.responses import Response

from app.language import Message
from app.procedures.named import previewed
from app.procedures.one_by_one import OneByOne
from app.procedures.pages_left import PagesLeft
from app.procedures.places import Asks, Place, rows_of, suggestion
from app.procedures.places_left import places_left
from app.procedures.questions.photos import PhotosQuestion
from app.procedures.wording import Wording
from app.web.drawing.field_views import Boxes, FieldView
from app.web.drawing.fields import UNTITLED, Drawing
from app.web.drawing.taking import DRAWN
from app.web.resident.cases import Case
from app.web.resident.helped import note_shown, place_name
from app.web.resident.page_hrefs import place_href, ways_of
from app.web.resident.place_views import (
    ChoiceView,
    KnownView,
    LineView,
    field_at,
    is_right,
    known_views,
    lines_of,
    more_of,
    title_of_row,
)
from app.web.resident.step_page import notice_of

# No question is called so.
SEEN, AT, LEFT_OPEN = "page-seen", "page-at", "left-open"


@dataclass(frozen=True)
class PlacePage:
    """`field` is asked, or `known` is said yes to, or `rows` are added to. `hidden`: what the form says of itself.

    `unknown_at`, `open_at`: the question that may be answered with 「わからない」, or be left open.
    """

    procedure_title: Wording
    title: Wording
    which: Message | str | None
    heading: Wording | None
    intro: Wording | None
    notice: Message | None
    left: PagesLeft
    action: str
    preview: tuple[tuple[Message, Message], ...]
    field: FieldView | None
    known: tuple[KnownView, ...]
    rows: tuple[LineView, ...]
    choice: ChoiceView | None
    hidden: tuple[tuple[str, str], ...]
    boxes: Boxes
    errors: Mapping[str, Message]
    takes_files: bool
    unknown_at: str | None
    open_at: str | None
    is_left_open: bool
    is_part: bool
    place: str

    @property
    def has_several(self) -> bool:
        """Whether the question alone would not tell what it is about."""
        return self.is_part or self.which is not None

    answers_form: ClassVar[str] = "answers"


def render_place(case: Case, place: Place, drawing: Drawing, *, status: int = 200) -> Response:
    note_shown(case, place.step, place.at, drawing.form)
    page = _page_of(case, place, drawing)
    earlier = OneByOne(case.journey).before(place)
    ways = ways_of(case, place_href(case, earlier) if earlier else None, in_form=True)
    return case.visit.render(
        "resident/apply/show_place.html",
        page,
        status=status,
        block="fields",
        section_phone=case.contact.phone,
        ways=ways,
    )


def _page_of(case: Case, place: Place, drawing: Drawing) -> PlacePage:
    journey, way, question = case.journey, OneByOne(case.journey), place.question
    asks, takes_files = place.asks is Asks.ANSWER, isinstance(question, PhotosQuestion)
    lines = previewed(place.step.previews, journey.told, journey.context)
    return PlacePage(
        procedure_title=case.procedure.short_title,
        title=place.step.title,
        which=_which(case, place),
        heading=_heading(place),
        intro=place.step.intro if way.of_step(place.step) == place or _is_first(way, place) else None,
        notice=notice_of(case),
        left=places_left(way, place),
        action=f"/apply/{case.application.id}/files/{place.step.key}"
        if takes_files
        else place_href(case, place),
        preview=tuple((line.label, line.text) for line in lines),
        field=field_at(case, place, drawing) if asks else None,
        known=known_views(case, place) if place.asks is Asks.RIGHT else (),
        rows=lines_of(case, place.group) if place.group and place.asks is Asks.MORE else (),
        choice=_choice(case, place),
        hidden=(*hidden_of(case, place), *_drawn_of(place, drawing)),
        boxes=drawing.form or {},
        errors=drawing.errors,
        takes_files=takes_files,
        unknown_at=place.at if asks and question.may_be_unknown else None,
        open_at=place.at if asks and not question.required else None,
        is_left_open=LEFT_OPEN in drawing.form if drawing.form else is_left_open(case, place),
        place=place_name(place.step.key, place.at),
        is_part=len(place.step.questions) > 1 or place.group is not None,
    )


def _which(case: Case, place: Place) -> Message | str | None:
    """In a row: of whom, or of which; where there is one alone that the register does not know, nothing."""
    if place.group is None or place.row is None:
        return None
    title = title_of_row(case, place.group, place.row)
    is_one = len(rows_of(case.journey, place.group)) == 1
    return None if is_one and isinstance(title, Message) else title


def _heading(place: Place) -> Wording | None:
    """None where the question itself is the heading."""
    if place.asks is Asks.MORE:
        return place.question.label
    if place.asks is Asks.RIGHT or place.question.kind in UNTITLED:
        return place.step.title
    return None


def _is_first(way: OneByOne, place: Place) -> bool:
    first = next((each for each in way.places if each.step.key == place.step.key), None)
    return first is not None and first.at == place.at


def _choice(case: Case, place: Place) -> ChoiceView | None:
    if place.asks is Asks.RIGHT:
        return is_right(place)
    return more_of(case, place, place.group) if place.group and place.asks is Asks.MORE else None


def is_left_open(case: Case, place: Place) -> bool:
    """Whether somebody has said that they do not answer it."""
    given = case.journey.answers
    if place.group is not None and place.row is not None:
        given = rows_of(case.journey, place.group)[place.row]
    return place.question.key in given and given[place.question.key] is None


def hidden_of(case: Case, place: Place) -> tuple[tuple[str, str], ...]:
    """What a page was drawn from: one that has been overtaken says nothing any more."""
    rows: tuple[tuple[str, str], ...] = ()
    if place.group is not None:
        rows = ((f"{place.group.key}.rows", str(len(rows_of(case.journey, place.group)))),)
    if place.asks is not Asks.RIGHT:
        return ((AT, place.at), *rows)
    shown = [[each.key, suggestion(case.journey, place, each)] for each in place.questions]
    digest = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]
    return ((AT, place.at), *rows, (SEEN, digest))


def _drawn_of(place: Place, drawing: Drawing) -> tuple[tuple[str, str], ...]:
    """What its answer was when the page was drawn; rows say so by their number."""
    if place.asks is not Asks.ANSWER or place.group is not None:
        return ()
    return ((DRAWN, drawing.as_drawn([place.question])),)


def is_overtaken(case: Case, place: Place) -> bool:
    """Rows came or went since, or what is known has become something else."""
    form = case.visit.form
    return any(form.one(name) != value for name, value in hidden_of(case, place) if name in form.fields)
