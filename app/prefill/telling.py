"""A registered person → plain values that can be told and stored."""

from app.prefill.facts import Plain
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson
from app.prefill.register_parts import BankAccount, RegisteredAddress
from app.prefill.sources import Source


def record_of(home: RegisteredHousehold) -> Source:
    """Whoever is expected is known from what the municipality before has sent, until 転入届 is made."""
    return Source.MOVING_NOTICE if home.expected else Source.RESIDENT_REGISTER


def identity_of(person: RegisteredPerson) -> dict[str, Plain | None]:
    """Who somebody is, and nothing of where they are."""
    return {
        "family_name": person.family_name,
        "given_name": person.given_name,
        "family_name_kana": person.family_name_kana,
        "given_name_kana": person.given_name_kana,
        "alias": person.alias,
        "date_of_birth": person.date_of_birth.isoformat(),
        "sex": person.sex,
    }


def address_of(address: RegisteredAddress) -> dict[str, Plain]:
    return without_nothing(address.model_dump())


def account_of(account: BankAccount | None) -> dict[str, Plain] | None:
    return None if account is None else without_nothing(account.model_dump())


def without_nothing(values: dict[str, Plain | None]) -> dict[str, Plain]:
    return {name: value for name, value in values.items() if value is not None}
