"""The whole corpus sent to the real program: every file ends well, and the program does not feel it."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.crash.town import Town
from tests.files.hostile_files import EVERYTHING, STORED, Sent
from tests.people import Resident
from tests.scenarios import disaster
from tests.world import free_ports

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
MEGABYTE = 1024 * 1024


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    opened = Town(tmp_path_factory.mktemp("town"), free_ports())
    opened.start()
    yield opened
    opened.kill()


@pytest.fixture
def resident(town: Town) -> Iterator[Resident]:
    """On the page for the papers of the repairs, which takes photos and PDF."""
    visitor = Resident(town.url)
    visitor.client.timeout = httpx.Timeout(120)
    disaster.arrive(visitor)
    disaster.tell_of_damage(visitor, repaired="repaired")
    assert "repair_papers" in visitor.path
    yield visitor
    visitor.close()


def most_memory(town: Town) -> int:
    """Of the web process since it began, its children left out."""
    status = Path(f"/proc/{town.processes['web'].pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


class Others:
    """Somebody else who reads pages all the while."""

    def __init__(self, url: str) -> None:
        self.served, self.failed, self._stop = 0, [], threading.Event()
        self._thread = threading.Thread(target=self._read, args=(url,))

    def _read(self, url: str) -> None:
        with httpx.Client(base_url=url, timeout=60) as client:
            while not self._stop.is_set():
                answer = client.get("/procedures/certificate_of_residence")
                self.served += answer.status_code == 200
                self.failed += [] if answer.status_code == 200 else [answer.status_code]

    @contextmanager
    def reading(self) -> Iterator[None]:
        self._thread.start()
        yield
        self._stop.set()
        self._thread.join()


def outcome(resident: Resident, sent: Sent) -> str:
    """What the page says of it: STORED, or the message at the field. What was stored is deleted again."""
    files = [("repair_docs", (sent.name, sent.make()))]
    resident.sends("選んだものを送る", files=files, expected=(200, 413, 422))
    if resident.answer.status_code == 200:
        stored = resident.page.xpath("//*[@data-stored]//li")
        assert len(stored) == 1, sent.name
        resident.sends("消す（")
        return STORED
    said = resident.complaints["repair_docs"]
    assert resident.page.xpath("//*[@data-stored]//li") == [], sent.name
    return said


def test_every_file_ends_well_and_nobody_feels_it(town: Town, resident: Resident) -> None:
    """I-09 I-57 I-58 I-59 I-59b I-59c I-59d. Must catch: pictures decoded in the web process, a child without limits,
    a lock held while a file is opened, a refusal without words.
    """
    warm_up = Sent("warm.jpg", EVERYTHING[0].make)
    outcome(resident, warm_up)
    outcome(resident, next(sent for sent in EVERYTHING if sent.name == "photo.webp"))
    before, others, wrong, unfelt = most_memory(town), Others(town.url), {}, []
    with others.reading():
        for sent in EVERYTHING:
            served = others.served
            said = outcome(resident, sent)
            if not any(said == STORED if ending == STORED else ending in said for ending in sent.endings):
                wrong[sent.name] = said
            unfelt.append(others.served - served)
    assert wrong == {}
    assert others.failed == []
    assert sum(unfelt) > len(EVERYTHING)
    assert max(unfelt) >= 3, "nobody was served while the heaviest file was opened"
    assert most_memory(town) - before <= 50 * MEGABYTE
