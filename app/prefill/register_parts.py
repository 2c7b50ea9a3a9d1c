"""What the entries of the register file are made of: names, numbers, addresses, accounts, a house, a move."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def digits(count: str) -> AfterValidator:
    """`count` as in a pattern: 10, or 4,12. Pydantic's own complaint has no sentence for numbers."""
    shape = re.compile(f"[0-9]{{{count}}}")

    def check(text: str) -> str:
        if not shape.fullmatch(text):
            raise ValueError(f"半角の数字{count.replace(',', '〜')}けたを、引用符で囲んで書いてください。")
        return text

    return AfterValidator(check)


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=50)]
YearMonth = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Kana = Annotated[str, StringConstraints(pattern=r"^[ァ-ヴー・ ]+$", max_length=100)]
Postcode = Annotated[str, StringConstraints(pattern=r"^\d{7}$")]
PhoneOnFile = Annotated[str, StringConstraints(pattern=r"^[0-9-]+$")]
InventedEmail = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.(example|test)$")]
Pin = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Yen = Annotated[int, Field(ge=0)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RegisteredAddress(Entry):
    """An address in its parts; `postcode` is seven digits without a hyphen."""

    postcode: Postcode
    prefecture: Name
    city: Name
    town: Name
    block: Name
    building: str | None = None


class RegisteredCard(Entry):
    """A card the person holds; `pin` opens its certificate for signing in, `signing_pin` the one for documents.

    `state` is what has become of it; the rehearsal's card reader knows what each means.
    """

    pin: Pin
    signing_pin: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{6,16}$")] | None = None
    state: Literal["fine", "expired", "revoked", "moved"] = "fine"


class FullName(Entry):
    family_name: Name
    given_name: Name


class BankAccount(Entry):
    """口座, as the offices know it; `holder_kana` as the bank has it."""

    bank_code: Annotated[str, digits("4")]
    bank_name: Name
    branch_code: Annotated[str, digits("3")]
    branch_name: Name
    account_type: Literal["ordinary", "current", "savings"] = "ordinary"
    number: Annotated[str, digits("7")]
    holder_kana: Kana


class MoveIn(Entry):
    """転入; `planned_move_out_on` (転出予定日) is what the town before was told. `previous` is null after abroad."""

    day: date
    planned_move_out_on: date | None = None
    previous: RegisteredAddress | None = None


class RegisteredHouse(Entry):
    """The house a household lives in, as the property tax ledger (固定資産課税台帳) has it."""

    kind: Literal[
        "detached_owned", "detached_rented", "flat_owned", "flat_rented", "terrace", "with_shop", "other"
    ]
    structure: Literal["wood", "steel", "concrete", "prefabricated", "other"]
    floors: Annotated[int, Field(ge=1, le=99)]
    built_year: Annotated[int, Field(ge=1868)] | None = None
    owner_kind: Literal["self", "family", "landlord", "other"]
