"""Staff find the person before them by a few keys, and nobody who must not be found."""

import pytest

from app.applications.desk.seeking import read_sought
from app.japan import NotUnderstood
from app.prefill.register_file import RegisterFile, read_register
from app.prefill.seeking import people_in
from app.prefill.sought import MOST, Hits
from app.settings import ROOT


@pytest.fixture(scope="module")
def register() -> RegisterFile:
    return read_register(ROOT / "demo" / "households.yaml")


def keys(hits: Hits) -> list[str]:
    return [each.person_key for each in hits.found]


@pytest.mark.parametrize(
    "typed",
    [
        *("ミズ 0614", "みず 0614", "mizu 0614", "MIZU　0614", "miz 0614", "ﾐｽﾞﾉ 0614", "ミズノ H070614"),
        *("ミズノ ヨウコ 19950614", "ミズノヨウコ 平成7年6月14日", "mizunoyouko h7.6.14"),
    ],
)
def test_the_same_person_however_it_is_typed(register: RegisterFile, typed: str) -> None:
    """Mutation: half-width kana, Latin letters or an era read differently from another."""
    assert keys(people_in(register, read_sought(typed))) == ["mizuno_yoko"]


@pytest.mark.parametrize(
    "typed",
    ["", "ミズノ", "0614", "ミズノ 1332", "ミズノ 0600", "ミズノ 7", "水野 0614", "% 0614", "ミズ 20260230"],
)
def test_what_cannot_be_read_is_said(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_sought(typed)


@pytest.mark.parametrize("typed", ["アオキ 19900525", "アオキリナ 0525", "アオ 0525", "アオキリナ 19900526"])
def test_who_is_protected_is_not_found_by_a_part(register: RegisterFile, typed: str) -> None:
    """Mutation: the beginning of a name, or a birthday without its year, finds whoever hides."""
    assert keys(people_in(register, read_sought(typed))) == []


def test_who_is_protected_is_found_by_everything_and_without_an_address(register: RegisterFile) -> None:
    (hit,) = people_in(register, read_sought("アオキリナ 19900525")).found
    assert (hit.person_key, hit.address, hit.is_protected) == ("aoki_rina", "", True)


def test_people_who_live_elsewhere_are_not_found(register: RegisterFile) -> None:
    for person, house in register.persons().values():
        if house.elsewhere:
            sought = f"{person.family_name_kana}{person.given_name_kana} {person.date_of_birth:%Y%m%d}"
            assert person.key not in keys(people_in(register, read_sought(sought)))


def test_no_more_than_there_are_digits(register: RegisterFile) -> None:
    """Mutation: a list of the whole town for one letter and one day."""
    house = register.households[0]
    people = tuple(house.persons[0].model_copy(update={"key": f"x{number}"}) for number in range(MOST + 1))
    crowded = register.model_copy(update={"households": (house.model_copy(update={"persons": people}),)})
    hits = people_in(crowded, read_sought("ミズ 0614"))
    assert (len(hits.found), hits.has_more) == (MOST, True)
