"""Photos over a bad line: they go up in pieces by themselves, and go on where they were."""

import re
from typing import Any

import pytest

from app.files.models import StoredFile
from tests.browser import journeys
from tests.browser.walker import Walker
from tests.world import World

pytestmark = pytest.mark.browser
PIECE = re.compile(r"/uploads/photos/photos/[0-9a-f-]{36}/(\d+)$")
STORED = "[data-stored] li:has-text('{}')"


def at_the_photos(walker: Walker) -> None:
    walker.opens(journeys.DISASTER)
    walker.presses("始める")
    journeys.says_who_and_where(walker)
    walker.picks("令和8年4月")
    walker.goes_on()
    walker.ticks()
    walker.presses("この内容で申請する")
    walker.opens(f"/my/{walker.number}")
    journeys.describes_damage(walker)


def a_photo(name: str, more: int = 0) -> dict[str, Any]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": journeys.picture() + bytes(more)}


def pieces_sent(walker: Walker) -> list[int]:
    sent: list[int] = []
    walker.page.on("requestfinished", lambda each: sent.extend(map(int, PIECE.findall(each.url))))
    return sent


def received(world: World) -> int:
    with world.office.database.read() as session:
        return session.query(StoredFile).count()


def test_after_a_cut_only_what_is_missing_is_sent(world: World, resident: Walker) -> None:
    """I-59f. Must catch: a photo begun anew with every cut; the mark before the town has it; words lost on the page."""
    at_the_photos(resident)
    before, sent, cut = received(world), pieces_sent(resident), []

    def break_the_line(route: Any) -> None:
        position = int(PIECE.findall(route.request.url)[0])
        if position == 2 and not cut:
            cut.append(position)
            route.abort()
        else:
            route.continue_()

    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    resident.page.route(PIECE, break_the_line)
    resident.page.route("**/finish", hold)
    resident.page.set_input_files("#photos", [a_photo("house.jpg", 900_000)])
    resident.page.wait_for_selector("text=中身を確かめています")
    assert cut == [2]
    assert sorted(sent) == sorted(set(sent)) == list(range(len(sent)))
    assert "受け取りました" not in resident.text
    assert received(world) == before
    held[0].continue_()
    resident.page.wait_for_selector(STORED.format("house.jpg"))
    assert "受け取りました" in resident.text
    assert received(world) == before + 1
    assert resident.page.evaluate("document.querySelector('#photos').files.length") == 0
    resident.looks("photos, one received in pieces")
    resident.goes_on()
    assert received(world) == before + 1


def test_a_photo_that_is_none_is_told_beside_it_and_costs_the_others_nothing(resident: Walker) -> None:
    at_the_photos(resident)
    bad = {"name": "words.jpg", "mimeType": "image/jpeg", "buffer": b"just words"}
    resident.page.set_input_files("#photos", [bad, a_photo("good.jpg")])
    resident.page.wait_for_selector(STORED.format("good.jpg"))
    row = resident.page.locator("[data-upload] li:has-text('words.jpg')")
    assert "この種類のファイルは受け取れません" in row.inner_text()
    resident.looks("photos, one refused")


def test_whoever_presses_next_too_early_loses_no_photo(world: World, resident: Walker) -> None:
    """Must catch: a photo that only the script knew of, gone with the page."""
    at_the_photos(resident)
    before = received(world)
    resident.page.route("**/uploads/**", lambda route: None)  # nothing comes back
    resident.page.set_input_files("#photos", [a_photo("early.jpg")])
    resident.goes_on()
    assert received(world) == before + 1
