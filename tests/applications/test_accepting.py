"""受付期間: the last day counts to its last second in Japan, and what has arrived is mended at any time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.applications.accepting import NotAccepted, closed_reason
from app.applications.lifecycle import State
from app.clock import JST, japan_date
from app.database import Database
from app.municipality.offering import AcceptingPeriod
from app.municipality.town import Municipality
from tests import make
from tests.applications.reading import notices
from tests.conftest import NOW

LAST = date(2026, 5, 31)
SECOND = timedelta(microseconds=1)


def a_town_until(last: date | None, first: date | None = None) -> Municipality:
    return make.a_town(make.ALLOWANCE, accepting=AcceptingPeriod(begins_on=first, ends_on=last))


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), JST).astimezone(UTC)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.timedeltas(SECOND, timedelta(days=400)))
def test_the_last_day_ends_at_midnight_in_japan(last: date, apart: timedelta) -> None:
    """I-82, on both sides. Must catch: midnight in UTC, nine hours of grace, or the last day left out."""
    town, end = a_town_until(last), midnight_after(last)
    assert closed_reason(town, make.ALLOWANCE, japan_date(end - apart)) is None
    assert closed_reason(town, make.ALLOWANCE, japan_date(end)) is not None
    assert closed_reason(town, make.ALLOWANCE, japan_date(end + apart)) is not None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_first_day_begins_at_midnight_in_japan(first: date) -> None:
    town, begin = a_town_until(None, first), midnight_after(first - timedelta(days=1))
    assert closed_reason(town, make.ALLOWANCE, japan_date(begin)) is None
    assert closed_reason(town, make.ALLOWANCE, japan_date(begin - SECOND)) is not None


def test_the_last_second_arrives_and_the_next_does_not(session: Session) -> None:
    """I-82: no grace. Must catch: only starting looks at the period."""
    end = midnight_after(LAST)
    in_time = make.a_draft(session, town=a_town_until(LAST), now=end - timedelta(seconds=61))
    in_time.submit()
    assert in_time.application.arrived_at == end - timedelta(seconds=1)
    late = make.a_draft(session, town=a_town_until(LAST), now=end - timedelta(seconds=60))
    answers = dict(late.application.answers)
    with pytest.raises(NotAccepted) as refused:
        late.submit()
    for expected in ("令和8年(2026年)5月31日(日)で終わりました", "電話 0"):
        assert expected in refused.value.message
    assert late.application.state is State.DRAFT
    assert late.application.answers == answers
    assert late.application.reference_number is None
    assert notices(session, late.application.id) == []


def test_too_early_and_not_at_all_are_told_apart() -> None:
    early = closed_reason(a_town_until(None, LAST), make.ALLOWANCE, make.TODAY)
    assert "5月31日(日)に始まります" in str(early)
    off = closed_reason(make.a_town(make.ALLOWANCE, enabled=False), make.ALLOWANCE, make.TODAY)
    assert "いまは受け付けていません" in str(off)


def test_what_has_arrived_is_mended_and_added_to_after_the_end(database: Database) -> None:
    """行政手続法7条. Must catch: a correction asked for and then refused because the period is over."""
    with database.write() as session:
        case = make.a_case(session, State.CORRECTION_REQUESTED, town=a_town_until(LAST))
        case.now = midnight_after(LAST)
        case.resubmit()
        assert case.application.state is State.IN_REVIEW
        added = make.a_case(session, State.ARRIVED, make.DISASTER, None, town=make.a_town(make.DISASTER))
        added.town = make.a_town(make.DISASTER, accepting=AcceptingPeriod(ends_on=japan_date(NOW)))
        added.now = midnight_after(LAST)
        added.supplement()
        assert len(added.application.versions) == 2
