"""転入 and お悔やみ at two screens: few keys, few taps, no mouse, and nothing asked twice."""

from typing import Any

import pytest
from sqlalchemy import select

from app.applications.lifecycle import State
from app.counter.models import CounterVisit
from app.counter.queries import list_cases
from tests.browser.at_counter import ByKeys, confirms, draws, receives, tells_event
from tests.browser.walker import Walker
from tests.scenarios import at_the_desk

pytestmark = pytest.mark.browser


OF_CERTIFICATE = {
    "scope": ["household"],
    "show_relationship": ["no"],
    "show_registered_domicile": ["no"],
    "purpose": ["bank"],
    "copies": ["1"],
    "delivery": ["counter"],
}
STORIES: dict[str, Any] = {
    "moving_in": (
        "arai 0707",
        "3",
        at_the_desk.MOVING_IN,
        at_the_desk.OF_MOVING_IN,
        "介護保険受給資格証明書",
        5,
        60,
    ),
    "bereavement": ("miya 0814", "8", at_the_desk.DEATH, at_the_desk.OF_DEATH, "", 5, 60),
}


@pytest.mark.parametrize("event", STORIES)
def test_an_event_costs_few_keys_and_few_taps(desk: ByKeys, tablet: Walker, event: str) -> None:
    """Must catch: one key more for everybody who ever comes; a question asked twice; a page that wants a mouse."""
    sought, key, asked_of, told, papers, applications, most = STORIES[event]
    receives(desk, tablet, sought)
    tells_event(desk, key, asked_of)
    asked = desk.answers_pages(told)
    assert len(asked) == len({at for _, at in asked}), "whichever application it is for"
    desk.page.wait_for_url("**/collect")
    desk.ticks_paper(papers)
    tablet.page.wait_for_selector("text=内容を確かめる")
    taps = confirms(tablet)
    assert max(taps) <= 4
    if tablet.heading == "もう一度、あなたですか":
        tablet.presses("はい、私です")
    draws(tablet)
    tablet.page.evaluate("document.documentElement.setAttribute('data-before', '')")
    tablet.page.get_by_role("button", name="署名して出す").click()
    tablet.page.wait_for_selector("[data-before]", state="detached")
    assert desk.keys <= most, desk.keys
    assert arrived_at(desk) == applications


def arrived_at(desk: ByKeys) -> int:
    """How many applications of the newest visit have arrived."""
    with desk.world.office.database.read() as session:
        newest = session.scalars(select(CounterVisit).order_by(CounterVisit.started_at.desc()).limit(1)).one()
        return sum(case.state is State.ARRIVED for _, case in list_cases(session, newest.id))


def test_one_certificate_costs_twenty_keys(desk: ByKeys, tablet: Walker) -> None:
    """Must catch: a key more for everybody who ever comes. The place has given out certificates before."""
    for _ in range(3):
        receives(desk, tablet)
        desk.writes("住民票")
        desk.presses_key("1")
        desk.opens("/staff/counter")
    desk.keys = 0
    receives(desk, tablet, "mi 0614")
    desk.presses_key("0")
    desk.answers_pages(OF_CERTIFICATE)
    desk.page.wait_for_url("**/reading")
    assert confirms(tablet) == [2]
    draws(tablet)
    tablet.page.get_by_role("button", name="署名して出す").click()
    assert arrived_at(desk) == 1
    assert desk.keys <= 20
