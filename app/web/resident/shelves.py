"""How procedures stand on the pages one finds them on: categories, and cards that lead somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.applications.accepting import channels_of
from app.language import Message, noted
from app.municipality.offering import Channel
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.procedures.events import LifeEvent
from app.procedures.guides import Guidance

CATEGORIES = {
    "disaster": noted("災害にあったとき"),
    "childcare": noted("子育て"),
    "care": noted("介護"),
    "certificate": noted("証明書"),
    "living": noted("暮らし・環境"),
    "health": noted("健康"),
    "welfare": noted("福祉"),
    "education": noted("教育・学び"),
    "work": noted("仕事"),
    "other": noted("そのほか"),
}
ICONS = {
    "disaster": "disaster",
    "childcare": "baby",
    "care": "care",
    "certificate": "certificate",
    "living": "flower",
    "health": "heart",
    "welfare": "family",
    "education": "pencil",
    "work": "person",
    "other": "list",
}


AT_THE_COUNTER = noted("窓口で出します")


@dataclass(frozen=True)
class Card:
    """`chip`: what one has to know before one opens it."""

    title: Any
    href: str
    text: Any = None
    icon: str | None = None
    chip: Message | None = None


def card_of_procedure(procedure: Procedure, town: Municipality) -> Card:
    href, icon = f"/procedures/{procedure.key}", ICONS.get(procedure.category, "file")
    open_ways = channels_of(town, procedure)
    by_coming = Channel.WEB not in open_ways and Channel.COUNTER in open_ways
    return Card(procedure.short_title, href, procedure.summary, icon, AT_THE_COUNTER if by_coming else None)


def card_of_guide(guide: Guidance) -> Card:
    return Card(guide.title, f"/guidance/{guide.key}", guide.summary, "info")


def card_of_event(event: LifeEvent) -> Card:
    return Card(event.title, f"/events/{event.key}", event.summary, event.icon)


def cards_of_categories(offered: Sequence[Procedure]) -> tuple[Card, ...]:
    """Those the town offers something of."""
    there = {each.category for each in offered}
    return tuple(
        Card(CATEGORIES[key], f"/categories/{key}", icon=ICONS[key]) for key in CATEGORIES if key in there
    )
