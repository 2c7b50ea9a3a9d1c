"""The ledger of the child allowance → what a recipient may be shown of it."""

from collections.abc import Iterator

from app.prefill.child_ledgers import AllowanceEntry, Donation, LedgerChild, LedgerStudent, Withholding
from app.prefill.facts import Plain
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson, RegisterFile
from app.prefill.sources import Source
from app.prefill.telling import account_of, address_of, identity_of, without_nothing

_Row = dict[str, Plain]
_OCCUPATIONS = {"学生": "student", "無職": "none", "就職している": "works", "その他": "other"}


def allowance_of(
    register: RegisterFile, person: RegisteredPerson, home: RegisteredHousehold
) -> Iterator[tuple[str, Plain | None, Source]]:
    """Nothing for who receives none."""
    entry = person.child_allowance
    if entry is None:
        return
    told: dict[str, Plain | None] = {
        "recipient_number": entry.recipient_number,
        "children": [told_of(register, home, each) for each in entry.children],
        "students": [told_of(register, home, each) for each in entry.students],
        "monthly_yen": entry.monthly_yen,
        "pension_type": entry.pension_type,
        "donation": entry.donation is not None,
        **_donated(entry.donation),
        **_paid_into(register, home, entry),
    }
    for name, value in told.items():
        yield f"child_allowance.{name}", value, Source.CHILD_ALLOWANCE_LEDGER


def told_of(register: RegisterFile, home: RegisteredHousehold, entry: LedgerChild) -> _Row:
    """A person of somebody's ledger, as the one who lives in `home` may see them."""
    child, house = register.persons()[entry.person]
    told: _Row = {"key": child.key, **without_nothing(identity_of(child))}
    told |= {"relationship_to_applicant": entry.relationship, **_where(child, house, home)}
    if isinstance(entry, LedgerStudent) and not is_hidden(house, home):
        told |= {"occupation": _OCCUPATIONS[entry.occupation], "school": entry.school or ""}
        told |= without_nothing({"graduates_in": entry.graduates_in})
    return told


def is_hidden(house: RegisteredHousehold, home: RegisteredHousehold) -> bool:
    """Whether nothing of where somebody is may be told: a school or a day nursery finds a child as an address does."""
    return house.protected and house.key != home.key


def _where(child: RegisteredPerson, house: RegisteredHousehold, home: RegisteredHousehold) -> _Row:
    if house.key == home.key:
        return {"cohabit": "together", "univ_cohabit": "together"}
    if is_hidden(house, home):
        return {}  # even "still in this town" would help somebody to find them
    here = home.persons[0].address
    is_in_town = (child.address.prefecture, child.address.city) == (here.prefecture, here.city)
    return {
        "cohabit": "apart_in_town" if is_in_town else "apart",
        "univ_cohabit": "apart",
        "address": address_of(child.address),
    }


def _donated(donation: Donation | None) -> dict[str, Plain | None]:
    if donation is None:
        return {}
    return {"donation.scope": donation.scope, "donation.amount_yen": donation.amount_yen}


def _paid_into(
    register: RegisterFile, home: RegisteredHousehold, entry: AllowanceEntry
) -> dict[str, Plain | None]:
    """Nothing under protection: a branch and a school lie near where somebody lives."""
    if home.protected:
        return {}
    shown = [each for each in entry.withholdings if not is_hidden(register.persons()[each.child][1], home)]
    rows: list[Plain] = [_withheld(each) for each in shown]
    return {"bank_account": account_of(entry.bank_account), "withholdings": rows}


def _withheld(entry: Withholding) -> _Row:
    told: dict[str, Plain | None] = {
        "key": entry.key,
        "child": entry.child,
        "fee_kind": entry.fee_kind,
        "school": entry.school,
        "amount": entry.amount_yen,
    }
    return without_nothing(told)
