"""How a mandate comes about: the person offers it, or is asked for it; at the counter staff write it down."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import japan_date
from app.errors import Invalid
from app.japan.names import fold_name
from app.japan.periods import last_day
from app.mandates import codes, noting
from app.mandates.kinds import CHOSEN, COUNTER_ONLY, MandateArea, MandateDeed, MandateKind, MandateProof
from app.mandates.lifecycle import MandateAction, MandateState
from app.mandates.models import Mandate
from app.mandates.parties import Person, one_space
from app.mandates.queries import find_by_code
from app.municipality.town import Municipality
from app.notices.kinds import NoticeKind
from app.procedures.publication import list_published


@dataclass(frozen=True)
class Proxy:
    """The side that acts. `account_id` is None while nobody has taken it yet."""

    name: str = field(repr=False)
    account_id: UUID | None = None
    email: str | None = field(default=None, repr=False)
    office_name: str | None = None


@dataclass(frozen=True)
class Wanted:
    """What is entrusted, for how many months from today, and how the town knows of it.

    `is_told`: the person hears of it at the same address, by the message that has their code.
    """

    kind: MandateKind
    areas: frozenset[MandateArea]
    deeds: frozenset[MandateDeed]
    months: int
    email: str | None = field(default=None, repr=False)
    proof: MandateProof | None = None
    proof_note: str | None = field(default=None, repr=False)
    registered_by: UUID | None = None
    language: str = "ja"
    is_told: bool = False


class CodeRefused(Invalid):
    """The same for a wrong code, an old one, and the right one in other hands."""

    message = "番号かお名前が合っていません。番号をもう一度確かめてください。"


def offer(
    session: Session, person: Person, proxy: Proxy, wanted: Wanted, town: Municipality, *, now: datetime
) -> tuple[Mandate, str]:
    """By the person signed in, or by staff who saw them. The code is shown once and handed on."""
    if wanted.kind in COUNTER_ONLY and wanted.registered_by is None:
        raise Invalid
    mandate, code = _new(session, person, proxy, wanted, town, now), codes.new_code()
    mandate.state = MandateState.OFFERED
    mandate.code_hash, mandate.code_until = codes.code_hash(code), now + codes.HOLDS_FOR
    session.add(mandate)
    session.flush()
    by = ("staff", wanted.registered_by) if wanted.registered_by else ("resident", mandate.grantor_id)
    noting.note(session, mandate, "offer_mandate", by, now)
    noting.tell(session, mandate, NoticeKind.MANDATE_ASKED, mandate.grantor_email, now=now)
    return mandate, code


def request(
    session: Session, person: Person, proxy: Proxy, wanted: Wanted, town: Municipality, *, now: datetime
) -> Mandate:
    """By the proxy: nothing can be done with it before the person has approved."""
    if wanted.kind in COUNTER_ONLY or proxy.account_id is None:
        raise Invalid
    mandate = _new(session, person, proxy, wanted, town, now)
    mandate.state = MandateState.REQUESTED
    session.add(mandate)
    session.flush()
    noting.note(session, mandate, "request_mandate", ("resident", proxy.account_id), now)
    if not wanted.is_told:
        noting.tell(session, mandate, NoticeKind.MANDATE_ASKED, mandate.grantor_email, now=now)
    return mandate


def accept(session: Session, code: str, proxy: Proxy, person: Person, *, now: datetime) -> Mandate:
    """Takes what was offered. `person` is the proxy as a person: nobody acts for themselves.

    Raises CodeRefused unless the name on the card is the one the person wrote: a code that was lost helps nobody.
    """
    mandate = find_by_code(session, codes.code_hash(code), now)
    if mandate is None or mandate.grantor_digest == person.digest or proxy.account_id is None:
        raise CodeRefused
    if fold_name(mandate.proxy_name) != fold_name(proxy.name):
        raise CodeRefused
    mandate.proxy_id, mandate.proxy_email = proxy.account_id, proxy.email
    mandate.proxy_name = one_space(proxy.name)
    mandate.perform(MandateAction.ACCEPT, now)
    noting.note(session, mandate, "accept_mandate", ("resident", proxy.account_id), now)
    noting.tell_both(session, mandate, NoticeKind.MANDATE_APPROVED, now=now)
    return mandate


def approve(
    session: Session, mandate: Mandate, proof: MandateProof, by: tuple[str, UUID | None], *, now: datetime
) -> None:
    """By the person, signed in, or by staff who saw them. Raises MandateMovedOn."""
    mandate.perform(MandateAction.APPROVE, now)
    mandate.proof = proof
    noting.note(session, mandate, "approve_mandate", by, now)
    noting.tell_both(session, mandate, NoticeKind.MANDATE_APPROVED, now=now)


def _new(
    session: Session, person: Person, proxy: Proxy, wanted: Wanted, town: Municipality, now: datetime
) -> Mandate:
    _check(wanted, town)
    today = japan_date(now)
    return Mandate(
        kind=wanted.kind,
        grantor_digest=person.digest,
        grantor_id=person.account_id,
        person_key=person.person_key,
        grantor_name=one_space(person.name),
        grantor_email=wanted.email,
        name_folded=fold_name(person.name)[:200],
        proxy_id=proxy.account_id,
        proxy_name=one_space(proxy.name),
        proxy_email=proxy.email,
        office_name=proxy.office_name,
        areas=sorted(wanted.areas),
        deeds=sorted(wanted.deeds),
        sections=sorted(sections_of(session, wanted.areas, town)),
        since=today,
        until=last_day(today, months=wanted.months),
        proof=wanted.proof,
        proof_note=wanted.proof_note,
        registered_by=wanted.registered_by,
        language=wanted.language,
        begun_at=now,
    )


def _check(wanted: Wanted, town: Municipality) -> None:
    """What no page offers: pages say it at the box."""
    if wanted.kind not in CHOSEN or not wanted.areas or not wanted.deeds:
        raise Invalid
    if not 1 <= wanted.months <= town.longest_mandate_months:
        raise Invalid


def sections_of(session: Session, areas: frozenset[MandateArea], town: Municipality) -> set[str]:
    """The sections that answer for procedures of these areas: whose staff may look after it."""
    return {
        town.offering_of(key).section
        for key, procedure in list_published(session).items()
        if procedure.category in areas and key in town.offerings
    }
