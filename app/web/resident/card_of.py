"""Whose card signed: the applicant's own, or that of whoever acts for them."""

from collections.abc import Mapping

from app.applications.signing.matching import Claimed, differing
from app.auth.jpki.profile import CardIdentity
from app.auth.signing import NotSigned, Unsigned
from app.web.resident.cases import Case

_PARTS = ("name", "birth", "address")


def require_own_card(case: Case, identity: CardIdentity, answers: Mapping[str, object]) -> None:
    """Raises NotSigned. Who acts for somebody else signs as themselves: the form names another person."""
    if case.visit.acting is not None:
        if parts := _not_the_proxys(case, identity):
            raise NotSigned(Unsigned.NOT_THE_PROXY, ",".join(parts))
        return
    four = case.visit.entered.basic_four
    known = Claimed.by_card(four) if four else Claimed()
    if parts := differing(identity, known, Claimed.in_form(case.procedure.contact, answers)):
        raise NotSigned(Unsigned.ANOTHER_PERSON, ",".join(parts))


def _not_the_proxys(case: Case, identity: CardIdentity) -> tuple[str, ...]:
    """No form fills in what the sign-in did not tell: what is not known is somebody else's."""
    four = case.visit.entered.proxy_four
    if four is None or not (four.full_name and four.date_of_birth and four.address):
        return _PARTS
    return differing(identity, Claimed.by_card(four), Claimed())
