"""The town and what can be asked of it."""

from datetime import date

import pytest
from pydantic import ValidationError

from app.errors import NotFound
from app.language import Language
from tests.municipality.make import make_town, town_values

STORM = {"key": "storm", "name": "台風", "began_on": date(2026, 4, 1), "open": True}


def test_a_town_cannot_be_changed() -> None:
    town = make_town()
    field = "name"
    with pytest.raises(ValidationError):
        setattr(town, field, "ほかの町")


def test_the_town_as_it_stands_in_an_address_begins_with_its_county() -> None:
    assert make_town().city == "若葉郡こだま町"
    assert make_town(name="こだま市", county=None, mayor_title="市長").city == "こだま市"


@pytest.mark.parametrize(
    ("name", "title", "words"), [("こだま市", "市長", "市の確認前"), ("こだま村", "村長", "村の確認前")]
)
def test_unconfirmed_values_are_marked_in_the_towns_own_word(name: str, title: str, words: str) -> None:
    assert str(make_town(name=name, mayor_title=title).unconfirmed_words) == words


def test_a_town_is_not_headed_by_the_mayor_of_a_city() -> None:
    """Catches: a decision notice signed with the wrong office."""
    with pytest.raises(ValidationError, match="「町長」と書いてください"):
        make_town(mayor_title="市長")


def test_the_prefecture_must_be_that_of_the_code() -> None:
    with pytest.raises(ValidationError, match="先頭2桁は長野県"):
        make_town(prefecture="群馬県")


def test_an_offering_that_ended_is_still_found_because_cases_outlive_it() -> None:
    """Catches: looking only among the enabled ones, so that an open case loses its section."""
    town = make_town()
    assert town.list_enabled() == ("certificate",)
    assert town.offering_of("disaster").enabled is False
    assert town.section_of("disaster").name == "防災課"


def test_a_procedure_the_town_never_offered_is_not_found() -> None:
    town = make_town()
    with pytest.raises(NotFound):
        town.offering_of("passport")
    with pytest.raises(NotFound):
        town.section_of("passport")


def test_an_offering_of_a_section_that_does_not_exist_is_refused_with_the_choices() -> None:
    values = town_values()
    values["offerings"]["certificate"]["section"] = "zeimu"
    with pytest.raises(ValidationError, match=r"offerings\.certificate\.section: 「zeimu」.*jumin、bosai"):
        make_town(**values)


@pytest.mark.parametrize("place", ["sections", "disasters"])
def test_a_key_used_twice_is_refused(place: str) -> None:
    values = town_values(disasters=[STORM])
    values[place].append(values[place][0])
    with pytest.raises(ValidationError, match=f"{place}: key「.*」が重なって"):
        make_town(**values)


def test_a_list_of_the_town_names_each_thing_once() -> None:
    """Must catch: two schools with one key, of which the second could never be chosen."""
    school = {"key": "higashi", "name": "東小学校"}
    with pytest.raises(ValidationError, match=r"lists\.schools: key「higashi」が重なって"):
        make_town(lists={"schools": [school, school]})
    with pytest.raises(ValidationError, match="at least 1 item"):
        make_town(lists={"schools": []})
    assert make_town(lists={"schools": [school]}).lists["schools"][0].name == "東小学校"


def test_a_contact_comes_from_the_procedure_then_its_section_then_the_town() -> None:
    """Catches: the town's switchboard printed although the procedure has its own number."""
    town = make_town()
    own, by_section = town.contact_of("disaster"), town.contact_of("certificate")
    assert (own.name, own.phone, own.hours) == ("災害窓口", "0261-00-9999", "平日の午前9時から午後5時まで")
    assert (by_section.name, by_section.phone, by_section.email) == ("住民課", "0261-00-1020", None)


def test_the_purpose_of_use_is_the_procedures_or_the_towns() -> None:
    town = make_town()
    assert str(town.purpose_of_use_of("certificate")) == "審査のために使います。"
    assert str(town.purpose_of_use_of("disaster")) == "被害を調べるために使います。"


