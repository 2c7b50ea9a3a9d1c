"""Every way in which the identity provider can misbehave, through the whole service and on to an honest sign-in."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.auth.models import ResidentAccount, SessionKind, WebSession
from app.sandboxes.card.faults import Fault
from tests.people import Resident, Visitor
from tests.scenarios import disaster
from tests.world import World, a_world

WHO, PIN = "mizuno_yoko", "1101"
CANCELLED = "サインインをやめました。入力した内容はそのままです。"
REFUSED = "本人確認ができませんでした。はじめからもう一度お試しください。"
AWAY = "少し待ってから、もう一度お試しください。"
ENTERS = {Fault.NONE, Fault.KEY_ROTATED, Fault.FOUR_PARTIAL, Fault.OTHER_FORMATS}
SAID = {Fault.CANCELLED: CANCELLED, Fault.SERVER_ERROR: AWAY, Fault.SLOW: AWAY}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        running.office.doors.sign_in._http.timeout = 1  # type: ignore[attr-defined]
        yield running


@pytest.fixture
def resident(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


def choose(world: World, fault: Fault) -> None:
    """As somebody rehearsing does, behind the counter of the cards."""
    counter = Visitor(world.ports.card_url)
    counter.opens("/admin")
    counter.sends("決める", {"fault": fault})
    counter.close()


def residents_in(world: World) -> int:
    with world.office.database.read() as session:
        living = select(WebSession).where(
            WebSession.kind == SessionKind.RESIDENT, WebSession.ended_at.is_(None)
        )
        return len(session.scalars(living).all())


def key_of(world: World) -> str | None:
    with world.office.database.read() as session:
        account = session.scalars(select(ResidentAccount)).one()
        return account.person_key


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in ENTERS])
def test_nobody_comes_in_nothing_is_lost_and_the_next_try_succeeds(
    world: World, resident: Resident, fault: Fault
) -> None:
    """I-46b. Must catch: any one check of the adapter that is left out; a page without a way on; a draft that is gone."""
    resident.opens(disaster.START)
    resident.sends("始める")
    draft = resident.path
    before = residents_in(world)
    choose(world, fault)
    resident.opens("/sign-in")
    resident.reads_card(WHO, PIN, expected=503 if SAID.get(fault) is AWAY else 403)
    assert SAID.get(fault, REFUSED) in resident.text
    assert residents_in(world) == before
    resident.opens("/my")
    assert not resident.page.xpath("//form[@action='/sign-out']"), "signed in after all"
    resident.opens(draft)
    resident.signs_in(WHO, PIN)
    assert residents_in(world) == before + 1
    resident.opens(draft)


@pytest.mark.parametrize("fault", sorted(ENTERS))
def test_what_is_unusual_and_right_lets_people_in(world: World, resident: Resident, fault: Fault) -> None:
    """Must catch: keys that are never fetched again, one way of writing a date, and the four demanded of everybody."""
    resident.signs_in(WHO, PIN)
    resident.opens("/my")
    resident.sends("サインアウト")
    choose(world, fault)
    resident.signs_in(WHO, PIN)
    assert resident.path == "/my"
    assert key_of(world) == WHO, "and a partial answer has not made us forget who it is"


def test_a_refusal_offers_to_try_again(world: World, resident: Resident) -> None:
    """Must catch: a dead end; a reload of the page, or a link to it from elsewhere, that ends in one."""
    choose(world, Fault.WRONG_STATE)
    resident.opens("/sign-in")
    resident.reads_card(WHO, PIN, expected=403)
    resident.opens(str(resident.answer.url), 403)
    assert REFUSED in resident.text
    resident.reads_card(WHO, PIN)
    assert resident.path == "/my"
