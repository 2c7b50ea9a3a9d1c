"""The household and the resident register → the spouse, the house, and where somebody came from."""

from collections.abc import Iterator

from app.japan.relationships import relation_to
from app.prefill.facts import Plain
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson, RegisterFile
from app.prefill.sources import Source
from app.prefill.telling import identity_of, record_of

_Known = Iterator[tuple[str, Plain | None, Source]]
_NOT_OF_SPOUSES = ("alias", "sex")


def spouse_of(register: RegisterFile, person: RegisteredPerson, home: RegisteredHousehold) -> _Known:
    """Never across protection, on whichever side: not even whether there is one."""
    if home.protected:
        return
    found = _find_spouse(register, person, home)
    if found is not None and not found[1].protected:
        told = _told_of(found[0], is_elsewhere=found[1].key != home.key)
        yield from ((f"spouse.{name}", value, record_of(home)) for name, value in told.items())
    elif person.spouse is False:
        yield "spouse.exists", False, Source.RESIDENT_REGISTER


def _told_of(spouse: RegisteredPerson, *, is_elsewhere: bool) -> dict[str, Plain | None]:
    told = {name: value for name, value in identity_of(spouse).items() if name not in _NOT_OF_SPOUSES}
    if is_elsewhere:
        address = spouse.address.model_dump()
        return {"exists": True, **told, **{f"address.{part}": value for part, value in address.items()}}
    return {"exists": True, **told, **_move_of(spouse)}


def _move_of(spouse: RegisteredPerson) -> dict[str, Plain | None]:
    """Of somebody at the same address, who came there as openly as the person asked about."""
    moved = spouse.moved_in
    if moved is None:
        return {}
    former = moved.previous.model_dump() if moved.previous else {}
    return {
        "moved_in_on": moved.day.isoformat(),
        "has_moved_from_abroad": moved.previous is None,
        **{f"previous_address.{part}": value for part, value in former.items()},
    }


def _find_spouse(
    register: RegisterFile, person: RegisteredPerson, home: RegisteredHousehold
) -> tuple[RegisteredPerson, RegisteredHousehold] | None:
    """Whom the register names, else the 妻 or 夫 of the head for the head, and the other way round."""
    if person.spouse:
        return register.persons()[person.spouse]
    found = spouse_at_home(person, home)
    return (found, home) if found else None


def spouse_at_home(person: RegisteredPerson, home: RegisteredHousehold) -> RegisteredPerson | None:
    """Of those who live here; None says nothing about who lives elsewhere."""
    couple = {"世帯主", "妻", "夫"}
    for other in home.persons:
        mine, theirs = person.relationship_to_head, other.relationship_to_head
        is_couple = {mine, theirs} <= couple and relation_to(mine, theirs) == "spouse"
        if is_couple or (person.spouse and other.key == person.spouse):
            return other
    return None


def moves_of(person: RegisteredPerson, home: RegisteredHousehold) -> _Known:
    """Where somebody came from leads back to whom they left."""
    if home.protected:
        return
    source = record_of(home)
    head = next((each for each in home.persons if each.relationship_to_head == "世帯主"), None)
    if head and head.moved_in:
        yield "household.moved_in_on", head.moved_in.day.isoformat(), source
    if (moved := person.moved_in) is None:
        return
    yield "person.moved_in_on", moved.day.isoformat(), source
    left = moved.planned_move_out_on
    yield "person.planned_move_out_on", left.isoformat() if left else None, source
    yield "person.has_moved_from_abroad", moved.previous is None, source
    for part, value in (moved.previous.model_dump() if moved.previous else {}).items():
        yield f"person.previous_address.{part}", value, source


def house_of(home: RegisteredHousehold) -> _Known:
    if home.protected or home.house is None:
        return
    for name, value in home.house.model_dump().items():
        yield f"house.{name}", value, Source.PROPERTY_LEDGER


def public_account_of(person: RegisteredPerson) -> _Known:
    """Only whether there is one: which it is, the offices ask elsewhere when they pay (公金受取口座登録法)."""
    yield "bank.public_account_registered", person.public_account_registered, Source.PUBLIC_ACCOUNTS
