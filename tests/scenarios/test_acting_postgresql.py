"""Acting for somebody else, where a mandate is held by whoever writes under it until they have written."""

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresServer, postgres
from tests.scenarios.test_acting import (
    daughter,
    mother,
    test_a_daughter_files_for_her_mother_who_sees_it_and_takes_it_back,
    test_a_parent_acts_for_a_minor_without_a_paper,
)
from tests.world import World, a_world

__all__ = [
    "daughter",
    "mother",
    "postgres",
    "test_a_daughter_files_for_her_mother_who_sees_it_and_takes_it_back",
    "test_a_parent_acts_for_a_minor_without_a_paper",
]
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def world(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), postgres.create_database()) as running:
        yield running
