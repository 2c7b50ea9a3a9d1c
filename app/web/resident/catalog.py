"""The front page: search, categories, what one has begun; and the start page of each procedure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.applications import queries
from app.applications.labels import STATE_LABELS
from app.applications.lifecycle import State
from app.auth.identity import Guest, Resident
from app.clock import japan_date
from app.japan.kana import to_katakana
from app.japan.names import fold_name
from app.language import Message, noted
from app.procedures.definition import Procedure
from app.procedures.guides import guides
from app.procedures.publication import procedure_of
from app.procedures.queries import list_latest_revisions
from app.web.policies import PUBLIC
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages()

CATEGORIES = {
    "disaster": noted("災害にあったとき"),
    "childcare": noted("子育て"),
    "care": noted("介護"),
    "certificate": noted("証明書"),
    "other": noted("そのほか"),
}
ICONS = {"disaster": "disaster", "childcare": "baby", "care": "care", "certificate": "certificate"}


@dataclass(frozen=True)
class Card:
    title: Any
    href: str
    text: Any = None
    icon: str | None = None


@dataclass(frozen=True)
class Category:
    key: str
    title: Message
    cards: tuple[Card, ...]


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
    categories: tuple[Category, ...]
    after: tuple[Card, ...]
    emergency: Emergency | None


@pages.get("/", PUBLIC)
def show_home(visit: Visit, q: str = "") -> Response:
    offered = _offered(visit)
    words = q.strip()[:80]
    found = (*_found(offered, words), *_guides(words)) if words else ()
    page = HomePage(
        words=words,
        found=found,
        continuing=_continuing(visit),
        categories=_categories(offered),
        after=(
            Card(noted("申請のようすを見る"), "/my", noted("進み具合、お知らせ、支払い"), "list"),
            Card(
                noted("受付番号や続きの番号で開く"),
                "/resume",
                noted("サインインしないで申請した方"),
                "search",
            ),
        ),
        emergency=_emergency(visit, offered),
    )
    return visit.render("resident/home/show_home.html", page)


def _offered(visit: Visit) -> list[Procedure]:
    """In the order of the town's list."""
    published = {revision.procedure_key: revision for revision in list_latest_revisions(visit.session)}
    keys = visit.office.town.list_enabled()
    return [procedure_of(published[key]) for key in keys if key in published]


def _card(procedure: Procedure) -> Card:
    icon = ICONS.get(procedure.category, "file")
    return Card(procedure.short_title, f"/procedures/{procedure.key}", procedure.summary, icon)


def _emergency(visit: Visit, offered: list[Procedure]) -> Emergency | None:
    disasters = visit.office.town.list_open_disasters(japan_date(visit.now))
    cards = tuple(_card(each) for each in offered if each.category == "disaster")
    return Emergency(disasters[0].name, cards) if disasters and cards else None


def _categories(offered: list[Procedure]) -> tuple[Category, ...]:
    grouped = {key: tuple(_card(each) for each in offered if each.category == key) for key in CATEGORIES}
    return tuple(Category(key, CATEGORIES[key], cards) for key, cards in grouped.items() if cards)


def _found(offered: list[Procedure], words: str) -> Iterator[Card]:
    for each in offered:
        if _matches([each.title.ja, each.short_title.ja, each.summary.ja, *each.keywords], words):
            yield _card(each)


def _guides(words: str) -> Iterator[Card]:
    """What somebody else does is found as well, behind what can be done here."""
    for each in guides().values():
        if _matches([each.title.ja, each.summary.ja, *each.keywords], words):
            yield Card(each.title, f"/guidance/{each.key}", each.summary, "info")


def _matches(texts: list[str], words: str) -> bool:
    """Every word stands in a title, the summary or a keyword, or shares a beginning with one."""
    folded = [_folded(text) for text in texts]
    return all(any(word in text or text in word for text in folded) for word in map(_folded, words.split()))


def _folded(text: str) -> str:
    return to_katakana(fold_name(text)).replace(" ", "")


def _continuing(visit: Visit) -> tuple[Card, ...]:
    if not isinstance(visit.who, Guest | Resident):
        return ()
    drafts = [each for each in queries.list_owned(visit.session, visit.who.id) if each.state is State.DRAFT][
        :3
    ]
    published = {revision.procedure_key: revision for revision in list_latest_revisions(visit.session)}
    return tuple(
        Card(
            procedure_of(published[draft.procedure_key]).short_title,
            f"/apply/{draft.id}",
            STATE_LABELS[State.DRAFT],
            "save",
        )
        for draft in drafts
        if draft.procedure_key in published
    )
