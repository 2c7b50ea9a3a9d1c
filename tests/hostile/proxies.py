"""Mandates of the owner in every condition, and whoever holds them: in a session that acts, and in one that does not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.auth.identity import Assurance
from app.auth.models import ResidentAccount, SessionKind
from app.auth.sessions import open_session
from app.clock import japan_date
from app.database import new_id
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind, MandateProof
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from app.mandates.parties import person_in_register
from tests.people import Resident
from tests.world import World

OWNER, NAME = "mizuno_yoko", "水野 陽子"
NEIGHBOUR = "inoue_fumi"
ALL_SECTIONS = ["bosai", "hoiku", "jumin", "kaigo", "kosodate"]


def an_account(world: World) -> UUID:
    """Somebody whom the register does not know."""
    with world.office.database.write() as session:
        account = ResidentAccount(method="x", subject_key=new_id().hex * 2, created_at=world.clock())
        session.add(account)
        session.flush()
        return account.id


def a_mandate(
    world: World,
    proxy_id: UUID | None,
    person: str = OWNER,
    *,
    name: str = NAME,
    grantor_id: UUID | None = None,
    **more: Any,
) -> UUID:
    """Approved and in force for everything, unless said otherwise."""
    today, who = japan_date(world.clock()), person_in_register(world.office.auth.keys, person)
    made: dict[str, Any] = {
        "kind": MandateKind.FAMILY,
        "state": MandateState.APPROVED,
        "areas": sorted(MandateArea),
        "deeds": sorted(MandateDeed),
        "sections": ALL_SECTIONS,
        "since": today - timedelta(days=30),
        "until": today + timedelta(days=30),
        "proof": MandateProof.OWN_SIGN_IN,
        **more,
    }
    with world.office.database.write() as session:
        mandate = Mandate(
            grantor_digest=who.digest,
            grantor_id=grantor_id,
            person_key=person,
            grantor_name=name,
            name_folded=name.replace(" ", ""),
            proxy_id=proxy_id,
            proxy_name="代理 する人",
            begun_at=world.clock(),
            **made,
        )
        session.add(mandate)
        session.flush()
        return mandate.id


def a_session(world: World, account_id: UUID, mandate_id: UUID | None = None) -> Resident:
    """A browser of that account, which acts under the mandate, or for itself."""
    extra = {"display_name": "代理　する人", "assurance": Assurance.AUTHENTICATED}
    if mandate_id is not None:
        extra["mandate"] = str(mandate_id)
    with world.office.database.write() as session:
        opened = open_session(session, SessionKind.RESIDENT, account_id, now=world.clock(), extra=extra)
    visitor = Resident(world.url)
    visitor.client.cookies.set("sid", opened.token)
    return visitor


def conditions(world: World) -> dict[str, dict[str, Any]]:
    """Name → what is different from a mandate in force."""
    yesterday = japan_date(world.clock()) - timedelta(days=1)
    return {
        "proxy in scope": {},
        "proxy out of scope": {"areas": [MandateArea.EDUCATION], "deeds": [MandateDeed.FILE]},
        "proxy expired": {"until": yesterday},
        "proxy revoked": {"state": MandateState.REVOKED},
        "proxy not approved": {"state": MandateState.REQUESTED},
        "former household member": {"kind": MandateKind.PARENT, "until": yesterday},
    }


def sessions_of_proxies(world: World) -> Iterator[tuple[str, Resident, bool]]:
    """Name, browser, and whether its mandate has ended (or never begun) under it."""
    for name, changes in conditions(world).items():
        proxy_id = an_account(world)
        mandate_id = a_mandate(world, proxy_id, **changes)
        yield (
            name,
            a_session(world, proxy_id, mandate_id),
            name not in {"proxy in scope", "proxy out of scope"},
        )
        yield f"{name}, as oneself", a_session(world, proxy_id), False
    proxy_id = an_account(world)
    other = a_mandate(world, proxy_id, NEIGHBOUR, name="井上 フミ")
    yield "proxy of another person", a_session(world, proxy_id, other), False
