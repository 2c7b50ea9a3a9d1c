"""demo/households.yaml → an invented resident register. The sandbox card reads the same file."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from app.japan.relationships import HEAD
from app.municipality.explaining import explain
from app.municipality.yaml_file import UnreadableFile, read_yaml
from app.prefill.care_ledger import CareEntry
from app.prefill.child_ledgers import AllowanceEntry, ChildcareEntry, ChildSupportEntry
from app.prefill.deceased_entry import Deceased
from app.prefill.register_parts import (
    Entry,
    InventedEmail,
    Kana,
    Key,
    MoveIn,
    Name,
    PhoneOnFile,
    RegisteredAddress,
    RegisteredCard,
    RegisteredHouse,
)


class RegisterFileError(ValueError):
    """The register file can't be used; the message says where and what to write."""


class RegisteredPerson(Entry):
    """A person as registered; names stand code point by code point as they are written.

    `spouse` names a husband or wife whom the words of the household do not show: somebody registered elsewhere,
    or the 子の妻 of a 子. false where it is known that there is none, null where nothing is known.
    """

    key: Key
    family_name: Name
    given_name: Name
    family_name_kana: Kana
    given_name_kana: Kana
    alias: Name | None = None
    date_of_birth: date
    sex: Literal["male", "female", "unspecified"]
    relationship_to_head: Name
    address: RegisteredAddress
    phone: PhoneOnFile | None = None
    email: InventedEmail | None = None
    card: RegisteredCard | None = None
    spouse: Key | Literal[False] | None = None
    moved_in: MoveIn | None = None
    child_allowance: AllowanceEntry | None = None
    child_support: ChildSupportEntry | None = None
    childcare: ChildcareEntry | None = None
    care: CareEntry | None = None
    public_account_registered: bool | None = None

    def in_ledgers(self) -> Iterator[str]:
        """Keys of the people whom the entries of this person name."""
        ledgers = (self.child_allowance, self.child_support)
        for children in (ledger.children for ledger in ledgers if ledger):
            yield from (child.person for child in children)
        yield from (each.person for each in (self.child_allowance.students if self.child_allowance else ()))
        if self.childcare:
            yield from (each.person for each in self.childcare.enrolled)
            yield from (each.person for each in self.childcare.parents)


class RegisteredHousehold(Entry):
    """People registered together; `note` tells the story to whoever tries the demonstration.

    `elsewhere`: they live in another municipality, and only the ledgers of this one know them. `expected`: what the
    municipality before has sent (転出証明書情報) is here, and they have still to make their 転入届.
    """

    key: Key
    note: str
    protected: bool = False
    elsewhere: bool = False
    expected: bool = False
    house: RegisteredHouse | None = None
    deceased: Deceased | None = None
    persons: Annotated[tuple[RegisteredPerson, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _have_one_head(self) -> Self:
        """The one who died counts as long as nobody has said who comes after them (世帯主変更届)."""
        heads = [person.relationship_to_head for person in self.persons].count(HEAD)
        was_head = self.deceased is not None and self.deceased.relationship_to_head == HEAD
        if heads != 1 and not (heads == 0 and was_head):
            raise ValueError("世帯主を1人だけ書いてください。")
        return self

    @model_validator(mode="after")
    def _are_on_their_way(self) -> Self:
        if self.expected and not all(person.moved_in for person in self.persons):
            raise ValueError("expected の世帯では、全員に moved_in を書いてください。")
        return self


class RegisterFile(Entry):
    """The whole register as copied on the day `as_of`."""

    as_of: date
    households: tuple[RegisteredHousehold, ...]

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        problems = list(_problems_of(self))
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @cached_property
    def version(self) -> str:
        """The same for the same content, and for no other."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def persons(self) -> Mapping[str, tuple[RegisteredPerson, RegisteredHousehold]]:
        """Everybody by key, with the household they belong to."""
        return {person.key: (person, house) for house in self.households for person in house.persons}


def read_register(path: Path) -> RegisterFile:
    """Raises RegisterFileError with every problem at once."""
    try:
        return RegisterFile.model_validate(read_yaml(path))
    except UnreadableFile as cause:
        raise RegisterFileError(str(cause)) from cause
    except ValidationError as cause:
        raise RegisterFileError("\n".join(f"{path}: {line}" for line in explain(cause))) from cause


def _problems_of(register: RegisterFile) -> Iterator[str]:
    people = [person for house in register.households for person in house.persons]
    keys = [person.key for person in people]
    for twice in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"households: key「{twice}」の人が2人います。別の名前にしてください。"
    by_key = {person.key: person for person in people}
    for person in people:
        yield from (f"households: {line}" for line in _problems_with(person, by_key, register.as_of))


def _problems_with(
    person: RegisteredPerson, people: Mapping[str, RegisteredPerson], as_of: date
) -> Iterator[str]:
    if person.date_of_birth > as_of:
        yield f"{person.key} の生年月日が as_of より後です。"
    if person.moved_in and person.moved_in.day > as_of:
        yield f"{person.key} の転入日が as_of より後です。"
    for key in person.in_ledgers():
        if key not in people:
            yield f"{person.key} の台帳にある「{key}」という人はいません。"
    if not person.spouse:
        return
    if person.spouse not in people or person.spouse == person.key:
        yield f"{person.key} の spouse に、ほかの人の key を書いてください。「{person.spouse}」は使えません。"
    elif people[person.spouse].spouse != person.key:
        yield f"{person.spouse} の spouse に「{person.key}」と書いてください。夫婦の両方に要ります。"
