"""Everybody who might knock at a door that is not theirs, and what stands behind those doors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event

from app.applications.lifecycle import State
from app.applications.models import ActorKind, Application
from app.auth.identity import Role
from app.auth.models import SessionKind
from app.auth.permissions import PERMISSIONS
from app.auth.sessions import end, find_session, open_session
from app.auth.staff_accounts import NewStaff, create_account
from app.database import new_id
from tests import make
from tests.hostile.counters import colleague_at_another_desk
from tests.hostile.furnished import NAME, PIN, WHO, Furnished
from tests.hostile.proxies import sessions_of_proxies
from tests.hostile.routes import Address
from tests.make import as_sure
from tests.people import Clerk, Resident, Visitor
from tests.scenarios import disaster
from tests.world import PASSWORD, World

GUEST_PHONE = "090-0000-7778"
# What only its owner and the section may read; the 受付番号 stands in the address itself.
CANARIES = (
    *(*NAME.split(), "ミズノ", "湊", "若葉台", "みどり野ハイツ", "090-0000-0101", "yoko.mizuno"),
    *("たいせつなことば", "床.jpg", "ヤマカワ", "７７番地", "77番地", GUEST_PHONE, "直してください。</"),
)
# A husband's own pages have the same name and the same address on them.
SHARED = frozenset({NAME.split()[0], "ミズノ", "若葉台", "みどり野ハイツ"})


@dataclass(frozen=True)
class Knocker:
    """`roles` and `sections` are those of staff; a `key` is a living session of somebody else than the owner.

    `has_lapsed`: it was opened to act for the owner, and may not any more.
    """

    name: str
    visitor: Visitor
    has_key: bool = False
    roles: frozenset[Role] = frozenset()
    sections: frozenset[str] = frozenset()
    is_staff: bool = False
    own_words: frozenset[str] = frozenset()
    has_lapsed: bool = False
    is_guest: bool = False

    def may_enter(self, address: Address) -> bool:
        permit = address.policy.permit
        return permit is None or any(permit in PERMISSIONS[role] for role in self.roles)


@dataclass
class Street:
    """`cases`: the owner's, one in each state; `guest` has a case and a draft of their own, begun without a card."""

    furnished: Furnished
    cases: dict[State, tuple[UUID, str]]
    guest: Resident
    guest_number: str
    knockers: list[Knocker] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.furnished.world

    def close(self) -> None:
        for each in (self.guest, *(knocker.visitor for knocker in self.knockers)):
            each.close()

    def doors(self, address: Address, *, all_states: bool = False) -> Iterator[str]:
        """The address with each thing of the owner's and of the guest's in it."""
        yield self.furnished.fill(address)
        numbers = [self.guest_number, *(number for _, number in self.cases.values() if number and all_states)]
        if {"number", "reference_number"} & set(address.places):
            fill = self.furnished.fill(address).split("/")
            at = fill.index(next(part for part in fill if part.startswith(("26-", "R"))))
            yield from ("/".join([*fill[:at], number, *fill[at + 1 :]]) for number in numbers)
        if "application_id" in address.places and all_states:
            for case_id, _number in self.cases.values():
                yield self.furnished.fill(address).replace(self.furnished.draft_id, str(case_id))


def furnish_street(furnished: Furnished) -> Street:
    world = furnished.world
    guest = Resident(world.url)
    number = disaster.arrive(guest, GUEST_PHONE)
    owner_id = owner_of(furnished)
    street = Street(furnished, cases_in_every_state(world, owner_id), guest, number)
    street.knockers = [*without_a_key(world, owner_id), *residents(world), *proxies(world), *staff(world)]
    street.knockers += at_counters(world)
    return street


def owner_of(furnished: Furnished) -> UUID:
    with furnished.world.office.database.read() as session:
        return session.get_one(Application, UUID(furnished.draft_id)).owner_id


def cases_in_every_state(world: World, owner_id: UUID) -> dict[State, tuple[UUID, str]]:
    made = {}
    by, town = as_sure(ActorKind.RESIDENT, owner_id), world.office.town
    for state in State:
        with world.office.database.write() as session:
            case = make.a_case(session, state, by=by, town=town, now=world.clock())
            session.flush()
            made[state] = (case.application.id, case.application.reference_number or "")
    return made


def without_a_key(world: World, owner_id: UUID) -> list[Knocker]:
    """Nobody at all, somebody signed out, somebody who came back too late, and the session before this one."""
    signed_out, earlier = Resident(world.url), Resident(world.url)
    signed_out.signs_in(WHO, PIN)
    token = signed_out.client.cookies["sid"]
    signed_out.sends("サインアウト")
    signed_out.client.cookies.set("sid", token)
    earlier.signs_in(WHO, PIN)
    stale = earlier.client.cookies["sid"]
    earlier.client.cookies.set("sid", end_and_return(world, stale))
    return [
        Knocker("anonymous", Resident(world.url)),
        Knocker("signed out", signed_out),
        Knocker("expired", expired(world, owner_id, 61)),
        Knocker("a kiosk left alone", expired(world, owner_id, 4, shared_terminal=True)),
        Knocker("ended elsewhere", earlier),
    ]


