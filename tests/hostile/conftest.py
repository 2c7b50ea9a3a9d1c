"""One town for everybody who means ill, or types badly."""

from collections.abc import Callable, Iterator

import pytest

from tests.hostile.places import Place, open_place
from tests.people import Resident
from tests.world import World, a_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
def visitor(world: World) -> Iterator[Callable[[], Resident]]:
    """As many browsers as one asks for."""
    opened: list[Resident] = []

    def another() -> Resident:
        opened.append(Resident(world.url))
        return opened[-1]

    yield another
    for each in opened:
        each.close()


@pytest.fixture
def place(request: pytest.FixtureRequest, world: World) -> Iterator[Place]:
    """For tests parametrised with `PLACES`: the page of a draft in which all is answered."""
    opened = open_place(world, *request.param)
    yield opened
    opened.resident.close()
