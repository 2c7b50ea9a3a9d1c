"""親権者: a parent and their child, whom the register shows in one household; renewed each time it is asked."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import japan_date
from app.japan.ages import age_reached_on
from app.mandates import noting
from app.mandates.household import OF_AGE
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind, MandateProof
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from app.mandates.parties import Person, one_space
from app.mandates.queries import find_parental

# The register is asked again on the next day at the latest: who has moved out, or may not be found, is no longer in it.
HOLDS_FOR = timedelta(days=1)


def act_for_child(
    session: Session, parent_id: UUID, parent_name: str, child: Person, born: date, *, now: datetime
) -> Mandate:
    """One for each pair, so that a draft of yesterday is there today. The caller has asked the register just now."""
    today = japan_date(now)
    mandate = find_parental(session, parent_id, child.digest)
    if mandate is None:
        mandate = Mandate(
            kind=MandateKind.PARENT,
            state=MandateState.APPROVED,
            grantor_digest=child.digest,
            person_key=child.person_key,
            grantor_name=one_space(child.name),
            name_folded="",
            proxy_id=parent_id,
            proxy_name=one_space(parent_name),
            areas=sorted(MandateArea),
            deeds=sorted(MandateDeed),
            sections=[],
            since=today,
            until=today,
            proof=MandateProof.RESIDENT_REGISTER,
            begun_at=now,
            approved_at=now,
        )
        session.add(mandate)
        session.flush()
        noting.note(session, mandate, "offer_mandate", ("system", None), now)
    # On the day on which somebody is 18 they act for themselves.
    mandate.until = min(today + HOLDS_FOR, age_reached_on(born, OF_AGE) - timedelta(days=1))
    return mandate
