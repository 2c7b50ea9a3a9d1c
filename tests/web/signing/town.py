"""A town whose residents sign with the card of the tests, and one resident about to sign."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import update

from app.applications.models import Application
from app.applications.signing.models import SignatureEvidence
from app.applications.signing.queries import find_evidence
from app.auth.jpki.profile import BirthDate, CardIdentity
from app.auth.signing import Signing
from tests import make
from tests.auth.jpki import cards
from tests.auth.signing_double import CardAtHand
from tests.scenarios.walker import Walker
from tests.walks import WALKS
from tests.world import World, a_world

KEY, BUTTON = "child_allowance_donation", "署名して提出する"
KEIKO = CardIdentity(
    name="林　恵子",
    address="長野県若葉郡みどり野町若葉台二丁目１０番１号　町営若葉台住宅３棟１０５号",
    born=BirthDate("showa", 1981, 9, 30),
    sex="female",
)


@dataclass
class Town:
    """`card` and `checker` are what the tests change."""

    world: World
    card: CardAtHand
    checker: cards.Answers

    def signs_with(self, door: Signing | None) -> None:
        app = self.world.app
        app.state.office = replace(self.world.office, doors=replace(self.world.office.doors, signing=door))

    def application(self, resident: Walker) -> Application:
        with self.world.office.database.read() as session:
            found = session.get_one(Application, UUID(resident.draft_id))
            _ = (found.versions, found.corrections)
            session.expunge_all()
            return found

    def evidence(self, resident: Walker) -> SignatureEvidence:
        version = self.application(resident).versions[-1]
        with self.world.office.database.read() as session:
            found = find_evidence(session, version.id)
            assert found is not None
            session.expunge_all()
            return found

    def lets_begin_again(self) -> None:
        """One application for a matter: what was sent in one test must not stand in the way of the next."""
        with self.world.office.database.write() as session:
            session.execute(update(Application).values(matter_key=None))


@contextmanager
def a_signing_town(folder: Path) -> Iterator[Town]:
    with a_world(folder, jobs=False) as world:
        yield Town(world, CardAtHand(), cards.Answers())


class Signer(Walker):
    """Walks to the check page of the procedure that is signed."""

    draft_id = ""

    def is_about_to_sign(self) -> None:
        self.begins()
        self.reaches_check()
        self.draft_id = self.path.split("/")[2]

    def presses_sign(self, expected: int = 200) -> None:
        self.sends(BUTTON, {"consent_truth": "yes"}, expected)


def a_signer(world: World) -> Signer:
    walk = WALKS[KEY]
    return Signer(world.url, make.filled(KEY, walk.given, walk.person), walk)
