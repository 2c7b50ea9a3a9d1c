"""What PostgreSQL takes amiss and SQLite does not: NUL, numbers without end, text that is no UTF-8."""

from collections.abc import Iterator

import pytest

from tests.hostile.furnished import Furnished, furnish
from tests.hostile.test_bodies import (
    test_codes_and_searches_take_any_text,
    test_nothing_behind_a_question_mark_breaks_a_page,
    test_nothing_within_an_address_breaks_a_page,
)
from tests.postgres import PostgresServer, postgres
from tests.world import World, a_world

__all__ = [
    "postgres",
    "test_codes_and_searches_take_any_text",
    "test_nothing_behind_a_question_mark_breaks_a_page",
    "test_nothing_within_an_address_breaks_a_page",
]
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def world(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), postgres.create_database(), jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def furniture(world: World) -> Iterator[Furnished]:
    everything = furnish(world)
    yield everything
    everything.owner.close()
    everything.officer.close()
