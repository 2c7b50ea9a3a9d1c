"""What the town still knows of somebody who has died: the register (除票), and the ledgers the case touches."""

from datetime import date
from typing import Annotated, Literal

from app.prefill.care_ledger import Certificate
from app.prefill.register_parts import Entry, Kana, Name, RegisteredAddress, digits


class DeceasedInsured(Entry):
    """被保険者資格を失った人: the certificates are those that nobody has given back yet."""

    insured_number: Annotated[str, digits("10")]
    certificates: tuple[Certificate, ...] = ("insured",)


class Deceased(Entry):
    """Who of a household died last; nobody of a household under protection is told of them.

    `relationship_to_head` is the register's word of the day they died. `address` is null where they lived with the
    household. `health_insurance`: the one they died under, as far as the town keeps it (国民健康保険、後期高齢者医療).
    `owned_property`: what of it 固定資産課税台帳 has; empty where it has nothing of theirs.
    """

    family_name: Name
    given_name: Name
    family_name_kana: Kana
    given_name_kana: Kana
    date_of_birth: date
    died_on: date
    relationship_to_head: Name
    address: RegisteredAddress | None = None
    health_insurance: Literal["national", "late_elderly"] | None = None
    care: DeceasedInsured | None = None
    child_allowance: bool | None = None
    owned_property: tuple[Literal["land", "building"], ...] | None = None
