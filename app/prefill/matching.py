"""What a card tells of its holder → the one person of the register whom all of it fits.

Writing is not compared where it cannot be trusted to agree: width, blanks, hyphens, 丁目・番・号, variants of kanji, and
where the card says that it has another character (代替文字). Everything else must agree, and nobody is guessed: a date
that is not whole, a sex that is not told, two who fit, or none, and there is no key.
"""

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.japan.addresses import after_municipality, fold_address
from app.japan.names import fold_name
from app.japan.substituted import ANY, fits, marked
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson, RegisterFile
from app.prefill.register_parts import RegisteredAddress

_SEXES = {"1": "male", "2": "female", "3": "unspecified"}


def person_in(register: RegisterFile, told: BasicFour) -> Finding:
    """Nobody is found by less than all four; that somebody told less settles nothing."""
    if told.date_of_birth is None or told.sex not in _SEXES or not (told.full_name and told.address):
        return NOT_KNOWN
    found = [
        person.key
        for person, house in register.persons().values()
        if not house.elsewhere and _born_as_told(person, told) and _written_alike(person, house, told)
    ]
    return Finding(found[0] if len(found) == 1 else None, settled=True)


def _born_as_told(person: RegisteredPerson, told: BasicFour) -> bool:
    return person.date_of_birth == told.date_of_birth and person.sex == _SEXES[told.sex]


def _written_alike(person: RegisteredPerson, house: RegisteredHousehold, told: BasicFour) -> bool:
    """Whoever is under protection is found by what their own card spells out, and by nothing that only may be it."""
    name = marked(told.full_name, told.name_substituted)
    address = marked(told.address, told.address_substituted)
    if house.protected and ANY in name + address:
        return False
    written = _on_card(person, house)
    is_named = fits(fold_name(name), fold_name(f"{person.family_name}{person.given_name}"))
    return is_named and written is not None and _is_at(address, written)


def _on_card(person: RegisteredPerson, house: RegisteredHousehold) -> RegisteredAddress | None:
    """Until 転入届 a card says where its holder came from; None for whoever came from abroad."""
    if not house.expected:
        return person.address
    return person.moved_in.previous if person.moved_in else None


def _is_at(told: str, registered: RegisteredAddress) -> bool:
    """Within its municipality, which is looked at apart: the same street may be in another."""
    rest = after_municipality(told, registered.prefecture, registered.city)
    building = f"　{registered.building}" if registered.building else ""
    line = f"{registered.town}{registered.block}{building}"
    return rest is not None and fits(fold_address(rest), fold_address(line))
