"""The invented people of the demonstration: the stories must stay true, and nobody must be real."""

from collections import Counter
from datetime import date

import pytest

from app.japan.addresses import towns_of
from app.japan.ages import age_on, school_year_end_after
from app.japan.kana import read_kana
from app.japan.names import read_name
from app.municipality.loading import load_municipality
from app.prefill.register_file import RegisteredPerson, RegisterFile, read_register
from tests.prefill.make import HOUSEHOLDS

TODAY = date(2026, 5, 12)
LAST_DAY = date(2027, 12, 31)


@pytest.fixture(scope="module")
def register() -> RegisterFile:
    return read_register(HOUSEHOLDS)


def everybody(register: RegisterFile) -> list[RegisteredPerson]:
    return [person for house in register.households for person in house.persons]


def one(register: RegisterFile, key: str) -> RegisteredPerson:
    return register.persons()[key][0]


def test_there_are_at_least_eight_stories(register: RegisterFile) -> None:
    assert len(register.households) >= 8
    assert all(house.note for house in register.households)


def test_nobody_lives_at_a_real_address(register: RegisterFile) -> None:
    """Catches: a postcode that belongs to somebody's street."""
    for person in everybody(register):
        assert towns_of(person.address.postcode) == (), person.key


def test_no_telephone_on_file_can_ring(register: RegisterFile) -> None:
    """No exchange in Japan begins with 0, and no mobile number has a 0 after its first three digits."""
    for person in everybody(register):
        if person.phone:
            assert person.phone.split("-")[-2].startswith("00"), person.key


def test_names_and_readings_can_be_typed_into_the_forms(register: RegisterFile) -> None:
    """Catches: a persona whose own registered name the name question refuses."""
    for person in everybody(register):
        assert read_name(person.family_name) == person.family_name
        assert read_name(person.given_name) == person.given_name
        assert read_kana(person.family_name_kana) == person.family_name_kana
        assert read_kana(person.given_name_kana) == person.given_name_kana


def test_every_pin_belongs_to_one_person(register: RegisterFile) -> None:
    pins = Counter(person.card.pin for person in everybody(register) if person.card)
    assert max(pins.values()) == 1
    assert len(pins) >= 12


def test_residents_live_in_the_demonstration_town(register: RegisterFile) -> None:
    town = load_municipality(HOUSEHOLDS.parents[1] / "municipalities" / "demo.yaml")
    elsewhere = [
        person.key
        for person in everybody(register)
        if (person.address.prefecture, person.address.city) != (town.prefecture, town.city)
    ]
    assert elsewhere == ["hayashi_takumi", "maeda_ryo"]


def test_the_second_child_was_born_within_fifteen_days_and_is_not_in_the_ledger(
    register: RegisterFile,
) -> None:
    entry, newborn = one(register, "mizuno_yoko").child_allowance, one(register, "mizuno_minato")
    assert entry is not None
    assert [child.person for child in entry.children] == ["mizuno_sakura"]
    assert 0 < (TODAY - newborn.date_of_birth).days <= 15


def test_the_twins_share_their_birthday_and_the_second_is_the_third_child(register: RegisterFile) -> None:
    entry = one(register, "kobayashi_daisuke").child_allowance
    first, second = one(register, "kobayashi_aoi"), one(register, "kobayashi_sora")
    assert entry is not None
    assert len(entry.children) == 1
    assert first.date_of_birth == second.date_of_birth


def test_names_keep_their_own_characters(register: RegisterFile) -> None:
    """Catches: a file saved through a program that normalises, so that 﨑 or the IVS is gone."""
    assert one(register, "takahashi_makoto").family_name == "\u9ad9橋"
    assert one(register, "yamazaki_haru").family_name == "山\ufa11"
    assert one(register, "katsuragi_yui").family_name == "葛\U000e0100城"
    assert one(register, "yoshida_nozomi").family_name == "\U00020bb7田"


@pytest.mark.parametrize("day", [TODAY, LAST_DAY])
def test_the_family_with_a_student_counts_three_children_all_the_while(
    register: RegisterFile, day: date
) -> None:
    born = [one(register, f"matsumoto_{name}").date_of_birth for name in ("tsubasa", "rin", "arata")]
    student, *children = born
    assert school_year_end_after(student, 18) < day <= school_year_end_after(student, 22)
    assert all(day <= school_year_end_after(child, 18) for child in children)


def test_somebody_is_eighty_and_lives_alone_without_mail(register: RegisterFile) -> None:
    person, house = register.persons()["inoue_fumi"]
    assert age_on(person.date_of_birth, TODAY) == 80
    assert (len(house.persons), person.email) == (1, None)


def test_somebodys_telephone_on_file_is_out_of_date(register: RegisterFile) -> None:
    assert one(register, "ota_yosuke").phone == "00-0199"


def test_a_foreign_resident_has_a_roman_name_and_an_alias(register: RegisterFile) -> None:
    person = one(register, "nguyen_lan")
    assert (person.family_name, person.given_name, person.alias) == ("NGUYEN", "THI LAN", "小川 蘭")


@pytest.mark.parametrize(
    ("key", "age"),
    [("okamoto_yamato", 19), ("nakagawa_kiyo", 82), ("murakami_toshiko", 78), ("hara_shizue", 76)],
)
@pytest.mark.parametrize("day", [TODAY, date(2026, 12, 31)])
def test_people_are_as_old_as_their_stories_say_all_year(
    register: RegisterFile, key: str, age: int, day: date
) -> None:
    person, house = register.persons()[key]
    assert age_on(person.date_of_birth, day) == age
    assert f"{age}歳" in house.note


def test_somebody_moved_in_ten_days_ago(register: RegisterFile) -> None:
    """Within the 14 days in which a certificate of the town before is taken over (介護保険法36条)."""
    moved = one(register, "hara_shizue").moved_in
    assert moved is not None
    assert (TODAY - moved.day).days == 10


def test_no_account_on_file_is_anybodys(register: RegisterFile) -> None:
    """Catches: a demonstration that shows the number of an account somebody may have."""
    ledgers = [
        each for person in everybody(register) for each in (person.child_allowance, person.care) if each
    ]
    accounts = [ledger.bank_account for ledger in ledgers if ledger.bank_account]
    assert len(accounts) >= 4
    assert all(account.number.startswith("00000") for account in accounts)


def test_a_care_office_has_a_number_with_its_check_digit(register: RegisterFile) -> None:
    """介護保険事業所番号: modulus 10 over the first nine digits, weights 2 and 1 from the right."""
    offices = [person.care.office for person in everybody(register) if person.care and person.care.office]
    assert offices
    for office in offices:
        weighed = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(office.number[:9]))]
        total = sum(sum(divmod(each, 10)) for each in weighed)
        assert int(office.number[9]) == -total % 10, office.number
