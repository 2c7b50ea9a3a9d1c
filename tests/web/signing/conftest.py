"""One town for all; its card is a good one at the beginning of each test."""

from collections.abc import Iterator

import pytest

from tests.auth.jpki import cards
from tests.auth.signing_double import CardAtHand, a_door
from tests.web.signing.town import KEIKO, Signer, Town, a_signer, a_signing_town


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_signing_town(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture
def town(running: Town) -> Town:
    running.card, running.checker = CardAtHand(identity=KEIKO), cards.Answers()
    running.signs_with(a_door(running.card, running.checker))
    return running


@pytest.fixture
def signer(town: Town) -> Iterator[Signer]:
    resident = a_signer(town.world)
    resident.is_about_to_sign()
    yield resident
    resident.close()
    town.lets_begin_again()
