"""What the stories cost a person and a phone: taps, characters, kilobytes, beside what they may cost."""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.counting import Counts, Wire
from tests.browser.walker import Walker
from tests.world import World

pytestmark = pytest.mark.browser

KB = 1024
Measure = Callable[[str, float, float], None]


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[tuple[str, float, float]]]:
    """Printed at the end, so that a figure is seen while it still keeps its budget."""
    rows: list[tuple[str, float, float]] = []
    yield rows
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else nullcontext():
        lines = [f"{what:<60}{measured:>8g}{budget:>8g}" for what, measured, budget in rows]
        sys.stdout.write("\n".join(["", f"{'measured':<60}{'is':>8}{'may be':>8}", *lines, ""]))


@pytest.fixture
def measure(table: list[tuple[str, float, float]]) -> Measure:
    def hold(what: str, measured: float, budget: float) -> None:
        table.append((what, round(measured, 1), budget))
        assert measured <= budget, f"{what}: {measured:g} of {budget:g}"

    return hold


class Watched(Walker):
    """Counts what it does and what it costs; notes what is chosen on the first sight of a page."""

    def __init__(self, page: Any, world: World, *, scripted: bool = True) -> None:
        super().__init__(page, world, scripted=scripted)
        self.counts, self.wire = Counts(world.url), Wire(world.url)
        self.chosen_beforehand: list[str] = []
        self.counts.watch(page)
        self.wire.watch(page)

    def _goes(self, target: Any) -> None:
        self.wire.next_page()
        super()._goes(target)
        if not self.page.locator(".error-summary").count():
            self.chosen_beforehand += self.preselected

    def looks(self, name: str, modes: tuple[str, ...] = ()) -> None:
        """Not here: looking would be counted."""


@pytest.fixture
def person(visiting: Visiting) -> Watched:
    return visiting(Watched)


def test_an_allowance_costs_a_few_taps_and_no_typing(person: Watched, measure: Measure) -> None:
    """From the front page to the receipt. Must catch: an answer chosen beforehand; a name to be typed again."""
    journeys.claims_allowance(person)
    person.page.wait_for_load_state("networkidle")
    measure("allowance: taps", person.counts.taps, 16)
    measure("allowance: characters typed", person.counts.characters, 0)
    measure("allowance: digits of the PIN", person.counts.secrets, 4)
    assert person.chosen_beforehand == []
    first, *later = person.wire.loads
    shared = sum(load.files for load in person.wire.loads)
    measure("allowance: first load, kB", first.total / KB, 60)
    measure("allowance: first load and all files of later steps, kB", (first.page + shared) / KB, 60)
    measure("allowance: heaviest later step, kB", max(load.page for load in later) / KB, 10)


def test_damage_is_reported_with_little_typing(person: Watched, measure: Measure) -> None:
    """From the poster's address to the 受付番号."""
    person.opens(journeys.DISASTER)
    person.page.wait_for_load_state("networkidle")
    measure("damage: the page to enter by, with all its files, kB", person.wire.loads[0].total / KB, 25)
    person.presses("始める")
    journeys.says_who_and_where(person)
    person.picks("令和8年4月")
    person.goes_on()
    person.ticks()
    person.presses("この内容で申請する")
    assert person.heading == "申請が届きました"
    measure("damage: taps", person.counts.taps, 22)
    measure("damage: characters typed", person.counts.characters, 40)
    assert person.chosen_beforehand == []
    person.page.wait_for_load_state("networkidle")
    later = person.wire.loads[1:]
    measure("damage: heaviest later step, kB", max(load.page for load in later) / KB, 10)
    measure("damage: everything, kB", sum(load.total for load in person.wire.loads) / KB, 120)


def test_a_certificate_weighs_little(person: Watched, measure: Measure) -> None:
    journeys.orders_certificate(person)
    person.page.wait_for_load_state("networkidle")
    later = person.wire.loads[1:]
    measure("certificate: first load, kB", person.wire.loads[0].total / KB, 60)
    measure("certificate: heaviest later step, kB", max(load.page for load in later) / KB, 10)
    assert person.chosen_beforehand == []