def test_a_text_falls_back_to_japanese_where_a_variant_is_missing() -> None:
    text = make_town(purpose_of_use={"ja": "使います。", "en": "We use it."}).purpose_of_use
    assert [text.for_reader(each) for each in Language] == ["使います。", "使います。", "We use it."]


@pytest.mark.parametrize(
    ("changes", "today", "is_open"),
    [
        ({}, date(2026, 4, 1), True),
        ({}, date(2026, 3, 31), False),
        ({}, date(2099, 1, 1), True),
        ({"accepts_until": date(2026, 6, 30)}, date(2026, 6, 30), True),
        ({"accepts_until": date(2026, 6, 30)}, date(2026, 7, 1), False),
        ({"open": False}, date(2026, 4, 1), False),
    ],
)
def test_a_disaster_is_open_from_its_first_day_through_the_last_day_of_acceptance(
    changes: dict[str, object], today: date, is_open: bool
) -> None:
    """Catches: `<` for `<=` on the last day, and a closed disaster offered because its dates fit."""
    town = make_town(disasters=[{**STORM, **changes}])
    assert bool(town.list_open_disasters(today)) is is_open


def test_the_latest_disaster_comes_first() -> None:
    older = {**STORM, "key": "quake", "began_on": date(2025, 1, 1)}
    found = make_town(disasters=[older, STORM]).list_open_disasters(date(2026, 5, 12))
    assert [disaster.key for disaster in found] == ["storm", "quake"]


@pytest.mark.parametrize("later", ["ended_on", "accepts_until"])
def test_a_disaster_cannot_end_before_it_began(later: str) -> None:
    with pytest.raises(ValidationError, match="began_on と同じ日か"):
        make_town(disasters=[{**STORM, later: date(2026, 3, 31)}])


def test_closed_days_count_as_the_town_says() -> None:
    """Catches: the extra day or the missing year-end closure lost on the way to the calendar."""
    usual, other = make_town(), make_town(closed_days={"year_end": False, "extra": [date(2026, 5, 12)]})
    assert usual.closed_days.calendar.is_open(date(2026, 5, 12))
    assert not usual.closed_days.calendar.is_open(date(2026, 12, 29))
    assert not other.closed_days.calendar.is_open(date(2026, 5, 12))
    assert other.closed_days.calendar.is_open(date(2026, 12, 29))


def test_weekends_cannot_be_declared_open() -> None:
    with pytest.raises(ValidationError):
        make_town(closed_days={"weekends": False})


def test_offerings_of_procedures_that_do_not_exist_are_named_with_the_ones_that_do() -> None:
    town = make_town()
    assert town.check_against({"certificate", "disaster", "more"}) == ()
    (problem,) = town.check_against({"certificate"})
    assert problem.startswith("offerings.disaster: ")
    assert "certificate" in problem


def test_what_waits_for_the_town_is_listed_by_its_place_in_the_file() -> None:
    """Catches: an unconfirmed value that nobody is told about, or a confirmed one still listed."""
    places = {each.place: each.value for each in make_town().list_unconfirmed()}
    assert places["offerings.certificate.fees.copy"] == 300
    assert places["sections.bosai"] == "防災課"
    assert places["offerings.certificate.draft_days"] == 90
    assert "sections.jumin" not in places


def test_a_confirmed_value_is_listed_no_longer() -> None:
    values = town_values()
    values["offerings"]["certificate"]["fees"]["copy"] = {
        "value": 300,
        "confirmed": True,
        "source": "手数料条例",
    }
    places = {each.place for each in make_town(**values).list_unconfirmed()}
    assert "offerings.certificate.fees.copy" not in places


@pytest.mark.parametrize("place", ["fee", "section"])
def test_nothing_is_confirmed_without_saying_by_what(place: str) -> None:
    values = town_values()
    if place == "fee":
        values["offerings"]["certificate"]["fees"]["copy"] = {"value": 300, "confirmed": True}
    else:
        values["sections"][1]["confirmed"] = True
    with pytest.raises(ValidationError, match="根拠"):
        make_town(**values)
