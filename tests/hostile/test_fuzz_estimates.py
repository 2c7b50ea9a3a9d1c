"""I-86. Any text in any box of an estimate: an answer, a message at a field of the page, and nothing written."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from lxml import html

from app.estimates.catalog import ESTIMATES
from tests.hostile.tables import contents
from tests.hostile.test_fuzz import FEW, attack, encodable
from tests.people import Resident
from tests.world import World, a_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.mark.parametrize("name", [each.name for each in ESTIMATES])
def test_no_form_breaks_an_estimate_or_writes_anything(world: World, name: str) -> None:
    """I-86. Must catch: a 500 for a number, a day or a row that no browser would send; a complaint about no box."""
    visitor = Resident(world.url)
    visitor.opens(f"/estimates/{name}")
    boxes = visitor.fields_of(visitor.form("計算する"))
    before = contents(world)

    @FEW
    @given(attack(boxes))
    def any_form(sent: dict[str, list[str]]) -> None:
        answer = visitor.client.post(f"/estimates/{name}", data=encodable(sent))
        assert answer.status_code in {200, 422}, answer.status_code
        page = html.fromstring(answer.text)
        links = page.xpath("//*[contains(@class, 'error-summary')]//a/@href")
        assert bool(links) is (answer.status_code == 422)
        assert {link.partition("#")[2] for link in links} <= set(page.xpath("//main//@id"))

    any_form()
    assert contents(world) == before
    visitor.close()
