"""Two residents at one machine: each is offered what they wrote themselves, and a guest nothing."""

from typing import Any

from app.applications.models import Application
from app.prefill.facts import Facts
from tests.people import Resident
from tests.scenarios import allowance, certificate
from tests.world import World


def offered(world: World, resident: Resident) -> dict[str, Any]:
    """What the draft on the screen was begun with."""
    number = resident.path.split("/")[2]
    with world.office.database.read() as session:
        drafts = {str(draft.id): draft.facts for draft in session.query(Application)}
    return Facts.from_json(drafts[number]).under("previous")


def test_each_is_offered_what_they_wrote_themselves(world: World) -> None:
    """I-40b. Must catch: the register's facts kept without what was answered, or with the answers of another."""
    first, second, guest = Resident(world.url), Resident(world.url), Resident(world.url)
    certificate.claim(first)
    first.opens("/procedures/disaster_certificate")
    first.sends("始める")
    assert offered(world, first) == {"phone": "0261000501", "email": "makoto.takahashi@mail.example"}
    allowance.begin(second, "mizuno_yoko", "1101")
    assert offered(world, second) == {}
    guest.opens("/procedures/disaster_certificate")
    guest.sends("始める")
    assert offered(world, guest) == {}
    for each in (first, second, guest):
        each.close()
