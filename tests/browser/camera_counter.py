"""The counter as both sides see it, and おおきい on a telephone: the part of `tests.browser.camera` about these."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.browser import counter_journeys as journey
from tests.browser.at_counter import TABLET, ByKeys
from tests.browser.elder import Elder
from tests.browser.photographer import Photographer
from tests.scenarios import counter

Visitor = Callable[..., Any]
# What a page is called by the journey → the name of its picture.
OF_STAFF = {
    "ready": "counter-start",
    "who was found": "counter-identify",
    "what for": "counter-what-for",
    "questions of an event": "counter-event",
    "what was found": "counter-found",
    "question 5": "counter-question",
    "papers to collect": "counter-collect",
    "reading, for staff": "counter-reading",
    "end": "counter-end",
}
OF_SCREEN = {
    "is it you": "screen-me",
    "reading": "screen-read",
    "sentences": "screen-sentences",
    "signed": "screen-sign",
    "end": "screen-end",
}
OF_LARGE = {
    "start": "large-start",
    "no_need": "large-question",
    "telephone": "large-telephone",
    "a number to read out": "large-number",
    "saved": "large-saved",
    "check": "large-check",
}


class AtCounter(Photographer, ByKeys):
    """Takes a picture of the pages that are named; and the same on the phone `beside` it, which follows by itself."""

    pictures: Mapping[str, str] = {}
    beside: "AtCounter | None" = None

    def looks(self, name: str, modes: tuple[str, ...] = ()) -> None:
        if name in self.pictures:
            self.shoots(self.pictures[name])
            if self.beside is not None:
                self.beside.shoots_as(self.heading, f"{self.pictures[name]}-phone")

    def looks_as_staff(self, name: str, modes: tuple[str, ...] = ()) -> None:
        self.looks(name)

    def shoots_as(self, heading: str, name: str) -> None:
        self.page.wait_for_selector(f"h1:text-is('{heading}')")
        if "sentences" in name:
            self.page.evaluate(journey.SENTENCES)
        self.shoots(name)


class Reading(Photographer, Elder):
    """Somebody who reads before they touch, and stops for a picture."""

    def comes_to(self, name: str) -> None:
        if name in OF_LARGE:
            self.shoots(OF_LARGE[name])


def at_the_counter(visitor: Visitor, desk_like: Mapping[str, Any]) -> None:
    desk, screen = visitor(AtCounter, **desk_like), visitor(AtCounter, **TABLET)
    desk.pictures, screen.pictures = OF_STAFF, OF_SCREEN
    desk.comes_in("tanto")
    journey.sits_down(desk)
    journey.joins_a_tablet(desk, screen)
    journey.is_called(desk, screen)
    screen.beside = visitor(AtCounter)
    journey.joins_a_phone(desk, screen.beside)
    journey.is_found(desk, screen, "arai 0707")
    journey.moves_in(desk, screen)
    journey.ends(desk, screen)
    desk.pictures, screen.pictures = {"pay": "counter-pay"}, {"pay, code shown": "screen-pay"}
    journey.is_called(desk, screen)
    screen.beside = visitor(AtCounter)
    journey.joins_a_phone(desk, screen.beside)
    journey.is_found(desk, screen, "mizu 0614")
    journey.asks_for_a_certificate(desk, screen)
    journey.shows_the_fee(desk, screen)


def beside_the_counter(visitor: Visitor, desk_like: Mapping[str, Any]) -> None:
    """How long people stay, and what came by post."""
    officer = visitor(**desk_like)
    officer.comes_in("kessai")
    counter.served_last_month(officer.world)
    officer.opens("/staff/counter-times")
    officer.shoots("counter-times")
    officer.opens("/staff/paper/new/disaster_certificate")
    officer.page.fill("#came_on", officer.world.clock().date().isoformat())
    officer.presses("入力を始める")
    officer.shoots("paper-enter")


def in_large_letters(visitor: Visitor) -> None:
    elder = visitor(Reading)
    elder.begins()
    elder.follows("電話で聞く")
    elder.comes_to("telephone")
    elder.presses("はい、見せます")
    elder.comes_to("a number to read out")
    elder.follows("続きを入力する")
    elder.presses("見せるのをやめる")
    elder.presses("やめて保存")
    elder.comes_to("saved")
    elder.follows("続きを入力する")
    elder.reaches_check()
    elder.comes_to("check")


def take_counter(visitor: Visitor, desk_like: Mapping[str, Any]) -> None:
    at_the_counter(visitor, desk_like)
    beside_the_counter(visitor, desk_like)
    in_large_letters(visitor)
