"""Mandates of the demo town: a daughter, a care manager with two clients, and one that was taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.models import Actor
from app.mandates import ending
from app.mandates.granting import Proxy, Wanted, accept, offer
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind, MandateProof
from app.mandates.parties import Person, person_in_register
from app.web.office import Office

KEYAKI = "けやき居宅介護支援事業所"
FILING = frozenset({MandateDeed.PREFILL, MandateDeed.FILE, MandateDeed.CORRECT})
OwnerOf = Callable[[Session, str], Actor]


@dataclass(frozen=True)
class Entrusted:
    """`person` and `proxy` are keys of the rehearsal register; `at_counter`: from a paper that staff have seen."""

    person: str
    proxy: str
    kind: MandateKind = MandateKind.FAMILY
    deeds: frozenset[MandateDeed] = FILING
    office_name: str | None = None
    at_counter: bool = False
    taken_back: bool = False


ENTRUSTED = (
    Entrusted("hara_shizue", "hara_yuki", deeds=FILING | {MandateDeed.DECISIONS}),
    Entrusted("nakagawa_kiyo", "katsuragi_yui", MandateKind.CARE_OFFICE, FILING, KEYAKI, at_counter=True),
    Entrusted("murakami_toshiko", "katsuragi_yui", MandateKind.CARE_OFFICE, FILING, KEYAKI, at_counter=True),
    Entrusted("yamazaki_haru", "takahashi_yumiko", taken_back=True),
)


def entrust(office: Office, clerk_id: UUID, owner_of: OwnerOf) -> None:
    for story in ENTRUSTED:
        with office.database.write() as session:
            _tell(session, office, story, clerk_id, owner_of)


def _tell(session: Session, office: Office, story: Entrusted, clerk_id: UUID, owner_of: OwnerOf) -> None:
    now = office.clock() - timedelta(days=2)
    account = owner_of(session, story.proxy)
    person, proxy = _person(office, story.person), _person(office, story.proxy)
    wanted = Wanted(
        story.kind,
        frozenset({MandateArea.CARE}),
        story.deeds,
        months=12,
        proof=MandateProof.POWER_OF_ATTORNEY if story.at_counter else MandateProof.OWN_SIGN_IN,
        registered_by=clerk_id if story.at_counter else None,
    )
    acting = Proxy(proxy.name, account.id, office_name=story.office_name)
    offered, code = offer(session, person, acting, wanted, office.town, now=now)
    offered.grantor_id = owner_of(session, story.person).id
    mandate = accept(session, code, acting, proxy, now=now)
    if story.taken_back:
        ending.revoke(session, mandate, ("resident", offered.grantor_id), now=now + timedelta(days=1))


def _person(office: Office, key: str) -> Person:
    facts = office.doors.prefill.facts_about(key)
    name = f"{facts.value_of('person.family_name')} {facts.value_of('person.given_name')}"
    return person_in_register(office.auth.keys, key, name)
