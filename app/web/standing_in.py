"""A session that acts for somebody else: whether it still may, asked of the mandate in every request."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.auth.identity import Acting, Resident
from app.auth.visitors import Visit as Entered
from app.errors import Conflict
from app.mandates.models import Mandate
from app.mandates.queries import find_mandate, lock_mandate
from app.mandates.rules import holds
from app.web.visits import Visit


class MandateEnded(Conflict):
    """Nothing was written: what was asked for was somebody else's, and whoever asks is only themselves now."""

    message = "この方の代わりに手続をすることは、もうできません。何も保存していません。"


def stand_in(visit: Visit, session: Session, *, writes: bool) -> None:
    """One statement for sessions that act, none for others. Where it has ended, the session is `lapsed`: it belongs
    to the account alone, so that forms drawn for the other person are those of somebody else.

    Whoever writes holds the mandate until the commit: a revocation comes wholly before it, or wholly after.
    """
    mandate_id, resident = visit.entered.mandate_id, visit.who
    if mandate_id is None or not isinstance(resident, Resident):
        return
    mandate = (lock_mandate if writes else find_mandate)(session, mandate_id)
    if mandate is None or mandate.proxy_id != resident.id or not holds(mandate.power, visit.now):
        visit.lapsed = True
        return
    visit.who = replace(resident, acting=acting_under(mandate))
    visit.entered = _drawn_for(visit.entered, mandate)


def acting_under(mandate: Mandate) -> Acting:
    return Acting(mandate.id, mandate.grantor_name, frozenset(mandate.areas), frozenset(mandate.deeds))


def _drawn_for(entered: Entered, mandate: Mandate) -> Entered:
    """Forms and kept words are the mandate's, never the proxy's own; what the card told is the proxy's."""
    holder = replace(entered.holder, subject_id=mandate.id) if entered.holder else None
    return replace(entered, holder=holder, basic_four=None, proxy_four=entered.basic_four)
