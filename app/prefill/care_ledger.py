"""What the ledger of long-term care insurance (介護保険) says of a person."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.prefill.register_parts import (
    BankAccount,
    Entry,
    FullName,
    Name,
    PhoneOnFile,
    RegisteredAddress,
    YearMonth,
    Yen,
    digits,
)

Level = Literal["support_1", "support_2", "care_1", "care_2", "care_3", "care_4", "care_5"]
Certificate = Literal[
    "insured", "burden_ratio", "burden_limit", "special_burden_limit", "eligibility", "qualification"
]


class Clinic(Entry):
    """主治医意見書 is asked of this doctor."""

    doctor: FullName
    name: Name
    department: Name
    address: RegisteredAddress
    phone: PhoneOnFile


class CareOffice(Entry):
    """居宅介護支援事業所 and the care manager there."""

    number: Annotated[str, digits("10")]
    name: Name
    phone: PhoneOnFile
    manager: FullName


class FormerCertification(Entry):
    """受給資格証明書: what the municipality before had certified, which can be kept for 14 days (介護保険法36条)."""

    city: Name
    insurer_number: Annotated[str, digits("6")]
    insured_number: Annotated[str, digits("10")]
    level: Level
    valid_from: date
    valid_to: date


class CareEntry(Entry):
    """Somebody insured; without `level` nobody has ever certified a need of care (要介護認定) here.

    `equipment_kinds`: what was bought through the insurance so far, null where the ledger does not go back far enough.
    `letters_elsewhere`: an address for letters (送付先) is on record; `high_cost_from`: the first month of the notice.
    """

    insured_number: Annotated[str, digits("10")]
    level: Level | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    former: FormerCertification | None = None
    burden_ratio: Annotated[int, Field(ge=1, le=3)] | None = None
    clinic: Clinic | None = None
    office: CareOffice | None = None
    place_now: Literal["home", "hospital", "facility", "other"] = "home"
    place_name: Name | None = None
    admitted_on: date | None = None
    letters_elsewhere: bool = False
    equipment_spent_yen: Yen | None = None
    equipment_kinds: tuple[Name, ...] | None = None
    home_modification_spent_yen: Yen | None = None
    bank_account: BankAccount | None = None
    high_cost_notice_number: Annotated[str, digits("4,12")] | None = None
    high_cost_from: YearMonth | None = None
    certificates: tuple[Certificate, ...] = ("insured",)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        certified = (self.level, self.valid_from, self.valid_to)
        if any(certified) != all(certified):
            raise ValueError("level・valid_from・valid_to は、3つとも書くか、3つとも消してください。")
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_to は、valid_from より後の日付を書いてください。")
        if (self.place_name or self.admitted_on) and self.place_now == "home":
            raise ValueError("place_name と admitted_on は、place_now が home でないときだけ書いてください。")
        return self

    @property
    def has_limit_certificate(self) -> bool:
        return "burden_limit" in self.certificates
