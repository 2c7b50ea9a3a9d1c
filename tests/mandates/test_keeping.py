"""What becomes of mandates by themselves: they run out, are forgotten, and end where the register begins to protect."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.clock import japan_date
from app.mandates.ending import expire_run_out
from app.mandates.kinds import MandateKind
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from app.mandates.queries import delete_untaken
from app.notices.kinds import NoticeKind
from app.notices.queries import list_notices
from app.prefill.register_file import RegisterFile, read_register
from app.settings import ROOT
from app.upkeep import shield_protected
from tests.hostile.proxies import OWNER, a_mandate, an_account
from tests.world import World, a_world

BOTH = {"grantor_email": "yoko.mizuno@mail.example", "proxy_email": "proxy@mail.example"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


def found(world: World, mandate_id: Any) -> Mandate | None:
    with world.office.database.read() as session:
        mandate = session.get(Mandate, mandate_id)
        session.expunge_all()
        return mandate


def notices(world: World, mandate_id: Any) -> list[NoticeKind]:
    with world.office.database.read() as session:
        return [notice.kind for notice in list_notices(session, mandate_id)]


def test_what_has_run_out_ends_and_both_hear_of_it(world: World) -> None:
    """Must catch: a mandate in force for ever in the lists; a child's, told by mail every day."""
    yesterday = japan_date(world.clock()) - timedelta(days=1)
    old = a_mandate(world, an_account(world), until=yesterday, **BOTH)
    living = a_mandate(world, an_account(world), until=yesterday + timedelta(days=1), **BOTH)
    child = a_mandate(world, an_account(world), kind=MandateKind.PARENT, until=yesterday, **BOTH)
    untaken = a_mandate(
        world, None, state=MandateState.OFFERED, code_hash="x" * 64, code_until=world.clock() - timedelta(1)
    )
    with world.office.database.write() as session:
        expire_run_out(session, now=world.clock())
    states = {each: getattr(found(world, each), "state", None) for each in (old, living, child, untaken)}
    assert states[old] is states[untaken] is MandateState.EXPIRED
    assert states[living] is states[child] is MandateState.APPROVED
    assert notices(world, old) == [NoticeKind.MANDATE_ENDED] * 2
    assert notices(world, living) == notices(world, child) == []


def test_what_nobody_took_is_forgotten(world: World) -> None:
    """Must catch: names kept for ever of somebody who was asked once; a mandate deleted that cases hang on."""
    ended = {"state": MandateState.REVOKED, "ended_at": world.clock() - timedelta(days=91)}
    untaken, taken = a_mandate(world, None, **ended), a_mandate(world, an_account(world), **ended)
    young = a_mandate(world, None, state=MandateState.REVOKED, ended_at=world.clock())
    with world.office.database.write() as session:
        delete_untaken(session, world.clock() - timedelta(days=90))
    assert found(world, untaken) is None
    assert found(world, taken) is not None
    assert found(world, young) is not None


def test_protection_that_begins_ends_what_was_entrusted_before(world: World) -> None:
    """Must catch: a husband who goes on acting for the wife who has left; a mail that tells him why."""
    mandate = a_mandate(world, an_account(world), OWNER, **BOTH)
    shield_protected(world.office)
    assert getattr(found(world, mandate), "state", None) is MandateState.APPROVED
    source: Any = world.office.doors.prefill
    while hasattr(source, "_source"):
        source = source._source
    source.replace(protecting(OWNER))
    shield_protected(world.office)
    source.replace(read_register(ROOT / "demo" / "households.yaml"))
    assert getattr(found(world, mandate), "state", None) is MandateState.REVOKED
    assert notices(world, mandate) == []


def protecting(person: str) -> RegisterFile:
    """The register with the household of this person under protection."""
    register = read_register(ROOT / "demo" / "households.yaml")
    houses = tuple(
        house.model_copy(update={"protected": True})
        if any(each.key == person for each in house.persons)
        else house
        for house in register.households
    )
    return register.model_copy(update={"households": houses})
