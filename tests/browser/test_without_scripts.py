"""The same stories where JavaScript is off, by choice or because it never arrived."""

import pytest

from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.world import World

pytestmark = pytest.mark.browser


def test_damage_is_reported_without_scripts(visiting: Visiting) -> None:
    """I-59h. Must catch: a step that only a script can leave, such as the search for a place by its postcode."""
    resident = visiting(java_script_enabled=False)
    journeys.reports_damage(resident)
    assert resident.heading == "申請が届きました"
    number = resident.number
    journeys.describes_damage(resident)
    journeys.sends_a_photo(resident)
    resident.opens(f"/my/{number}")
    assert number in resident.text


def test_a_certificate_is_ordered_and_paid_without_scripts(world: World, visiting: Visiting) -> None:
    """Must catch: a payment that only a page asking by itself finds out about."""
    resident = visiting(java_script_enabled=False)
    journeys.orders_certificate(resident)
    journeys.pays_by_card(resident)
    world.finish_jobs()
    if resident.heading != "お支払いが済みました":
        resident.presses("いま確かめる")
    assert resident.heading == "お支払いが済みました"
    assert world.charges == 1
