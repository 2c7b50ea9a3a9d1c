"""The ledger of the child allowance → the children a recipient may be shown."""

from collections.abc import Iterator

from app.prefill.facts import Plain
from app.prefill.register_file import (
    LedgerChild,
    LedgerStudent,
    RegisteredHousehold,
    RegisteredPerson,
    RegisterFile,
)
from app.prefill.sources import Source
from app.prefill.telling import identity_of, without_nothing

_Row = dict[str, Plain]


def allowance_of(
    register: RegisterFile, person: RegisteredPerson, home: RegisteredHousehold
) -> Iterator[tuple[str, Plain, Source]]:
    """Nothing for who receives none."""
    entry = person.child_allowance
    if entry is None:
        return
    source = Source.CHILD_ALLOWANCE_LEDGER
    yield "child_allowance.recipient_number", entry.recipient_number, source
    yield "child_allowance.children", [_told_of(register, home, each) for each in entry.children], source
    yield "child_allowance.students", [_told_of(register, home, each) for each in entry.students], source


def _told_of(register: RegisterFile, home: RegisteredHousehold, entry: LedgerChild) -> _Row:
    child, house = register.persons()[entry.person]
    told: _Row = {"key": child.key, **without_nothing(identity_of(child))}
    told |= {"relationship_to_applicant": entry.relationship, **_where(child, house, home)}
    if isinstance(entry, LedgerStudent):
        told |= {"occupation": entry.occupation, "school": entry.school or ""}
    return told


def _where(child: RegisteredPerson, house: RegisteredHousehold, home: RegisteredHousehold) -> _Row:
    if house.key == home.key:
        return {"cohabit": "together", "univ_cohabit": "together"}
    if house.protected:
        return {}  # even "still in this town" would help somebody to find them
    here = home.persons[0].address
    is_in_town = (child.address.prefecture, child.address.city) == (here.prefecture, here.city)
    return {
        "cohabit": "apart_in_town" if is_in_town else "apart",
        "univ_cohabit": "apart",
        "address": without_nothing(child.address.model_dump()),
    }
