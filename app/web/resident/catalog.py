"""The front page: search, life events, categories, what one has begun; and the list of each category."""

from dataclasses import dataclass

from starlette.responses import Response

from app.applications import queries
from app.applications.labels import STATE_LABELS
from app.applications.lifecycle import State
from app.auth.identity import Guest, Resident
from app.clock import japan_date
from app.errors import NotFound
from app.language import Message, noted
from app.procedures.definition import Procedure
from app.procedures.events import events
from app.procedures.publication import list_published
from app.web.offered import list_offered
from app.web.policies import PUBLIC
from app.web.resident.estimates import CARD_OF_ESTIMATES
from app.web.resident.finding import MOST_LETTERS, found_cards
from app.web.resident.shelves import (
    CATEGORIES,
    Card,
    card_of_event,
    card_of_procedure,
    cards_of_categories,
)
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()

MOST_CONTINUING = 3
AFTER = (
    Card(noted("申請のようすを見る"), "/my", noted("進み具合、お知らせ、支払い"), "list"),
    Card(
        noted("受付番号や続きの番号で開く"),
        "/resume",
        noted("サインインしないで申請した方"),
        "search",
    ),
)


@dataclass(frozen=True)
class Emergency:
    """A disaster the town takes applications for, with what it offers for it."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class HomePage:
    words: str
    found: tuple[Card, ...]
    continuing: tuple[Card, ...]
    often: tuple[Card, ...]
    events: tuple[Card, ...]
    categories: tuple[Card, ...]
    after: tuple[Card, ...]
    emergency: Emergency | None


@dataclass(frozen=True)
class CategoryPage:
    title: Message
    cards: tuple[Card, ...]


@pages.get("/", PUBLIC)
def show_home(visit: Visit, q: str = "") -> Response:
    offered = list_offered(visit)
    words = q.strip()[:MOST_LETTERS]
    page = HomePage(
        words=words,
        found=found_cards(offered, words, visit.office.town) if words else (),
        continuing=_continuing(visit),
        often=_often(visit, offered),
        events=tuple(card_of_event(each) for each in events().values()),
        categories=(*cards_of_categories(offered), CARD_OF_ESTIMATES),
        after=AFTER,
        emergency=_emergency(visit, offered),
    )
    return visit.render("resident/home/show_home.html", page)


@pages.get("/categories/{key}", PUBLIC)
def show_category(visit: Visit, key: str) -> Response:
    town = visit.office.town
    cards = tuple(card_of_procedure(each, town) for each in list_offered(visit) if each.category == key)
    if not cards:
        raise NotFound
    return visit.render("resident/home/show_category.html", CategoryPage(CATEGORIES[key], cards))


def _emergency(visit: Visit, offered: list[Procedure]) -> Emergency | None:
    town = visit.office.town
    disasters = town.list_open_disasters(japan_date(visit.now))
    cards = tuple(card_of_procedure(each, town) for each in offered if each.category == "disaster")
    return Emergency(disasters[0].name, cards) if disasters and cards else None


def _often(visit: Visit, offered: list[Procedure]) -> tuple[Card, ...]:
    """What the town says is used most, in its order."""
    found = {each.key: each for each in offered}
    town = visit.office.town
    return tuple(card_of_procedure(found[key], town) for key in town.often if key in found)


def _continuing(visit: Visit) -> tuple[Card, ...]:
    if not isinstance(visit.who, Guest | Resident):
        return ()
    owned = queries.list_owned(visit.session, visit.who.party)
    drafts = [each for each in owned if each.state is State.DRAFT][:MOST_CONTINUING]
    published = list_published(visit.session) if drafts else {}
    return tuple(
        Card(
            published[draft.procedure_key].short_title,
            f"/apply/{draft.id}",
            STATE_LABELS[State.DRAFT],
            "save",
        )
        for draft in drafts
        if draft.procedure_key in published
    )
