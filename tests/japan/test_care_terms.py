"""How long a certification of long-term care holds, against a count of month's ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.japan.care_terms import (
    Certification,
    can_renew_on,
    decision_due_on,
    months_allowed,
    renewable_from,
    valid_until,
    validity,
)

ONE = timedelta(days=1)
days = st.dates(date(2000, 4, 1), date(2099, 12, 31))
months = st.integers(3, 12)


def counted(starts_on: date, months: int) -> date:
    """The rest of the month does not count as one of the months, unless it is a whole one (施行規則38条)."""
    ends_wanted = months + (starts_on.day != 1)
    day = starts_on
    while True:
        if (day + ONE).day == 1:
            ends_wanted -= 1
        if ends_wanted == 0:
            return day
        day += ONE


@given(applied_on=days, months=st.integers(1, 48))
def test_a_certification_ends_with_a_month(applied_on: date, months: int) -> None:
    """I-82. Must catch: the rest of the first month lost, or a month too many from the first of a month."""
    assert valid_until(applied_on, months) == counted(applied_on, months)


@given(applied_on=days, months=months, kind=st.sampled_from([Certification.NEW, Certification.CHANGE]))
def test_it_holds_from_the_application(applied_on: date, months: int, kind: Certification) -> None:
    """I-82: 介護保険法27条8項."""
    found = validity(kind, applied_on, months)
    assert found.starts_on == applied_on
    assert found.holds_on(applied_on)
    assert found.holds_on(found.ends_on)
    assert not found.holds_on(applied_on - ONE)
    assert not found.holds_on(found.ends_on + ONE)


@given(until=days, months=st.integers(3, 36), before=st.integers(0, 60))
def test_a_renewal_follows_without_a_gap(until: date, months: int, before: int) -> None:
    """I-82. Must catch: a renewal from the day of its application."""
    found = validity(Certification.RENEWAL, until - before * ONE, months, previous_until=until)
    assert found.starts_on == until + ONE
    assert found.ends_on == counted(until + ONE, months)


@given(until=days)
def test_it_can_be_renewed_for_sixty_days_and_on_the_last_one(until: date) -> None:
    """I-82. Must catch: 61 or 59 days before; the last day shut out."""
    window = [until - n * ONE for n in range(70) if can_renew_on(until, until - n * ONE)]
    assert (window[0], window[-1]) == (until, until - 60 * ONE)
    assert renewable_from(until) == window[-1]
    assert not can_renew_on(until, until + ONE)


@pytest.mark.parametrize("kind", Certification)
@pytest.mark.parametrize("same_level", [False, True])
def test_the_board_chooses_within_the_limits(kind: Certification, same_level: bool) -> None:
    """I-82."""
    allowed = months_allowed(kind, same_level=same_level)
    assert allowed.least <= allowed.standard <= allowed.most
    until = date(2026, 11, 30)
    for wrong in (allowed.least - 1, allowed.most + 1):
        with pytest.raises(ValueError, match="holds"):
            validity(kind, until, wrong, previous_until=until, same_level=same_level)
    validity(kind, until, allowed.most, previous_until=until, same_level=same_level)


def test_a_renewal_needs_something_to_renew() -> None:
    with pytest.raises(ValueError, match="follows"):
        validity(Certification.RENEWAL, date(2026, 11, 1), 12)


@given(applied_on=days)
def test_the_decision_is_due_in_thirty_days(applied_on: date) -> None:
    """I-82: 介護保険法27条11項; the day of the application does not count."""
    assert (decision_due_on(applied_on) - applied_on).days == 30
