"""Where somebody who is asked can be reached: addresses of their own, as the town knows them. None is typed here."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.auth.contact_models import ContactKind
from app.auth.contact_queries import list_proven
from app.mandates.code_queries import list_accounts_of
from app.mandates.own_addresses import OwnAddress, addresses_in, own_address
from app.mandates.telling import is_shielded
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.web.resident.on_behalf import own_account
from app.web.visits import Visit


def code_address(visit: Visit, facts: Facts, digest: str, typed: str | None) -> OwnAddress | None:
    """`facts` and `digest` are of the person; `typed` is the mail of the proxy, who is written to there.

    None under protection, in the silence of the register, and where only the proxy would read it.
    """
    if is_shielded(facts):
        return None
    with visit.office.database.read() as session:
        visit.opened = session
        me = own_account(visit)
        own_key = me.person_key
        proven = [each for account in list_accounts_of(session, digest) for each in _proven(session, account)]
        mine = _proven(session, me.id)
        visit.opened = None
    if typed:
        mine.append(OwnAddress(ContactKind.EMAIL, typed))
    about_me = visit.office.doors.prefill.facts_about(own_key) if own_key else NOTHING_KNOWN
    mine += addresses_in(about_me)
    return own_address(facts, proven, mine, sends_sms=visit.office.doors.sms.is_offered)


def _proven(session: Session, account_id: UUID) -> list[OwnAddress]:
    return [OwnAddress(each.kind, each.target) for each in list_proven(session, account_id)]
