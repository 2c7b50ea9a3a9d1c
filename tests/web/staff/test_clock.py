"""The clock is set while the service runs: the trail stays whole and in order, and somebody is told."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from app.audit.chain import record_view
from app.audit.incident_queries import list_open
from app.audit.queries import list_latest
from app.audit.verify import Verdict, verify
from app.clock import ClockWatch
from app.jobs.kinds import SweepDrafts
from app.main import create_app
from app.watching import Watcher, look_at_clock
from app.web.office import Office
from app.working import work
from tests.audit.conftest import noted
from tests.operations.making import URL, a_furnished_app, settings_in
from tests.web.staff.making import Desk, Moment

YEAR = timedelta(days=365)
BACK = timedelta(minutes=-10)
EVENING = datetime(2026, 3, 31, 15, 30, tzinfo=UTC)  # in Japan already half past midnight, 1 April


class Machine:
    """A clock on the wall that can be set, and a time that runs evenly."""

    def __init__(self, office: Office, moment: Moment) -> None:
        self.office, self.moment, self.ticks = office, moment, 0.0
        self.watch = ClockWatch(office.clock, lambda: self.ticks)

    def passes(self, seconds: float) -> None:
        self.moment.forward(seconds=seconds)
        self.ticks += seconds

    def looks(self) -> list[str]:
        """What the open incidents are about."""
        look_at_clock(self.office, self.watch)
        with self.office.database.read() as session:
            return [each.about for each in list_open(session)]


@pytest.fixture
def machine(desk: Desk) -> Iterator[Machine]:
    return Machine(desk.office, desk.clock)


@pytest.mark.parametrize(
    ("step", "told"), [(BACK, "back"), (YEAR, "forward"), (timedelta(seconds=3), "forward")]
)
def test_whoever_sets_the_clock_is_noticed(machine: Machine, step: timedelta, told: str) -> None:
    """I-73. Must catch: a day's deadlines wrong by an hour, and nobody who hears of it."""
    machine.passes(3600)
    assert machine.looks() == []
    machine.moment.at += step
    assert machine.looks() == [told]
    machine.passes(15)
    assert machine.looks() == [told]
    with machine.office.database.read() as session:
        (incident,) = list_open(session)
        assert incident.times == 1


def test_a_clock_that_is_corrected_slowly_alarms_nobody(machine: Machine) -> None:
    """I-73. Must catch: an alarm for what every machine does all day, which nobody believes any more."""
    machine.passes(600)
    machine.moment.at += timedelta(seconds=1)
    assert machine.looks() == []
    machine.moment.at += timedelta(seconds=-2)
    assert machine.looks() == []


def test_a_machine_behind_what_others_have_noted_is_noticed(machine: Machine) -> None:
    """I-73. Must catch: a step while nothing ran, or the clock of one machine of several."""
    record_view(machine.office.database, noted(at=machine.moment() + timedelta(seconds=2)))
    assert machine.looks() == []
    record_view(machine.office.database, noted(at=machine.moment() + timedelta(minutes=10)))
    assert machine.looks() == ["back"]


def test_the_trail_is_whole_and_in_the_order_of_what_happened(desk: Desk) -> None:
    """I-73. Must catch: a trail sorted by the time of day, in which the effect stands before its cause."""
    office, happened = desk.office, []
    for number, step in enumerate((timedelta(), BACK, YEAR, -YEAR)):
        desk.clock.at += step
        happened.append(f"view_{number}")
        record_view(office.database, noted(happened[-1], at=desk.clock()))
    with office.database.read() as session:
        told = [entry.action for entry in list_latest(session)][: len(happened)]
        assert told == happened[::-1]
        assert verify(session, office.audit.sealing_keys) == Verdict(list_latest(session)[0].sequence)


def test_utc_is_stored_and_the_time_of_japan_is_shown(desk: Desk) -> None:
    """I-73. Must catch: an entry of 1 April that stands in the books of the year before."""
    desk.clock.at = EVENING
    auditor = desk.officer("kansa")
    auditor.opens("/staff/audit")
    auditor.opens("/staff/audit")
    assert "2026年4月1日" in auditor.text or "令和8年4月1日" in auditor.text or "2026-04-01" in auditor.text
    assert "0:30" in auditor.text
    with desk.office.database.read() as session:
        stored = session.scalar(text("SELECT max(at) FROM audit_entry"))
    assert str(stored).startswith("2026-03-31 15:30")


def test_nothing_is_forgotten_while_nobody_trusts_the_clock(desk: Desk, machine: Machine) -> None:
    """I-73. Must catch: every draft of the town gone in the night after somebody set the clock a year ahead."""
    with desk.office.database.write() as session:
        session.execute(text("UPDATE web_session SET ended_at = NULL"))
        before = session.scalar(text("SELECT count(*) FROM web_session"))
    desk.officer()
    machine.moment.at += 3 * YEAR
    assert machine.looks() == ["forward"]
    work(desk.office, SweepDrafts())
    with desk.office.database.read() as session:
        assert (session.scalar(text("SELECT count(*) FROM web_session")) or 0) > (before or 0)


def test_every_running_service_watches_its_own_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """I-73. Must catch: a watch that nobody starts."""
    monkeypatch.setattr(Watcher.__init__, "__defaults__", (0.02,))
    a_furnished_app(tmp_path)
    moment = Moment(datetime.now(UTC))
    app = create_app(settings_in(tmp_path), moment)
    with TestClient(app, base_url=URL):
        moment.at -= timedelta(minutes=10)
        deadline = time.monotonic() + 10
        found: list[str] = []
        while not found and time.monotonic() < deadline:
            time.sleep(0.05)
            with app.state.office.database.read() as session:
                found = [each.about for each in list_open(session)]
    assert found == ["back"]
