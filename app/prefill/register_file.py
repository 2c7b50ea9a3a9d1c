"""demo/households.yaml → an invented resident register. The sandbox card reads the same file."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from app.municipality.explaining import explain
from app.municipality.yaml_file import UnreadableFile, read_yaml

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Kana = Annotated[str, StringConstraints(pattern=r"^[ァ-ヴー・ ]+$", max_length=100)]
Postcode = Annotated[str, StringConstraints(pattern=r"^\d{7}$")]
PhoneOnFile = Annotated[str, StringConstraints(pattern=r"^[0-9-]+$")]
InventedEmail = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.(example|test)$")]
Pin = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Relationship = Literal["child", "adopted", "grandchild", "sibling", "nephew_niece", "spouses_child", "other"]


class RegisterFileError(ValueError):
    """The register file can't be used; the message says where and what to write."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RegisteredAddress(_Entry):
    """An address in its parts; `postcode` is seven digits without a hyphen."""

    postcode: Postcode
    prefecture: Name
    city: Name
    town: Name
    block: Name
    building: str | None = None


class RegisteredCard(_Entry):
    """A card the person holds; the PIN opens its sign-in certificate."""

    pin: Pin


class LedgerChild(_Entry):
    """A child counted for somebody's allowance; `relationship` is what the child is to the recipient."""

    person: Key
    relationship: Relationship = "child"


class LedgerStudent(LedgerChild):
    """A child between 18 and 22 who is only counted, on the parent's declaration of support."""

    occupation: Literal["学生", "無職", "就職している", "その他"]
    school: str | None = None


class AllowanceEntry(_Entry):
    """What the ledger of the child allowance says of a recipient."""

    recipient_number: Annotated[str, StringConstraints(pattern=r"^\d{4,12}$")]
    children: tuple[LedgerChild, ...]
    students: tuple[LedgerStudent, ...] = ()


class RegisteredPerson(_Entry):
    """A person as registered; names stand code point by code point as they are written."""

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
    child_allowance: AllowanceEntry | None = None


class RegisteredHousehold(_Entry):
    """People registered together; `note` tells the story to whoever tries the demonstration."""

    key: Key
    note: str
    protected: bool = False
    persons: Annotated[tuple[RegisteredPerson, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _have_one_head(self) -> Self:
        if [person.relationship_to_head for person in self.persons].count("世帯主") != 1:
            raise ValueError("世帯主を1人だけ書いてください。")
        return self


class RegisterFile(_Entry):
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
    for person in people:
        if person.date_of_birth > register.as_of:
            yield f"households: {person.key} の生年月日が as_of より後です。"
        entry = person.child_allowance
        for child in (*entry.children, *entry.students) if entry else ():
            if child.person not in keys:
                yield f"households: {person.key} の台帳にある「{child.person}」という人はいません。"
