"""Whose application is about to begin: one's own, or that of the person one acts for, as far as the mandate says."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.auth.identity import Resident
from app.auth.models import ResidentAccount
from app.clock import japan_date
from app.errors import Forbidden, NotFound, Unavailable
from app.mandates.ending import shield
from app.mandates.household import minors_of
from app.mandates.kinds import MandateDeed, MandateKind
from app.mandates.models import Mandate
from app.mandates.queries import find_mandate, list_living_of, lock_mandate
from app.mandates.rules import may_act
from app.mandates.telling import is_shielded, told_to_proxy
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.procedures.definition import Procedure
from app.web.standing_in import MandateEnded
from app.web.visits import Visit


class NotEntrusted(Forbidden):
    message = "この手続は、たのまれていません。たのまれた手続を選んでください。"


@dataclass(frozen=True)
class Subject:
    """`person_key`: of the person it is for; `own_key`: of whoever fills it in. `mandate` is None for oneself."""

    person_key: str | None = field(repr=False)
    own_key: str | None = field(repr=False)
    mandate: Mandate | None = None


def subject_of(visit: Visit, procedure: Procedure) -> Subject:
    """Raises MandateEnded, and NotEntrusted for a procedure outside the scope."""
    if visit.lapsed:
        raise MandateEnded
    if not isinstance(visit.who, Resident):
        return Subject(None, None)
    own_key = person_key_of(visit.session, visit.who)
    if visit.who.acting is None:
        return Subject(own_key, own_key)
    mandate = find_mandate(visit.session, visit.who.acting.mandate_id)
    if mandate is None or not may_act(mandate.power, MandateDeed.FILE, procedure.category, visit.now):
        raise NotEntrusted
    visit.session.expunge(mandate)  # it is read on, outside of the transaction
    return Subject(mandate.person_key, own_key, mandate)


def person_key_of(session: Session, resident: Resident) -> str | None:
    account = session.get(ResidentAccount, resident.id)
    return account.person_key if account else None


def facts_for(visit: Visit, subject: Subject) -> Facts:
    """Asks the register, outside of any transaction. Raises MandateEnded for whoever may not be found."""
    prefill, mandate = visit.office.doors.prefill, subject.mandate
    if subject.person_key is None:
        return NOTHING_KNOWN
    if mandate is None:
        return prefill.facts_about(subject.person_key)
    facts = shown_to_proxy(visit, mandate)
    if mandate.kind is MandateKind.PARENT and not _is_still_child(visit, subject):
        raise MandateEnded
    may_know = MandateDeed.PREFILL in mandate.deeds
    return told_to_proxy(facts, mandate.kind, subject.person_key) if may_know else NOTHING_KNOWN


def shown_to_proxy(visit: Visit, mandate: Mandate) -> Facts:
    """What the register says of the person. Under protection every mandate ends here, and nobody is told why.

    Raises MandateEnded, and Unavailable while the register cannot say whether there is protection.
    """
    if mandate.person_key is None:
        return NOTHING_KNOWN
    facts = visit.office.doors.prefill.facts_about(mandate.person_key)
    if facts.unavailable:
        raise Unavailable
    if is_shielded(facts):
        with visit.transaction() as session:
            for each in list_living_of(session, mandate.grantor_digest):
                shield(session, each, now=visit.now)
        raise MandateEnded
    return facts


def still_may(
    session: Session, visit: Visit, procedure: Procedure, deed: MandateDeed = MandateDeed.FILE
) -> None:
    """In the transaction that begins or sends it: a revocation that came meanwhile was first."""
    if visit.acting is None:
        return
    mandate = lock_mandate(session, visit.acting.mandate_id)
    if mandate is None or not may_act(mandate.power, deed, procedure.category, visit.now):
        raise MandateEnded


def own_account(visit: Visit) -> ResidentAccount:
    """Of whoever is signed in, for pages that are theirs alone: nobody hands on what they were entrusted with."""
    account = None if visit.acting else visit.session.get(ResidentAccount, visit.resident.id)
    if account is None:
        raise NotFound
    return account


def _is_still_child(visit: Visit, subject: Subject) -> bool:
    if subject.own_key is None:
        return False
    household = visit.office.doors.prefill.household_of(subject.own_key)
    minors = minors_of(household, subject.own_key, japan_date(visit.now))
    return any(member.key == subject.person_key for member in minors)
