"""What was searched for → cards: procedures and lists of life events first, then what somebody else does."""

from collections.abc import Iterator, Sequence

from app.procedures.definition import Procedure
from app.procedures.events import LifeEvent, events, sayings
from app.procedures.guides import Guidance, guides
from app.procedures.searching import Entry, index_of
from app.procedures.wording import Wording
from app.web.resident.shelves import Card, card_of_event, card_of_guide, card_of_procedure

MOST_LETTERS = 80
BEHIND_WHAT_CAN_BE_DONE_HERE = 0.9


def found_cards(offered: Sequence[Procedure], words: str) -> tuple[Card, ...]:
    """Best first; empty where nothing comes near."""
    cards = {
        **{each.key: card_of_event(each) for each in events().values()},
        **{each.key: card_of_procedure(each) for each in offered},
        **{each.key: card_of_guide(each) for each in guides().values()},
    }
    return tuple(cards[key] for key in index_of(tuple(entries(offered)), sayings()).find(words))


def entries(offered: Sequence[Procedure]) -> Iterator[Entry]:
    """In the order of what is shown first where words weigh the same."""
    yield from map(_of_event, events().values())
    yield from map(_of_procedure, offered)
    yield from map(_of_guide, guides().values())


def _of_event(event: LifeEvent) -> Entry:
    done = [each.elsewhere for each in event.items if each.elsewhere]
    return Entry(event.key, _said(event.title), event.keywords, _said(event.summary, *done))


def _of_procedure(each: Procedure) -> Entry:
    return Entry(each.key, _said(each.title, each.short_title), each.keywords, _said(each.summary))


def _of_guide(guide: Guidance) -> Entry:
    rank = BEHIND_WHAT_CAN_BE_DONE_HERE
    return Entry(guide.key, _said(guide.title), guide.keywords, _said(guide.summary), rank)


def _said(*texts: Wording) -> tuple[str, ...]:
    """Plain Japanese says the same with fewer words; who reads it types what the others type."""
    return tuple(said for text in texts for said in (text.ja, text.en) if said)
