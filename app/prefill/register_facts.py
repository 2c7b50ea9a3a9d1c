"""A register and a person → what may be told to that person."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from app.japan.names import fold_name
from app.japan.relationships import HEAD, relation_to
from app.prefill.allowance_facts import allowance_of
from app.prefill.care_facts import care_of
from app.prefill.child_facts import childcare_of, support_of
from app.prefill.deceased_facts import deceased_of
from app.prefill.facts import NOTHING_KNOWN, Fact, Facts, Plain
from app.prefill.household import Household, Member, visible_members
from app.prefill.household_facts import house_of, moves_of, public_account_of, spouse_of
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson, RegisterFile
from app.prefill.sources import Source
from app.prefill.telling import identity_of, record_of, without_nothing

_Known = Iterator[tuple[str, Plain | None, Source]]


def facts_in(register: RegisterFile, person_key: str) -> Facts:
    """Empty for a stranger; what nobody wrote down has no fact."""
    found = register.persons().get(person_key)
    if found is None:
        return NOTHING_KNOWN
    person, house = found
    known = chain(
        _about(person, house),
        _contacts(person, house),
        _lives_with(person, house),
        spouse_of(register, person, house),
        moves_of(person, house),
        house_of(house),
        allowance_of(register, person, house),
        deceased_of(person, house),
        support_of(register, person, house),
        childcare_of(register, person, house),
        care_of(person, house),
        public_account_of(person),
    )
    on = register.as_of
    read = {term: Fact(value, source, on) for term, value, source in known if value is not None}
    return Facts(read, version=register.version)


def household_in(register: RegisterFile, person_key: str) -> Household | None:
    """As this person may see it; None for a stranger."""
    found = register.persons().get(person_key)
    if found is None:
        return None
    whole = _household_of(found[1])
    return Household(whole.key, whole.protected, visible_members(whole, person_key))


def person_named(register: RegisterFile, full_name: str, date_of_birth: date) -> str | None:
    """The key of the only one with this name and this day of birth."""
    wanted = fold_name(full_name)
    found = [
        person.key
        for person, _ in register.persons().values()
        if person.date_of_birth == date_of_birth
        and fold_name(person.family_name + person.given_name) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _about(person: RegisteredPerson, house: RegisteredHousehold) -> _Known:
    for name, value in identity_of(person).items():
        yield f"person.{name}", value, record_of(house)
    yield "is_protected", house.protected, Source.RESIDENT_REGISTER


def _contacts(person: RegisteredPerson, house: RegisteredHousehold) -> _Known:
    if house.protected:
        return
    for part, value in person.address.model_dump().items():
        yield f"person.address.{part}", value, record_of(house)
    yield "person.phone", person.phone, Source.PREVIOUS_APPLICATION
    yield "person.email", person.email, Source.PREVIOUS_APPLICATION


def _lives_with(person: RegisteredPerson, house: RegisteredHousehold) -> _Known:
    if house.protected:
        return
    household = _household_of(house)
    seen = visible_members(household, person.key)
    members: list[Plain] = [_told_of(member, person if member.key == person.key else None) for member in seen]
    yield "household.members", members, record_of(house)
    yield "household.count", len(members), record_of(house)
    if household.head is not None:
        yield "household.head_name", household.head.full_name, record_of(house)


def _household_of(house: RegisteredHousehold) -> Household:
    return Household(house.key, house.protected, tuple(_member_of(person) for person in house.persons))


def _member_of(person: RegisteredPerson) -> Member:
    return Member(
        key=person.key,
        family_name=person.family_name,
        given_name=person.given_name,
        family_name_kana=person.family_name_kana,
        given_name_kana=person.given_name_kana,
        date_of_birth=person.date_of_birth,
        sex=person.sex,
        relationship_to_head=person.relationship_to_head,
        alias=person.alias,
    )


def _told_of(member: Member, oneself: RegisteredPerson | None) -> dict[str, Plain]:
    """The others' telephone numbers are theirs to tell."""
    told: dict[str, Plain | None] = {**vars(member), "date_of_birth": member.date_of_birth.isoformat()}
    told["relation_to_head"] = "head" if member.is_head else relation_to(HEAD, member.relationship_to_head)
    return without_nothing(told | ({"is_self": True, "phone": oneself.phone} if oneself else {}))
