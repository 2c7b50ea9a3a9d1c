"""A clerk at the desk that `counter` names, and the screen of whoever sits in front."""

from collections.abc import Iterator

import pytest

from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World


@pytest.fixture
def clerk(world: World) -> Iterator[Clerk]:
    yield (found := counter.a_clerk(world))
    counter.sits(found, counter.BRANCH)  # whoever was in front is gone
    found.close()


@pytest.fixture
def tablet(world: World, clerk: Clerk) -> Iterator[Resident]:
    yield (found := counter.a_tablet(world, clerk))
    found.close()
