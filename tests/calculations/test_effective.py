"""Values that hold from a day on: which is reckoned with, and what nobody confirmed never is."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.calculations import effective
from app.calculations.child_allowance import Child, monthly_amount
from app.calculations.effective import FOLDER, NoTable, Table, Values, table_on
from app.calculations.law_tables import BURDEN_INCOME, CHILD_ALLOWANCE, SINGLE_PARENT_ALLOWANCE, TABLES


class Fare(Values):
    yen: int


@pytest.fixture
def fares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Table[Fare]]:
    monkeypatch.setattr(effective, "FOLDER", tmp_path)

    def write(text: str) -> Table[Fare]:
        name = f"fares_{len(list(tmp_path.iterdir()))}_{tmp_path.name}"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        return Table(name, Fare)

    return write


def entry(day: str, yen: Any, confirmed: str = "true", more: str = "") -> str:
    return f"\n  - {{effective_from: {day}, confirmed: {confirmed}, source: x, values: {{yen: {yen}}}{more}}}"


def test_the_newest_confirmed_values_hold(fares: Callable[[str], Table[Fare]]) -> None:
    """Must catch: a table that begins a day late, the last one of the file taken whatever the day."""
    table = fares("entries:" + entry("2024-04-01", 1) + entry("2025-04-01", 2))
    for day, yen in (("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 2), ("2099-01-01", 2)):
        found = table_on(table, date.fromisoformat(day))
        assert (found.values.yen, found.confirmed) == (yen, True)
    with pytest.raises(NoTable):
        table_on(table, date(2024, 3, 31))


def test_what_nobody_confirmed_is_never_reckoned_with(fares: Callable[[str], Table[Fare]]) -> None:
    """I-82b. Must catch: values marked 要確認 that an estimate uses, or old ones shown as if they were certain."""
    table = fares("entries:" + entry("2024-04-01", 1) + entry("2026-04-01", 9, "false"))
    assert table_on(table, date(2026, 3, 31)).confirmed
    found = table_on(table, date(2026, 4, 1))
    assert (found.values.yen, found.confirmed, found.table_from) == (1, False, date(2024, 4, 1))
    assert found.unsure_from == date(2026, 4, 1)
    unsure = fares("entries:" + entry("2024-04-01", 1, "false"))
    with pytest.raises(NoTable):
        table_on(unsure, date(2030, 1, 1))


def test_a_table_is_sure_until_the_day_somebody_looked_at(fares: Callable[[str], Table[Fare]]) -> None:
    """I-82b. Must catch: the last day somebody looked at taken for ever."""
    table = fares("entries:" + entry("2024-04-01", 1, more=", confirmed_until: 2025-03-31"))
    assert table_on(table, date(2025, 3, 31)).confirmed
    assert table_on(table, date(2025, 6, 30)).unsure_from == date(2025, 4, 1)


def test_what_the_town_confirmed_holds(fares: Callable[[str], Table[Fare]]) -> None:
    """Must catch: a confirmation that is not heeded, or one that holds before its day."""
    table = fares("entries:" + entry("2024-04-01", 1) + entry("2026-04-01", 9, "false"))
    by_town = {table.name: {date(2026, 4, 1): {"yen": 8}}}
    found = table_on(table, date(2026, 4, 1), by_town)
    assert (found.values.yen, found.confirmed, found.source) == (8, True, "町の確認")
    assert table_on(table, date(2026, 3, 31), by_town).values.yen == 1
    another = {table.name: {date(2025, 4, 1): {"yen": 5}}}
    assert table_on(table, date(2026, 4, 1), another).values.yen == 5
    assert not table_on(table, date(2026, 4, 1), another).confirmed
    with pytest.raises(ValidationError):
        table_on(table, date(2026, 4, 1), {table.name: {date(2026, 4, 1): {"yen": "many"}}})


@pytest.mark.parametrize(
    "text",
    [
        "entries: []",
        "entries:" + entry("2025-04-01", 1) + entry("2024-04-01", 2),
        "entries:" + entry("2025-04-01", 1) + entry("2025-04-01", 2),
        "entries:" + entry("2025-04-01", "many"),
        "entries:" + entry("2025-04-01", 1, more=", until: 2026-01-01"),
        "entries: [",
    ],
)
def test_a_wrong_table_is_refused_with_its_name(fares: Callable[[str], Table[Fare]], text: str) -> None:
    """Must catch: a misspelt name that silently counts for nothing."""
    table = fares(text)
    with pytest.raises(ValueError, match=rf"^{table.name}\.yaml: "):
        table.entries()


def test_every_file_is_a_table_and_every_table_a_file() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TABLES)
    for table in TABLES.values():
        assert table.entries()[0].confirmed


def test_nothing_marked_as_unsure_is_in_force_anywhere() -> None:
    """I-82b. Must catch: 要確認 in a source, and `confirmed: true` beside it."""
    for table in TABLES.values():
        for each in table.entries():
            assert each.confirmed is ("要確認" not in each.source), (table.name, each.effective_from)


def test_the_unsure_tables_of_2026() -> None:
    assert table_on(SINGLE_PARENT_ALLOWANCE, date(2026, 4, 1)).table_from == date(2025, 4, 1)
    assert table_on(BURDEN_INCOME, date(2026, 11, 29)).values.second == 809_000
    assert not table_on(BURDEN_INCOME, date(2026, 11, 29)).confirmed


def test_a_result_is_as_sure_and_as_new_as_its_tables() -> None:
    sure = {CHILD_ALLOWANCE.name: {date(2027, 4, 1): CHILD_ALLOWANCE.entries()[0].values}}
    child, month = Child(date(2020, 1, 1)), date(2027, 4, 1)
    assert not monthly_amount([child], month).confirmed
    assert monthly_amount([child], month, sure).confirmed
    assert monthly_amount([child], month, sure).table_from == month
    assert monthly_amount([child], month - timedelta(days=1), sure).table_from == date(2024, 10, 1)
