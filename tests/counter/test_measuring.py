"""How long visits last, by place and month: right in its numbers, and silent where they would be somebody's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.counter.measuring import FEWEST, OTHERS, Stay, measure, months_told
from app.counter.stages import Stage

DESKS = {"honcho": 3, "higashi": 1}
MAY = datetime(2026, 5, 12, tzinfo=UTC)


def stays(count: int, place: str = "honcho", at: datetime = MAY) -> list[Stay]:
    return [Stay(place, at, 60.0 * n, {Stage.IDENTIFY: 6.0 * n}) for n in range(1, count + 1)]


def test_half_are_shorter_than_the_median_and_nine_of_ten_than_the_other() -> None:
    """Mutation: the mean instead of the median; the longest instead of the 90th percentile."""
    odd = [*stays(10), Stay("honcho", MAY, 36_000, {})]
    whole, identify = measure(odd, DESKS)
    assert (whole.stage, whole.visits, whole.median, whole.ninth_tenth) == (None, 11, 360, 600)
    assert (identify.stage, identify.visits, identify.median) == (Stage.IDENTIFY, 10, 33)
    assert (whole.month, whole.place) == (date(2026, 5, 1), "honcho")


@pytest.mark.parametrize("count", range(1, FEWEST))
def test_few_visits_are_not_told(count: int) -> None:
    """I-38c. Mutation: a cell of one visit, which is the clerk's of that day."""
    assert {(each.visits, each.median, each.ninth_tenth) for each in measure(stays(count), DESKS)} == {
        (None, None, None)
    }


def test_a_place_with_one_desk_is_somebodys_and_not_told() -> None:
    """I-38c. Mutation: a branch of one desk, where every visit is the same clerk's."""
    assert measure(stays(50, "higashi"), DESKS) == ()
    together = measure([*stays(30, "higashi"), *stays(30, "nishi")], {**DESKS, "nishi": 1})
    assert {each.place for each in together} == {OTHERS}
    assert together[0].visits == 60


def test_a_place_the_file_names_no_longer_is_not_told_by_itself() -> None:
    assert measure(stays(50, "gone"), DESKS) == ()


def test_a_month_is_told_when_it_is_over() -> None:
    """I-38c. Mutation: the running month, where a look before and after a visit tells its seconds. Months are Japan’s."""
    at = datetime(2026, 5, 31, 15, tzinfo=UTC)  # midnight of 1 June in Japan
    assert months_told(at, 2) == (date(2026, 5, 1), date(2026, 4, 1))
    assert months_told(at - timedelta(seconds=1), 1) == (date(2026, 4, 1),)
    (whole, _) = measure(stays(FEWEST, at=at), DESKS)
    assert whole.month == date(2026, 6, 1)


@given(
    st.lists(
        st.builds(
            Stay,
            st.sampled_from(["honcho", "higashi", "nishi"]),
            st.builds(lambda days: MAY + timedelta(days=days), st.integers(0, 90)),
            st.floats(0, 10_000),
            st.dictionaries(st.sampled_from(Stage), st.floats(0, 1000)),
        ),
        max_size=60,
    )
)
def test_whatever_came_no_number_is_of_fewer_than_that(found: list[Stay]) -> None:
    for cell in measure(found, {"honcho": 3, "higashi": 1, "nishi": 1}):
        assert cell.visits is None or cell.visits >= FEWEST
        assert (cell.visits is None) == (cell.median is None) == (cell.ninth_tenth is None)
        if cell.median is not None and cell.ninth_tenth is not None:
            assert cell.median <= cell.ninth_tenth
