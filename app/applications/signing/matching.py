"""Is it the applicant's own card? What the certificate says of its holder, held against who is applying. Pure.

As the register writes and as people type differ: compared is what is left when writing has been folded. Where the card
has another character than the register (代替文字), any character may stand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from app.auth.jpki.profile import BirthDate, CardIdentity
from app.auth.sign_in import BasicFour
from app.japan.addresses import fold_address
from app.japan.names import fold_name
from app.japan.substituted import fits, marked

_HOUSE = re.compile(r"[-0-9]")


@dataclass(frozen=True)
class Claimed:
    """Who somebody says they are; None for what was not said. `room`: of the address, what many people leave out."""

    name: str | None = None
    born: date | None = None
    address: str | None = None
    room: str = ""

    @classmethod
    def by_card(cls, four: BasicFour) -> Self:
        """As the sign-in told it."""
        return cls(four.full_name, four.date_of_birth, four.address)

    @classmethod
    def in_form(cls, contact: Mapping[str, str], answers: Mapping[str, Any]) -> Self:
        """`contact`: role → question, as a procedure names them."""
        told = {role: answers.get(key) for role, key in contact.items()}
        name, address, born = told.get("name"), told.get("address") or {}, told.get("birth")
        parts = (address.get(part) or "" for part in ("prefecture", "city", "town", "block"))
        return cls(
            name=f"{name['family']}{name['given']}" if name else None,
            born=date.fromisoformat(born) if born else None,
            address="".join(parts) or None,
            room=address.get("building") or "",
        )


def differing(identity: CardIdentity, known: Claimed, written: Claimed) -> tuple[str, ...]:
    """name, birth, address: those that are somebody else's. `known` by the sign-in, `written` in the form.

    The address of the form counts where the sign-in told none: somebody may be about to move.
    """
    where = known if known.address is not None else written
    found = {
        "name": all(_is_name(identity, each.name) for each in (known, written)),
        "birth": all(_is_birth(identity.born, each.born) for each in (known, written)),
        "address": _is_address(identity, where),
    }
    return tuple(part for part, same in found.items() if not same)


def _is_name(identity: CardIdentity, name: str | None) -> bool:
    if name is None:
        return True
    on_card = fold_name(marked(identity.name, identity.name_substituted))
    return fits(on_card, fold_name(name))


def _is_birth(on_card: BirthDate, born: date | None) -> bool:
    """Of a date that is partly unknown, what is known."""
    if born is None:
        return True
    parts = ((on_card.year, born.year), (on_card.month, born.month), (on_card.day, born.day))
    return all(there in (0, here) for there, here in parts)


def _is_address(identity: CardIdentity, claimed: Claimed) -> bool:
    """With the building or without it, on either side: what follows the house names a room, and is no number of it."""
    if claimed.address is None:
        return True
    on_card = fold_address(marked(identity.address, identity.address_substituted))
    other = fold_address(claimed.address + claimed.room)
    both = min(len(on_card), len(other))
    rest = on_card[both:] or other[both:]
    return fits(on_card[:both], other[:both]) and not _HOUSE.match(rest)
