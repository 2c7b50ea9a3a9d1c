"""One town for everybody who means ill, or types badly."""

from collections.abc import Callable, Iterator

import pytest

from tests import asking
from tests.hostile.furnished import Furnished, furnished_town
from tests.hostile.places import Place, open_place
from tests.people import Resident
from tests.world import World, a_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def unsigned(world: World) -> Iterator[None]:
    """Nobody’s card says what payloads say."""
    with asking.unsigned(world):
        yield


@pytest.fixture(scope="session")
def furniture(world: World) -> Iterator[Furnished]:
    with furnished_town(world) as everything:
        yield everything


@pytest.fixture
def furnished(furniture: Furnished) -> Furnished:
    """With its people signed in, whatever another test has done to the clock."""
    furniture.come_in()
    return furniture


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
