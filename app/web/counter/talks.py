"""The conversation of whoever is in front, as the pages of both screens need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.counter.conversation import Conversation, conversation_of
from app.counter.models import CounterVisit
from app.language import Language, Message
from app.prefill.facts import Facts
from app.procedures.reading_back import ReadBack
from app.procedures.wording import Wording
from app.web.drawing.row_sources import source_of, sources_of_row
from app.web.in_front import shown_visit
from app.web.visits import Visit


@dataclass(frozen=True)
class LineView:
    """One answer as it is read back. `mark` says which, to whoever says that it is wrong."""

    mark: str
    label: str
    which: Message | None
    text: str
    source: Message | None


@dataclass(frozen=True)
class PartView:
    """`titles`: the procedures for which it was said; several where all of them have it."""

    titles: tuple[Wording, ...]
    lines: tuple[LineView, ...]


def talk_of(visit: Visit, found: CounterVisit | None = None) -> Conversation:
    return conversation_of(visit.session, found or shown_visit(visit), visit.office.town, visit.now)


def sources_in(talk: Conversation, key: UUID) -> Mapping[str, str]:
    """From which record each term was read."""
    _, application = talk.cases[key]
    return {term: fact.source.value for term, fact in Facts.from_json(application.facts).items()}


def parts_of(
    talk: Conversation, rows: tuple[ReadBack[UUID], ...], language: Language
) -> tuple[PartView, ...]:
    """What several share comes first, and once; then what is each one's own."""
    shared = [(mark, row) for mark, row in enumerate(rows) if len(row.keys) > 1]
    parts: list[tuple[tuple[UUID, ...], list[tuple[int, Any]]]] = [((), shared)] if shared else []
    own: dict[UUID, list[tuple[int, Any]]] = {}
    for mark, row in enumerate(rows):
        if len(row.keys) == 1:
            own.setdefault(row.keys[0], []).append((mark, row))
    parts += [((key,), own[key]) for key in talk.pending if key in own]
    return tuple(
        PartView(
            tuple(talk.interview.journeys[key].procedure.short_title for key in keys),
            tuple(_line(talk, mark, row, language) for mark, row in found),
        )
        for keys, found in parts
    )


def _line(talk: Conversation, mark: int, back: ReadBack[UUID], language: Language) -> LineView:
    row, key = back.row, back.keys[0]
    sources = sources_in(talk, key)
    if row.group:
        sources = sources_of_row(sources, talk.interview.journeys[key].procedure, row.group)
    return LineView(
        mark=str(mark),
        label=row.question.label.for_reader(language),
        which=row.which,
        text=row.text_for(language),
        source=source_of(row.question.prefill, sources) if back.is_known else None,
    )
