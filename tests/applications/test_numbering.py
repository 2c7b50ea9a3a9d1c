"""Running numbers that are never given twice, however many ask at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from app.applications.numbering import next_number
from app.database import Database

AT_ONCE = 6


@pytest.fixture(params=["database", "pg_database"])
def either_database(request: pytest.FixtureRequest) -> Any:
    """One has a single writer, the other only locks of rows."""
    return request.getfixturevalue(request.param)


def at_once(work: Callable[[], int]) -> list[int]:
    """Every thread begins in the same moment."""
    start = Barrier(AT_ONCE)

    def begin(_number: int) -> int:
        start.wait(10)
        return work()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sorted(threads.map(begin, range(AT_ONCE)))


def draw(database: Database, name: str = "application", year: int = 2026) -> int:
    with database.write() as session:
        return next_number(session, name, year)


def test_the_first_of_a_year_may_be_drawn_by_many(either_database: Database) -> None:
    """Must catch: the row of a new year made twice, or one of them sent away with an error."""
    assert at_once(lambda: draw(either_database)) == list(range(1, AT_ONCE + 1))


def test_numbers_drawn_at_once_differ(either_database: Database) -> None:
    """Must catch: a number read and written in two steps."""
    draw(either_database)
    assert at_once(lambda: draw(either_database)) == list(range(2, AT_ONCE + 2))


def test_every_purpose_and_year_counts_for_itself(database: Database) -> None:
    assert [draw(database), draw(database, "document"), draw(database, year=2027), draw(database)] == [
        1,
        1,
        1,
        2,
    ]


def test_a_number_of_a_transaction_that_failed_was_never_given(database: Database) -> None:
    def draw_and_fail() -> None:
        with database.write() as session:
            assert next_number(session, "application", 2026) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        draw_and_fail()
    assert draw(database) == 1


def test_within_one_transaction_numbers_go_on(database: Database) -> None:
    with database.write() as session:
        assert [next_number(session, "application", 2026) for _ in range(3)] == [1, 2, 3]
