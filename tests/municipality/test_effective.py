"""The file with what two people confirmed on top, as of a day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.municipality.effective import ConfirmedValue, known_in, misfits_in, town_on, usable_parameters
from app.municipality.kinds import ValueKind
from app.municipality.loading import load_municipality
from app.municipality.town import Municipality
from tests.municipality.make import make_town, town_values

FEE = "offerings.certificate.fees.copy"
DAY, AT = date(2027, 4, 1), datetime(2026, 11, 29, 3, tzinfo=UTC)
TOWNS = Path(__file__).parents[2] / "municipalities"


def confirmed(name: str, value: Any, day: date = DAY, at: datetime = AT) -> ConfirmedValue:
    return ConfirmedValue(name, day, value, "手数料条例", at)


def fee_on(day: date, *rows: ConfirmedValue) -> tuple[int, bool, str]:
    fee = town_on(day, make_town(), rows).offerings["certificate"].fees["copy"]
    return fee.value, fee.confirmed, fee.source


def test_a_value_is_used_from_its_day_on_and_not_the_day_before() -> None:
    """I-101. Must catch: a fee of April that is charged in March."""
    row = confirmed(FEE, 400)
    assert fee_on(DAY - timedelta(days=1), row) == (300, False, "")
    assert fee_on(DAY, row) == (400, True, "手数料条例")


def test_the_newest_day_counts_and_of_one_day_what_was_confirmed_last() -> None:
    """Must catch: rows in the order of the database, so that an old value comes back."""
    later, first = confirmed(FEE, 500, DAY + timedelta(days=30)), confirmed(FEE, 400)
    again = confirmed(FEE, 450, at=AT + timedelta(hours=1))
    rows = [later, again, first]
    assert fee_on(DAY, *rows)[0] == 450
    assert fee_on(DAY + timedelta(days=30), *rows)[0] == 500


@pytest.mark.parametrize(
    "row",
    [
        confirmed(FEE, "いくらか"),
        confirmed(FEE, -1),
        confirmed("offerings.gone.fees.copy", 1),
        confirmed("offerings.certificate", {}),
        confirmed("name", "よその町"),
    ],
    ids=str,
)
def test_what_fits_the_file_no_longer_leaves_the_file_as_it_is(row: ConfirmedValue) -> None:
    """Must catch: a service that does not start any more because a file was changed."""
    town = town_on(DAY, make_town(), [row])
    assert town == make_town()
    assert misfits_in(make_town(), [row]) == (row.name,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sections.bosai", "危機管理課"),
        ("offerings.certificate.draft_days", 60),
        ("offerings.certificate.deadlines.extend_to_next_business_day", False),
        ("offerings.certificate.appeal.reviewing_authority", "長野県知事"),
    ],
)
def test_every_kind_of_value_can_be_confirmed(name: str, value: Any) -> None:
    """Must catch: a value of 要確認 that stays so whatever the town says."""
    before = {known.name: known for known in known_in(make_town())}
    after = {known.name: known for known in known_in(town_on(DAY, make_town(), [confirmed(name, value)]))}
    assert not before[name].confirmed
    assert (after[name].value, after[name].confirmed, after[name].kind) == (value, True, before[name].kind)
    assert {key: known for key, known in after.items() if key != name} == {
        key: known for key, known in before.items() if key != name
    }


@pytest.mark.parametrize("path", sorted(TOWNS.glob("*.yaml")), ids=lambda path: path.stem)
def test_everything_in_the_towns_files_can_be_proposed_as_it_stands(path: Path) -> None:
    """Must catch: a kind of parameter that the overlay cannot put back, such as postage."""
    town = load_municipality(path)
    rows = [confirmed(known.name, known.value) for known in known_in(town)]
    whole = town_on(DAY, town, rows)
    assert whole.list_unconfirmed() == ()
    assert [(each.name, each.value) for each in known_in(whole)] == [(row.name, row.value) for row in rows]


def with_parameter(**named: Any) -> Municipality:
    offerings = town_values()["offerings"]
    offerings["certificate"]["parameters"] = {"limit": {"label": "下限", **named}}
    return make_town(offerings=offerings)


@pytest.mark.parametrize(
    ("kind", "value", "used"),
    [
        ("yen", 300, 300),
        ("days", 14, 14),
        ("hours", 64, 64),
        ("number", 0, 0),
        ("yes_no", False, False),
        ("text", "月末", "月末"),
        ("date", "2027-03-31", date(2027, 3, 31)),
    ],
)
def test_a_rule_gets_a_confirmed_parameter_in_its_own_type(kind: str, value: Any, used: Any) -> None:
    """I-103. Must catch: 要確認 values that a rule reckons with; a date that is a text to it."""
    town = with_parameter(kind=kind, value=value)
    assert usable_parameters(town.offerings["certificate"]) == {}
    sure = town_on(DAY, town, [confirmed("offerings.certificate.parameters.limit", value)])
    assert usable_parameters(sure.offerings["certificate"]) == {"limit": used}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("yen", "300"),
        ("yen", True),
        ("days", 0),
        ("hours", 1000),
        ("yes_no", 1),
        ("date", "2027-02-30"),
        ("text", ""),
        ("compound", {}),
    ],
)
def test_a_parameter_that_is_not_of_its_kind_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        with_parameter(kind=kind, value=value)


def test_confirmed_tables_go_to_the_calculations_and_no_file_can_say_them() -> None:
    """I-103. Must catch: a table confirmed by writing it into the town's file."""
    rows = [confirmed("table.single_parent_allowance.2027-04-01", {"full": 48050})]
    assert make_town().confirmations() == {}
    town = town_on(date(2026, 11, 29), make_town(), rows)
    assert town.confirmations() == {"single_parent_allowance": {DAY: {"full": 48050}}}
    for name in ("tables", "_tables", "confirmations"):
        with pytest.raises(ValidationError):
            make_town(**{name: {"single_parent_allowance": {}}})


def test_a_confirmed_value_needs_no_word_beside_it() -> None:
    kinds = {known.name: known.kind for known in known_in(make_town())}
    assert (kinds[FEE], kinds["sections.bosai"]) == (ValueKind.YEN, ValueKind.TEXT)
    places = {each.place for each in town_on(DAY, make_town(), [confirmed(FEE, 400)]).list_unconfirmed()}
    assert FEE not in places
