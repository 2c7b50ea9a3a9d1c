"""One town per module and database: SQLite in one process, PostgreSQL behind two hosts that take turns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.people import Clerk, Resident
from tests.postgres import PostgresServer, postgres
from tests.world import PASSWORD, World, a_world

__all__ = ["postgres"]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("town")
    url, hosts = "", 1
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url, hosts = server.create_database(), 2
    with a_world(folder, url, hosts=hosts) as running:
        yield running


@pytest.fixture
def resident(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


@pytest.fixture
def clerk(world: World) -> Iterator[Clerk]:
    visitor = Clerk(world.url)
    visitor.signs_in("tanto", PASSWORD)
    yield visitor
    visitor.close()


@pytest.fixture
def approver(world: World) -> Iterator[Clerk]:
    visitor = Clerk(world.url)
    visitor.signs_in("kessai", PASSWORD)
    yield visitor
    visitor.close()
