"""What the ledgers of the offices for children say of a person: 児童手当, 児童扶養手当 and 保育."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.prefill.register_parts import (
    BankAccount,
    Entry,
    Key,
    Name,
    PhoneOnFile,
    YearMonth,
    Yen,
    digits,
)

Relationship = Literal["child", "adopted", "grandchild", "sibling", "nephew_niece", "spouses_child", "other"]
FeeKind = Literal[
    "school_lunch",
    "school_supplies",
    "school_fees",
    "after_school",
    "kindergarten",
    "nursery",
    "extended_care",
    "temporary_care",
    "other",
]


class LedgerChild(Entry):
    """A child counted for somebody's allowance; `relationship` is what the child is to the recipient."""

    person: Key
    relationship: Relationship = "child"


class LedgerStudent(LedgerChild):
    """A child between 18 and 22 who is only counted, on the parent's declaration of support."""

    occupation: Literal["学生", "無職", "就職している", "その他"]
    school: str | None = None
    graduates_in: YearMonth | None = None


class Donation(Entry):
    """寄附の申出 (児童手当法20条): of all of it, or of an amount of each payment."""

    scope: Literal["all", "part"]
    amount_yen: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _has_an_amount_for_a_part(self) -> Self:
        if (self.scope == "part") != (self.amount_yen is not None):
            raise ValueError("amount_yen は、scope が part のときだけ書いてください。")
        return self


class Withholding(Entry):
    """学校給食費等の徴収の申出 (児童手当法21条): one fee of one child, `amount_yen` null for all of the fee."""

    key: Key
    child: Key
    fee_kind: FeeKind
    school: Name
    amount_yen: Yen | None = None


class AllowanceEntry(Entry):
    """What the ledger of the child allowance says of a recipient."""

    recipient_number: Annotated[str, digits("4,12")]
    children: tuple[LedgerChild, ...]
    students: tuple[LedgerStudent, ...] = ()
    monthly_yen: Yen | None = None
    bank_account: BankAccount | None = None
    donation: Donation | None = None
    withholdings: tuple[Withholding, ...] = ()
    pension_type: (
        Literal["employees", "national_public", "local_public", "private_school", "national", "none"] | None
    ) = None

    @model_validator(mode="after")
    def _withholds_for_its_children(self) -> Self:
        paid_for = {child.person for child in self.children}
        if strangers := sorted({each.child for each in self.withholdings} - paid_for):
            raise ValueError(f"withholdings の child「{strangers[0]}」が children にいません。")
        keys = [each.key for each in self.withholdings]
        if len(set(keys)) < len(keys):
            raise ValueError("withholdings の key が重なっています。別の名前にしてください。")
        return self


class ChildSupportEntry(Entry):
    """What the ledger of 児童扶養手当 says of a recipient."""

    certificate_number: Annotated[str, digits("4,12")]
    recipient_kind: Literal["mother", "father", "guardian"]
    reason: Literal[
        "divorce",
        "death",
        "disability",
        "missing",
        "abandonment",
        "protection_order",
        "detention",
        "unmarried",
        "other",
    ]
    children: Annotated[tuple[LedgerChild, ...], Field(min_length=1)]
    five_years_passed: bool = False


class EnrolledChild(LedgerChild):
    """A child in a facility; `certificate_kind` is 1号, 2号 or 3号 of 教育・保育給付認定."""

    facility_name: Name
    class_name: Name | None = None
    certificate_kind: Literal["1", "2", "3"]
    valid_to: date
    care_need: Literal["standard", "short"] | None = None

    @model_validator(mode="after")
    def _needs_care_unless_it_is_education(self) -> Self:
        if (self.certificate_kind == "1") != (self.care_need is None):
            raise ValueError("care_need は、certificate_kind が 2 か 3 のときだけ書いてください。")
        return self


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class WorkTime(Entry):
    """The usual hours of a working day."""

    begins: Clock
    ends: Clock


class ChildcareLeave(Entry):
    """育児休業, as the employer certified it."""

    begins: date
    ends: date
    returns: date


class WorkingParent(Entry):
    """Where a parent works, by the 就労証明書 of the certification in force. Why care is needed is asked each time."""

    person: Key
    employer_name: Name
    employer_phone: PhoneOnFile | None = None
    monthly_hours: Annotated[float, Field(ge=1, le=500, multiple_of=0.5)] | None = None
    work_days: tuple[Weekday, ...] = ()
    work_time: WorkTime | None = None
    leave: ChildcareLeave | None = None


class ChildcareEntry(Entry):
    """What the ledger of 保育 says of a parent."""

    certificate_number: Annotated[str, digits("4,12")]
    enrolled: tuple[EnrolledChild, ...] = ()
    parents: tuple[WorkingParent, ...] = ()
