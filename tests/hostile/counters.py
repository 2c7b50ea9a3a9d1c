"""Who might look at somebody else's visit: a colleague at another desk, and screens that are not the person's."""

from app.auth.identity import Role
from app.auth.staff_accounts import NewStaff, create_account
from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import PASSWORD, World

FUMI = "イノウエフミ 19460115"


def colleague_at_another_desk(world: World) -> tuple[Clerk, list[tuple[str, Resident]]]:
    """With somebody else in front; and the screens: of that desk, of that visit, and of one that is over."""
    with world.office.database.write() as session:
        new = NewStaff("tonari", "隣 の席", PASSWORD, frozenset({Role.CLERK}), frozenset({"kaikei"}))
        create_account(session, new, by=None, now=world.clock()).must_change_password = False
    clerk = counter.a_clerk(world, "tonari", counter.SECOND)
    tablet = counter.a_tablet(world, clerk)
    counter.calls(clerk)
    gone = counter.a_phone(world, clerk)
    counter.receives(clerk, tablet, FUMI)
    phone = counter.a_phone(world, clerk)
    return clerk, [
        ("screen of another desk", tablet),
        ("phone of another visit", phone),
        ("screen of the visit before", gone),
    ]
