"""Tries at what opens something begun without a card: the number, from where it is typed."""

from app.auth.attempts import Try, remember_place, try_of
from app.auth.models import Scope
from app.web.visits import Visit


def folded(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def try_at(visit: Visit, code: str) -> Try:
    return try_of(visit.office.auth.keys.attempts, Scope.RECEIPT, folded(code), visit.address)


def give_out_here(visit: Visit, reference_number: str) -> None:
    """A 受付番号 is no secret: it opens only where it was given out, or where the 続きの番号 has opened it since."""
    remember_place(visit.session, try_at(visit, reference_number), now=visit.now)
