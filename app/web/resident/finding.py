"""What was searched for → cards: procedures and life events first, then estimates, and what somebody else does."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from app.estimates.catalog import ESTIMATES
from app.estimates.definition import Estimate
from app.municipality.town import Municipality
from app.procedures.definition import Procedure
from app.procedures.events import LifeEvent, events, sayings
from app.procedures.guides import Guidance, guides
from app.procedures.searching import Entry, Saying, index_of
from app.procedures.wording import Wording
from app.web.resident.estimates import CARD_OF_ESTIMATES, card_of_estimate
from app.web.resident.shelves import Card, card_of_event, card_of_guide, card_of_procedure

MOST_LETTERS = 80
BEHIND_WHAT_CAN_BE_DONE_HERE = 0.9
BEHIND_WHAT_IS_NAMED_ALIKE = 0.75
# What people say who want to know beforehand, whatever it is.
HOW_MUCH = (
    "いくら",
    "もらえる",
    "金額",
    "試算",
    "計算",
    "見積もり",
    "シミュレーション",
    "早見表",
    "how much",
    "estimate",
)
ALL_ESTIMATES = "estimates"


def found_cards(offered: Sequence[Procedure], words: str, town: Municipality) -> tuple[Card, ...]:
    """Best first; empty where nothing comes near."""
    cards = {
        **{each.key: card_of_event(each) for each in events().values()},
        **{each.key: card_of_procedure(each, town) for each in offered},
        **{_key(each): card_of_estimate(each) for each in ESTIMATES},
        ALL_ESTIMATES: CARD_OF_ESTIMATES,
        **{each.key: card_of_guide(each) for each in guides().values()},
    }
    return tuple(cards[key] for key in index_of(tuple(entries(offered)), all_sayings()).find(words))


def entries(offered: Sequence[Procedure]) -> Iterator[Entry]:
    """In the order of what is shown first where words weigh the same."""
    yield from map(_of_event, events().values())
    yield from map(_of_procedure, offered)
    yield Entry(ALL_ESTIMATES, (str(CARD_OF_ESTIMATES.title),), HOW_MUCH)
    yield from map(_of_estimate, ESTIMATES)
    yield from map(_of_guide, guides().values())


@cache
def all_sayings() -> tuple[Saying, ...]:
    """Who asks how much is led there first."""
    return (*sayings(), *(Saying(each.form.keywords, (_key(each),)) for each in ESTIMATES))


def _of_event(event: LifeEvent) -> Entry:
    done = [each.elsewhere for each in event.items if each.elsewhere]
    return Entry(event.key, _said(event.title), event.keywords, _said(event.summary, *done))


def _of_procedure(each: Procedure) -> Entry:
    return Entry(each.key, _said(each.title, each.short_title), each.keywords, _said(each.summary))


def _of_estimate(each: Estimate[Any]) -> Entry:
    """Behind the procedure where that alone was named: who wants to know how much says so."""
    form, rank = each.form, BEHIND_WHAT_IS_NAMED_ALIKE
    keywords = (*form.keywords, *(HOW_MUCH if form.about == "how_much" else ()))
    return Entry(_key(each), _said(form.title), keywords, _said(form.summary), rank)


def _key(estimate: Estimate[Any]) -> str:
    return f"estimate_{estimate.name}"


def _of_guide(guide: Guidance) -> Entry:
    rank = BEHIND_WHAT_CAN_BE_DONE_HERE
    return Entry(guide.key, _said(guide.title), guide.keywords, _said(guide.summary), rank)


def _said(*texts: Wording) -> tuple[str, ...]:
    """Plain Japanese says the same with fewer words; who reads it types what the others type."""
    return tuple(said for text in texts for said in (text.ja, text.en) if said)
