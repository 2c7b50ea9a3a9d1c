"""How sure we must be of somebody before something of theirs arrives: the one rule, pure."""

from typing import Protocol

from app.auth.identity import Assurance


class Assured(Protocol):
    """Whoever acts: a guest, a resident, or the hand that is written down for them."""

    @property
    def assurance(self) -> Assurance: ...


def enough(needed: Assurance, who: Assured, *, has_papers: bool = False) -> bool:
    """`has_papers`: photos of papers stand for the card, for somebody who can be reached; never for a signature."""
    if has_papers and needed <= Assurance.AUTHENTICATED:
        return who.assurance >= min(needed, Assurance.CONTACT)
    return who.assurance >= needed
