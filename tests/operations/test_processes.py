"""Real processes: two that serve one port, a worker beside them, and what happens when one of them dies."""

import re
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.sandboxes.mailbox.mails import Mailbox
from app.settings import Settings
from tests.operations.commands import command
from tests.operations.processes import Running, kill, running
from tests.people import Clerk, Resident
from tests.postgres import PostgresServer
from tests.scenarios import certificate, desk
from tests.world import PASSWORD, a_world, free_ports, settings_of

TOKEN = "a-token-of-thirty-two-characters!"


@pytest.fixture(scope="module")
def place(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """With its staff; nobody serves it yet."""
    folder, url = tmp_path_factory.mktemp("town"), postgres.create_database()
    with a_world(folder, url, jobs=False) as world:
        return world.settings


@pytest.fixture(scope="module")
def service(place: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The public and the office in one, twice, with the sandboxes of the rehearsal; and a worker."""
    logs, tmp = tmp_path_factory.mktemp("logs"), tmp_path_factory.mktemp("tmp")
    worker = place.model_copy(update={"public_url": f"http://localhost:{free_ports().first}"})
    both = {"PROCESSES": "2", "JOBS__EMBEDDED": "false", "METRICS_TOKEN": TOKEN, "TMPDIR": str(tmp)}
    quick = {"SERVES": "worker", "JOBS__POLL_SECONDS": "0.1"}
    with (
        running(place, logs / "web.log", **both) as web,
        running(worker, logs / "worker.log", "--no-sandboxes", **quick),
    ):
        web.until(lambda: "Madoguchi: " in web.said)
        web.figures = tmp
        yield web


def counted(service: Running) -> dict[str, float]:
    with httpx.Client(headers={"Authorization": f"Bearer {TOKEN}", "Connection": "close"}) as client:
        text = client.get(f"{service.url}/metrics").text
    found = re.findall(
        r'^madoguchi_requests_total\{method="GET",route="(.*)",status="200"\} (.*)$', text, re.MULTILINE
    )
    return {route: float(count) for route, count in found}


def test_two_processes_and_a_worker_carry_a_case_to_its_end(service: Running, place: Settings) -> None:
    """I-35. Must catch: who somebody is, or what they wrote, kept in the memory of one process."""
    with closing(Resident(service.url)) as resident, closing(Clerk(service.url)) as clerk:
        for visitor in (resident, clerk):
            visitor.client.headers["Connection"] = "close"  # so that each request may meet the other process
        certificate.reach_check(resident)
        resident.sends("この内容で申請する", {"consent_truth": "yes"})
        number = resident.path.split("/")[2]
        clerk.signs_in("tanto", PASSWORD)
        desk.take_up(clerk, number)
    mailbox = Mailbox(place.data / "mailbox")
    service.until(lambda: any(number in mail.body for mail in mailbox.list_mails()))


def test_both_processes_have_served_and_are_counted_together(service: Running) -> None:
    """I-35. Must catch: one process that does everything, or figures that jump with whoever is asked."""
    before = counted(service).get("/contact", 0)
    pids = service.children
    assert len(pids) == 2
    asked = 0
    with httpx.Client(headers={"Connection": "close"}) as client:
        # On a busy machine one of them may be the quicker one for a while.
        while asked < 40 or (served_by(service) != set(pids) and asked < 1000):
            assert client.get(f"{service.url}/contact").status_code == 200
            asked += 1
    assert served_by(service) == set(pids)
    assert {counted(service)["/contact"] - before for _ in range(6)} == {asked}


def served_by(service: Running) -> set[int]:
    (folder,) = service.figures.glob("madoguchi-figures-*")
    served = [path for path in folder.glob("counter_*.db") if b"/contact" in path.read_bytes()]
    return {int(path.stem.rpartition("_")[2]) for path in served}


def test_a_process_that_dies_is_replaced(service: Running) -> None:
    """I-35. Must catch: a service that shrinks with every crash until nobody answers."""
    first, second = service.children
    kill(first)
    service.until(lambda: len(service.children) == 2 and first not in service.children)
    service.until(service.answers)
    assert second in service.children


def test_renewing_them_one_by_one_leaves_nobody_waiting(service: Running) -> None:
    """I-67. Must catch: a restart in which a resident meets a closed door."""
    before = set(service.children)
    service.process.send_signal(signal.SIGHUP)
    seen: list[int] = []

    def is_renewed() -> bool:
        seen.append(asked(f"{service.url}/healthz"))
        return not before & set(service.children)

    service.until(is_renewed)
    assert set(seen) == {200}


def asked(url: str) -> int:
    """As browsers and proxies ask: once more where a connection was closed before anything was answered.

    A process that is going closes those on which nothing has been asked yet (RFC 9112, 9.3.1).
    """
    for again in (True, False):
        with httpx.Client(headers={"Connection": "close"}, timeout=30) as client:
            try:
                return client.get(url).status_code
            except httpx.RemoteProtocolError:
                if not again:
                    raise
    raise AssertionError("unreachable")


def test_sqlite_is_served_by_one_process_only(tmp_path: Path) -> None:
    """I-35. Must catch: a second process on the same file, whose writers know nothing of the first one's queue."""
    place = settings_of(tmp_path, free_ports())
    with running(place, tmp_path / "log", "--no-sandboxes"):
        second = command(place, "serve", "--no-sandboxes", "--port", "1", "--data", str(tmp_path))
    assert second.returncode == 2
    assert "SQLite serves one process, several need PostgreSQL (DATABASE_URL)" in second.stderr


@pytest.mark.parametrize("told", [{"PROCESSES": "2"}, {"SERVES": "office"}])
def test_what_sqlite_cannot_do_is_said_in_a_sentence(tmp_path: Path, told: dict[str, str]) -> None:
    """Must catch: a traceback, or a log line without words, for a setting that cannot be."""
    place = settings_of(tmp_path, free_ports())
    refused = command(place, "serve", "--no-sandboxes", "--data", str(tmp_path), **told)
    assert refused.returncode == 2
    assert "SQLite serves one process, which does everything" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_first_line_says_which_program_starts(service: Running) -> None:
    """I-66. Must catch: a log from which nobody can tell what was running that night."""
    (line,) = [line for line in service.said.splitlines() if '"message": "starting"' in line]
    assert '"version": "' in line
    assert '"serves": "all"' in line
