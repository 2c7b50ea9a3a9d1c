"""What is done at a counter: a member of staff at a desk, and whoever looks at its screen."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text

from app.applications import submission
from app.counter.lifecycle import VisitState
from app.counter.models import CounterVisit, Desk, VisitCase, VisitStage
from app.counter.stages import Stage
from app.municipality.offering import Channel
from tests import make
from tests.hostile.routes import Address, addresses_of
from tests.people import Clerk, Resident
from tests.world import PASSWORD, World

YOKO, KEN = "mizu 0614", "ミズノ H050203"
OF_YOKO = ("水野", "陽子", "ミズノ", "若葉台", "みどり野ハイツ", "平成7年", "1995年", "1995-06")
OF_KEN = ("水野 健", "平成5年")
FIRST, SECOND, THIRD, BRANCH = "honcho/seki_1", "honcho/seki_2", "honcho/seki_3", "higashi/seki_1"


def sits(clerk: Clerk, desk: str = FIRST) -> None:
    clerk.opens("/staff/counter/desks")
    form = next(each for each in clerk.page.forms if each.action.endswith("/counter/desks"))
    fields = {**clerk.fields_of(form), "desk": [desk]}
    clerk._shows(clerk.client.post("/staff/counter/desks", data=fields), 200)


def a_clerk(world: World, login: str = "tanto", desk: str = FIRST) -> Clerk:
    clerk = Clerk(world.url)
    clerk.signs_in(login, PASSWORD)
    sits(clerk, desk)
    return clerk


def calls(clerk: Clerk) -> str:
    """「次の方」, with or without somebody before; the id of the visit."""
    clerk.opens("/staff/counter")
    clerk.sends("次の方")
    return urlsplit(str(clerk.answer.url)).path.split("/")[4]


def code_on(clerk: Clerk) -> str:
    return str(clerk.page.xpath("//dd//strong/text()")[0])


def a_tablet(world: World, clerk: Clerk) -> Resident:
    """Joined to the desk of this member of staff, while nobody is in front."""
    clerk.opens("/staff/counter")
    clerk.sends("タブレットをつなぐ")
    return a_screen(world, code_on(clerk))


def a_phone(world: World, clerk: Clerk) -> Resident:
    clerk.opens("/staff/counter")
    clerk.sends("スマホをつなぐ")
    return a_screen(world, code_on(clerk))


def a_screen(world: World, code: str) -> Resident:
    screen = Resident(world.url)
    screen.opens("/screen/pair")
    screen.sends("つなぐ", {"code": code})
    return screen


def finds(clerk: Clerk, sought: str = YOKO) -> None:
    clerk.sends("さがす", {"sought": sought})
    (mark,) = clerk.page.xpath("//button[@name='hit']/@value")[:1]
    form = next(each for each in clerk.page.forms if each.action.endswith("/choose"))
    fields = {**clerk.fields_of(form), "hit": [mark]}
    clerk._shows(clerk.client.post(form.action, data=fields), 200)


def identifies(clerk: Clerk, sought: str = YOKO) -> None:
    finds(clerk, sought)
    clerk.sends("運転免許証", {})


def receives(clerk: Clerk, screen: Resident, sought: str = YOKO) -> str:
    """Somebody who has said 「私です」; the id of their visit."""
    visit_id = calls(clerk)
    identifies(clerk, sought)
    screen.opens("/screen")
    screen.sends("はい、私です")
    clerk.opens("/staff/counter")
    return visit_id


def adds(clerk: Clerk, words: str = "住民票の写し", key: str = "certificate_of_residence") -> None:
    clerk.opens("/staff/counter")
    if not clerk.path.endswith("/procedures"):
        clerk.follows("手続を足す・やめる")
    clerk.sends("さがす", {"words": words})
    form = next(each for each in clerk.page.forms if each.action.endswith("/procedures/add"))
    fields = {**clerk.fields_of(form), "key": [key]}
    clerk._shows(clerk.client.post(form.action, data=fields), 200)


def visit_on(clerk: Clerk) -> str:
    """Of the page they look at."""
    return clerk.path.split("/")[4]


def lays(world: World, person: str = "mizuno_yoko", fault: str = "none") -> None:
    """A card on the reader of every desk, or none; and what goes wrong with the next reading."""
    sent = {"person": person, "fault": fault}
    assert httpx.post(f"{world.ports.card_url}/admin/reader", data=sent).status_code == 303


def token_on(visitor: Any) -> str:
    """Of the page itself, not of its frame."""
    return str(visitor.page.xpath("//main//input[@name='form_token']/@value")[0])


def token_of_frame(clerk: Clerk) -> str:
    """For pages that are about nobody in front."""
    return str(clerk.page.xpath("//input[@name='form_token']/@value")[0])


def visit_of(world: World, visit_id: str) -> CounterVisit:
    with world.office.database.read() as session:
        found = session.get_one(CounterVisit, UUID(visit_id))
        session.refresh(found)
        session.expunge(found)
        return found


def said_in_database(world: World) -> list[bytes]:
    """What was said in writing, as it lies there: sealed."""
    with world.office.database.read() as session:
        return [bytes(row[0]) for row in session.execute(text("SELECT said FROM visit_line"))]


def arrived(world: World, visit_id: str, *keys: str, person: str = "mizuno_yoko") -> list[str]:
    """Applications of this visit that have arrived; their numbers. As when everything was asked, read and signed."""
    numbers = []
    with world.office.database.write() as session:
        visit = session.get_one(CounterVisit, UUID(visit_id))
        for position, key in enumerate(keys, 1):
            where = {"town": world.office.town, "now": world.clock(), "by": visit.actor}
            case = make.a_draft(session, key, person, **where)
            case.channel = Channel.COUNTER
            submission.submit(session, case.application, case.what(), by=visit.actor, now=world.clock())
            session.add(VisitCase(visit_id=visit.id, application_id=case.application.id, position=position))
            numbers.append(case.application.reference_number or "")
        visit.bump()
    return numbers


def served_last_month(world: World) -> datetime:
    """Twelve visits, and one that was left half way; the last day of that month in Japan."""
    began = world.clock().replace(day=1) - timedelta(days=1)
    with world.office.database.write() as session:
        desk = Desk(place="honcho", key="kpi")
        session.add(desk)
        session.flush()
        for number in range(13):
            state = VisitState.FINISHED if number < 12 else VisitState.LEFT
            visit = CounterVisit(number=f"K-{number}", place="honcho", desk_id=desk.id, state=state)
            visit.subject_id, visit.started_at, visit.last_seen_at = uuid4(), began, began
            visit.ended_at = began + timedelta(minutes=10 + number)
            session.add(visit)
            session.flush()
            for stage, minutes in ((Stage.IDENTIFY, 2), (Stage.IDENTIFY, 1), (Stage.PAY, 4)):
                session.add(
                    VisitStage(
                        visit_id=visit.id,
                        place="honcho",
                        stage=stage,
                        began_at=began,
                        ended_at=began + timedelta(minutes=minutes),
                    )
                )
    return began


def shows_nothing_of(words: tuple[str, ...], visitor: Clerk | Resident) -> None:
    assert [each for each in words if each in visitor.answer.text] == []


def counter_addresses(world: World, method: str) -> list[Address]:
    """Those of both screens."""
    return [
        each
        for each in addresses_of(world.app)
        if each.method == method and each.path.startswith(("/staff/counter", "/screen"))
    ]
