"""Staff look for the person before them: a few keys in, the few people whom they fit out. Pure.

Whoever is under protection is found by their whole reading and their whole date of birth only, and without an address.
"""

from app.japan.kana import kana_key
from app.prefill.register_file import RegisteredHousehold, RegisteredPerson, RegisterFile
from app.prefill.sought import MOST, Hit, Hits, Sought


def people_in(register: RegisterFile, sought: Sought) -> Hits:
    """In the order of their readings, then of their age, the eldest first."""
    fitting = [
        (person, house)
        for person, house in register.persons().values()
        if not house.elsewhere and _is_meant(person, house, sought)
    ]
    fitting.sort(key=lambda each: (_reading(each[0]), each[0].date_of_birth))
    return Hits(tuple(_hit(*each) for each in fitting[:MOST]), len(fitting) > MOST)


def _reading(person: RegisteredPerson) -> str:
    return kana_key(person.family_name_kana + person.given_name_kana)


def _is_meant(person: RegisteredPerson, house: RegisteredHousehold, sought: Sought) -> bool:
    reading = _reading(person)
    if not sought.born.fits(person.date_of_birth):
        return False
    if house.protected:
        return sought.born.year is not None and reading == sought.kana
    return reading.startswith(sought.kana)


def _hit(person: RegisteredPerson, house: RegisteredHousehold) -> Hit:
    address, building = person.address, person.address.building
    line = f"{address.town}{address.block}{f'　{building}' if building else ''}"
    return Hit(
        person_key=person.key,
        name=f"{person.family_name} {person.given_name}",
        kana=f"{person.family_name_kana} {person.given_name_kana}",
        date_of_birth=person.date_of_birth,
        sex=person.sex,
        address="" if house.protected else line,
        is_protected=house.protected,
    )
