"""The month from which a benefit is paid: fifteen days, closed days, months' ends."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.japan.business_days import ClosedDays
from app.japan.claims import (
    claim_deadline,
    first_month_paid,
    from_first_of_month,
    last_month_paid,
    last_month_under_three,
    month_after,
)

CLOSED = ClosedDays()
ONE = timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2060, 12, 31))


def month_number(day: date) -> int:
    return day.year * 12 + day.month


@given(event=days, wait=st.integers(0, 200))
def test_a_claim_in_time_counts_in_the_month_of_the_event(event: date, wait: int) -> None:
    """I-82. Must catch: the fourteenth or sixteenth day, the month of the event itself, a late claim backdated."""
    claim = event + wait * ONE
    deadline = claim_deadline(event, CLOSED)
    month = first_month_paid(event, claim, deadline)
    counts_from = event if claim <= deadline else claim
    assert month.day == 1
    assert month_number(month) == month_number(counts_from) + 1


@given(event=days)
def test_the_deadline_is_the_fifteenth_day_or_the_first_open_one_after_it(event: date) -> None:
    """I-82."""
    plain, found = claim_deadline(event, CLOSED, extend=False), claim_deadline(event, CLOSED)
    assert [event + n * ONE for n in range(1, 16)][-1] == plain
    assert found == next(plain + n * ONE for n in range(20) if CLOSED.is_open(plain + n * ONE))


@given(event=days, wait=st.integers(0, 60))
def test_a_hindrance_moves_the_deadline_and_not_the_month(event: date, wait: int) -> None:
    """I-82: やむを得ない理由がやんだ後15日以内, paid from the month after it began (児童手当法8条3項)."""
    ended = event + wait * ONE
    deadline = claim_deadline(event, CLOSED, hindered_until=ended)
    assert deadline == claim_deadline(ended, CLOSED)
    assert first_month_paid(event, deadline, deadline) == month_after(event)
    assert claim_deadline(event, CLOSED, hindered_until=event - 9 * ONE) == claim_deadline(event, CLOSED)


@given(event=days, founding=st.integers(15, 17))
def test_the_town_s_own_closed_days_count(event: date, founding: int) -> None:
    """I-82. Must catch: only weekends and national holidays known."""
    own = ClosedDays(extra=frozenset({event + n * ONE for n in range(15, founding + 1)}))
    assert claim_deadline(event, own) > event + founding * ONE


@given(day=days)
def test_whole_months_are_paid(day: date) -> None:
    """I-82: the month in which a claim ends is paid, and so is that of the third birthday, whatever its day."""
    assert last_month_paid(day) == from_first_of_month(day) == day.replace(day=1)
    assert month_number(last_month_under_three(day)) == month_number(day) + 36
