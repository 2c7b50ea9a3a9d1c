"""PostgreSQL is gone for a while: a sentence at once, the form in the page, and everything again when it is back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crash.processes import ForkedTown
from tests.crash.filing import Filing
from tests.crash.town import until
from tests.postgres import OwnServer, PostgresMissing, own_server, refuse_or_skip
from tests.world import free_ports

pytestmark = [pytest.mark.postgres, pytest.mark.long]


@pytest.fixture
def server() -> Iterator[OwnServer]:
    try:
        with own_server() as running:
            yield running
    except PostgresMissing as missing:
        refuse_or_skip(missing)


@pytest.fixture
def town(server: OwnServer, tmp_path: Path) -> Iterator[ForkedTown]:
    opened = ForkedTown(tmp_path, free_ports(), server.url)
    opened.start()
    yield opened
    opened.kill()


def test_a_database_that_went_away_is_told_at_once_and_found_again(
    town: ForkedTown, server: OwnServer
) -> None:
    """I-06. Must catch: minutes without an answer, a 500, a pool that keeps dead connections."""
    filing, later = Filing(town), Filing(town)
    server.kill()
    for _ in range(20):
        began = time.monotonic()
        assert filing.send(503) is None
        assert time.monotonic() - began < 2
        assert filing.answer is not None
        assert filing.answer.status_code == 503
        assert "もう一度送る" in filing.answer.text
    server.start()
    back = time.monotonic()
    until(lambda: filing.send(503) is not None, 5)
    assert time.monotonic() - back < 5
    assert filing.has_arrived_once(str(filing.send()))
    assert later.send()
    # Whoever only looks never hears of a restart.
    server.kill()
    server.start()
    later.resident.opens("/my")
    filing.resident.close()
    later.resident.close()


def test_many_on_one_case_are_refused_with_a_sentence_at_worst(town: ForkedTown) -> None:
    """I-07. Must catch: a 500 where fifty taps meet at one application."""
    filing = Filing(town)
    answers = filing.send_at_once(50)
    assert {status for status, _ in answers} <= {303, 409}
    numbers = {number for status, number in answers if status == 303}
    assert len(numbers) == 1
    assert filing.has_arrived_once(str(numbers.pop()))
    filing.resident.close()