def at_counters(world: World) -> list[Knocker]:
    clerk, screens = colleague_at_another_desk(world)
    roles, sections = frozenset({Role.CLERK}), frozenset({"kaikei"})
    at_desk = Knocker("clerk of another desk", clerk, True, roles=roles, sections=sections, is_staff=True)
    return [at_desk, *(Knocker(name, visitor) for name, visitor in screens)]


def end_and_return(world: World, token: str) -> str:
    with world.office.database.write() as session:
        found = find_session(session, token, settings=world.office.auth, now=world.clock())
        assert found is not None
        end(found, now=world.clock())
    return token


def expired(world: World, owner_id: UUID, minutes: int, *, shared_terminal: bool = False) -> Resident:
    long_ago = world.clock() - timedelta(minutes=minutes)
    with world.office.database.write() as session:
        opened = open_session(
            session, SessionKind.RESIDENT, owner_id, now=long_ago, shared_terminal=shared_terminal
        )
    return with_cookie(world, opened.token)


def with_cookie(world: World, token: str) -> Resident:
    visitor = Resident(world.url)
    visitor.client.cookies.set("sid", token)
    return visitor


def residents(world: World) -> list[Knocker]:
    """A neighbour, the husband in the same household, the next at a kiosk, and a guest with another receipt in hand."""
    neighbour, husband = Resident(world.url), Resident(world.url)
    neighbour.signs_in("inoue_fumi", "2001")
    husband.signs_in("mizuno_ken", "1102")
    with world.office.database.write() as session:
        own = make.a_case(session, State.ARRIVED, make.DISASTER, None, by=make.a_guest(), now=world.clock())
        session.flush()
        extra = {"cases": [str(own.application.id)]}
        opened = open_session(session, SessionKind.GUEST, new_id(), now=world.clock(), extra=extra)
    other_guest = with_cookie(world, opened.token)
    return [
        Knocker("neighbour", neighbour, has_key=True),
        Knocker("husband", husband, has_key=True, own_words=SHARED),
        Knocker("next at the kiosk", next_at_the_kiosk(world), has_key=True),
        Knocker("guest with another receipt", other_guest, has_key=True, is_guest=True),
    ]


def next_at_the_kiosk(world: World) -> Resident:
    """In the browser in which the owner was a moment ago."""
    kiosk = Resident(world.url)
    kiosk.opens("/terminal")
    kiosk.sends("みんなで使う端末にする")
    kiosk.signs_in(WHO, PIN)
    kiosk.opens("/my")
    kiosk.sends("サインアウト")
    kiosk.signs_in("inoue_fumi", "2001")
    return kiosk


def proxies(world: World) -> list[Knocker]:
    """Who acts for the owner, or did, or wants to: the owner's own cases are none of theirs, whatever they may do.

    The name of whoever has entrusted them is on their own pages.
    """
    words = frozenset(NAME.split())
    return [
        Knocker(name, visitor, has_key=True, own_words=words, has_lapsed=has_lapsed)
        for name, visitor, has_lapsed in sessions_of_proxies(world)
    ]


DUTIES: dict[str, tuple[frozenset[Role], frozenset[str]]] = {
    "another section": (frozenset({Role.CLERK, Role.APPROVER}), frozenset({"kaikei"})),
    "no section": (frozenset({Role.CLERK, Role.APPROVER}), frozenset()),
    "administrator": (frozenset({Role.ADMIN}), frozenset({"kosodate", "jumin", "bosai"})),
    "auditor": (frozenset({Role.AUDITOR}), frozenset({"kosodate", "jumin", "bosai"})),
    "no role": (frozenset(), frozenset({"kosodate", "jumin", "bosai"})),
}


def staff(world: World) -> list[Knocker]:
    found = []
    for index, (name, (roles, sections)) in enumerate(DUTIES.items()):
        with world.office.database.write() as session:
            new = NewStaff(f"knock{index}", f"職員 {index}番", PASSWORD, roles or {Role.CLERK}, sections)
            account = create_account(session, new, by=None, now=world.clock())
            account.must_change_password, account.roles = False, sorted(roles)
        clerk = Clerk(world.url)
        clerk.signs_in(f"knock{index}", PASSWORD)
        found.append(Knocker(name, clerk, has_key=True, roles=roles, sections=sections, is_staff=True))
    return found


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Every statement meanwhile, without its values."""
    said: list[str] = []

    def note(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(world.office.database.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(world.office.database.engine, "before_cursor_execute", note)


def leaks(answer: Any, own_words: frozenset[str] = frozenset()) -> list[str]:
    """Canaries in whatever was sent back: the page, its headers, where it leads."""
    said = answer.text + " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return [word for word in CANARIES if word in said and word not in own_words]
