"""The same at moments that nobody has chosen, again and again."""

import random
import threading

import pytest

from tests.crash.filing import Filing
from tests.crash.town import Town, until

ROUNDS = 25


@pytest.mark.long
@pytest.mark.timeout(900)
def test_whenever_it_dies_what_was_acknowledged_is_there_once(town: Town) -> None:
    """Must catch: any moment at which an answer is ahead of the commit, or a retry files again."""
    chance = random.Random(20260512)
    filed: list[tuple[Filing, str]] = []
    for _ in range(ROUNDS):
        town.start()
        filing = Filing(town)
        executioner = threading.Timer(
            chance.uniform(0, 0.12), town.kill, [chance.choice(sorted(town.processes))]
        )
        executioner.start()
        acknowledged = filing.send()
        executioner.join()
        town.start()
        number = filing.send()
        assert number
        assert acknowledged in {None, number}
        filed.append((filing, number))
    assert len({number for _, number in filed}) == ROUNDS
    assert all(filing.has_arrived_once(number) for filing, number in filed)
    until(lambda: all(filing.notices == ["sent"] for filing, _ in filed), 120)
    assert {town.mails_about(number) for _, number in filed} <= {1, 2}
    for filing, _ in filed:
        filing.resident.close()
