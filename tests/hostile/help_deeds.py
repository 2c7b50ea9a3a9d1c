"""What is done on the telephone, for the table of all deeds: a page is shown, seen, and shown no more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.applications.help_models import HelpCall
from app.auth.queries import find_staff_by_login
from app.database import new_id
from tests.scenarios import disaster


def a_call(world: Any, application_id: UUID, login: str) -> UUID:
    """One that has just begun, and that this member of staff has joined."""
    now = world.clock()
    with world.office.database.write() as session:
        staff = find_staff_by_login(session, login)
        assert staff is not None
        call = HelpCall(
            application_id=application_id,
            code_digest=new_id().hex,
            opened_at=now,
            staff_id=staff.id,
            joined_at=now,
        )
        session.add(call)
        session.flush()
        return call.id


def shows(town: Any) -> str:
    """The address of the draft."""
    town.guest.opens(disaster.START)
    town.guest.sends("始める")
    here = "/".join(town.guest.path.split("/")[:3])
    town.posts(town.guest, f"{here}/phone", f"{here}/phone", share="yes")
    return here


def sees(town: Any) -> str:
    """The address of the clerk's page."""
    here = shows(town)
    with town.world.office.database.read() as session:
        mine = select(HelpCall).where(HelpCall.application_id == UUID(here.split("/")[2]))
        code = session.scalars(mine).one().code
    town.clerk.opens("/staff/help")
    town.clerk.sends("同じ画面を見る", {"code": code})
    return str(town.clerk.path)


def stops(town: Any) -> None:
    here = shows(town)
    town.posts(town.guest, f"{here}/phone", f"{here}/phone/end")


def stops_seeing(town: Any) -> None:
    page = sees(town)
    town.posts(town.clerk, page, f"{page}/end")


# As in `tests.hostile.deeds.DEEDS`.
OF_HELP: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "POST /apply/{application_id}/phone": ("open_help", shows),
    "POST /apply/{application_id}/phone/end": ("end_help", stops),
    "POST /staff/help": ("join_help", sees),
    "POST /staff/help/{call_id}/end": ("end_help", stops_seeing),
}
