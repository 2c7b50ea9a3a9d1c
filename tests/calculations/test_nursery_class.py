"""The class of a child in the fiscal year 2026, April 2026 to March 2027."""

from datetime import date

import pytest

from app.calculations.nursery_class import nursery_class

VECTORS = [
    ("2026-05-02", 0),
    ("2025-12-01", 0),
    ("2025-04-02", 0),
    ("2025-04-01", 1),
    ("2023-04-02", 2),
    ("2023-04-01", 3),
    ("2020-04-02", 5),
    ("2020-04-01", None),
]


@pytest.mark.parametrize(("born", "expected"), VECTORS)
@pytest.mark.parametrize("day", ["2026-04-01", "2026-12-31", "2027-03-31"])
def test_the_class_of_a_year(born: str, expected: int | None, day: str) -> None:
    """Must catch: 1 April put with the younger ones, a class that changes on the birthday or at new year."""
    assert nursery_class(date.fromisoformat(born), date.fromisoformat(day)) == expected


def test_the_class_goes_up_on_the_first_of_april() -> None:
    born = date(2023, 4, 2)
    assert nursery_class(born, date(2027, 3, 31)) == 2
    assert nursery_class(born, date(2027, 4, 1)) == 3
