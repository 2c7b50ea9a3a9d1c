"""Whoever looks at everything: remembers by which template each page was drawn that was looked at in every mode."""

import re
from typing import Any

import pytest

from app.web.visits import Visit
from tests.architecture.house import drawn_by_pages
from tests.browser.at_counter import ByKeys
from tests.browser.walker import ALL, BOTH
from tests.hostile.routes import addresses_of
from tests.world import World

DRAWN_BY = "x-drawn-by"


def tell_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page says in a header by which template it was drawn: many pages of the screen share one address."""
    render = Visit.render

    def drawn(visit: Visit, template: str, *args: Any, **more: Any) -> Any:
        answer = render(visit, template, *args, **more)
        answer.headers[DRAWN_BY] = template
        return answer

    monkeypatch.setattr(Visit, "render", drawn)


class Touring(ByKeys):
    """At a desk or in front of it. What has been looked at by a name is not looked at again."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.drawn_by = ""
        self.names: set[str] = set()
        self.seen: set[tuple[str, str]] = set()
        self.page.on("response", self._remember)

    def _remember(self, answer: Any) -> None:
        if answer.request.is_navigation_request():
            self.drawn_by = answer.headers.get(DRAWN_BY, "")

    def looks(self, name: str, modes: tuple[str, ...] = BOTH) -> None:
        if name not in self.names:
            super().looks(name, modes)
            self._note(name, modes)

    def looks_as_staff(self, name: str, modes: tuple[str, ...] = ("standard",)) -> None:
        if name not in self.names:
            super().looks_as_staff(name, modes)
            self._note(name, modes)

    def _note(self, name: str, modes: tuple[str, ...]) -> None:
        self.names.add(name)
        if set(modes) == set(ALL):
            self.seen.add((self.drawn_by, self.path))


def never_looked_at(tourists: list[Touring], world: World, *folders: str) -> list[str]:
    """Templates in these folders that nobody looked at in every mode."""
    seen = {template for tourist in tourists for template, _ in tourist.seen}
    return sorted(each for each in drawn_by_pages() - seen if each.startswith(folders))


def never_opened(
    tourists: list[Touring], world: World, starts: tuple[str, ...], but: frozenset[str]
) -> list[str]:
    """Addresses to be opened that nobody looked at in every mode, by the table of routes."""
    paths = {path for tourist in tourists for _, path in tourist.seen}
    pages = {
        each.path for each in addresses_of(world.app) if each.method == "GET" and each.path.startswith(starts)
    }
    assert but <= pages, but - pages
    patterns = {page: re.compile(re.sub(r"{\w+}", "[^/]+", page)) for page in pages - but}
    return sorted(
        page for page, pattern in patterns.items() if not any(pattern.fullmatch(each) for each in paths)
    )
