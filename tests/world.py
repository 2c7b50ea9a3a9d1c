"""The whole town in one process: the service, its card reader, its payment provider and its mailbox, over HTTP."""

import atexit
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, cycle
from pathlib import Path
from typing import Any, Literal

import httpx
import uvicorn
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from app.auth.identity import Role
from app.auth.staff_accounts import NewStaff, create_account
from app.cli.operations import publish_catalog
from app.jobs.runner import JobRunner
from app.jobs.settings import JobsSettings
from app.main import create_app
from app.migrating import migrate
from app.sandboxes.card.server import create_card_app
from app.sandboxes.clamd.server import ClamdSandbox
from app.sandboxes.mailbox.mails import Mailbox, ReceivedMail
from app.sandboxes.payjp.server import create_app as create_provider
from app.sandboxes.payjp.settings import Rehearsal
from app.sandboxes.ports import Ports, card_sandbox, rehearsal_apps
from app.settings import ROOT, Settings
from app.web.office import Office
from app.working import work
from tests import make
from tests.auth.keys import a_key
from tests.conftest import NOW
from tests.postgres import PostgresServer

Begun = Literal["copied", "made", "there"]
FIRST_PORT, PORTS_OF_A_PROCESS = 11_000, 300
_turns = count()
PASSWORD = "natsu-no-kaze-2026"
# All but 会計課, which has the officer who may see nothing of the others.
SECTIONS = {
    *("kosodate", "hoiku", "hoken", "kaigo", "jumin", "zeimu", "bosai", "somu", "kankyo", "kensetsu"),
    *("fukushi", "kyoiku", "suido", "kikaku"),
}
STAFF = {
    "tanto": ("担当 はるか", {Role.CLERK}, SECTIONS),
    "kessai": ("決裁 まもる", {Role.APPROVER, Role.CLERK}, SECTIONS),
    "kanri": ("管理 あおい", {Role.ADMIN}, set()),
    "kansa": ("監査 しずか", {Role.AUDITOR}, set()),
    "yosho": ("他課 つばさ", {Role.CLERK}, {"kaikei"}),
}


class RunningClock:
    """Starts at a chosen moment and runs on; `forward` jumps."""

    def __init__(self, start: datetime = NOW) -> None:
        self._offset = start - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def forward(self, **by: float) -> None:
        self._offset += timedelta(**by)


@dataclass
class World:
    settings: Settings
    office: Office
    clock: RunningClock
    ports: Ports
    runner: JobRunner | None
    app: Any
    scanner: ClamdSandbox
    hosts: tuple[Any, ...] = ()

    @property
    def url(self) -> str:
        return self.settings.public_url

    def finish_jobs(self) -> None:
        """Waits until every job that is due has been done; where nobody runs jobs they stay."""
        if self.runner:
            self.runner.drain(20)

    def mails(self, about: str) -> list[ReceivedMail]:
        """What has reached mailboxes about a 受付番号, the latest first."""
        self.finish_jobs()
        return [mail for mail in Mailbox(self.settings.data / "mailbox").list_mails() if about in mail.body]

    @property
    def charges(self) -> int:
        """How often the payment provider has taken money since the town was built."""
        return int(httpx.get(f"{self.ports.payments_url}/admin/state").json()["charges"])


def free_ports() -> Ports:
    """Six ports in a row that nobody uses right now.

    Each process looks among its own, below those that the system hands out: one of these might be the source of
    some request by the time that a server wants it.
    """
    block = FIRST_PORT + os.getpid() % 60 * PORTS_OF_A_PROCESS
    while True:
        first = block + next(_turns) * 6 % PORTS_OF_A_PROCESS
        try:
            with ExitStack() as held:
                for port in range(first, first + 6):
                    taken = held.enter_context(socket.socket())
                    taken.bind(("127.0.0.1", port))
            return Ports(first)
        except OSError:
            continue


def settings_of(folder: Path, ports: Ports, database_url: str = "") -> Settings:
    base = Settings(
        data=folder,
        database_url=database_url,
        public_url=f"http://localhost:{ports.first}",
        municipality=ROOT / "municipalities" / "demo.yaml",
        households=ROOT / "demo" / "households.yaml",
    )
    return base.model_copy(
        update={
            "auth": base.auth.model_copy(
                update={
                    "digital_auth": base.auth.digital_auth.model_copy(update={"base_url": ports.card_url})
                }
            ),
            "payments": base.payments.model_copy(
                update={"api_base": ports.payments_url, "page_origin": ports.payments_url}
            ),
            "notices": base.notices.model_copy(update={"smtp_port": ports.smtp}),
            "files": base.files.model_copy(
                update={"virus_scan": "clamd", "clamd_address": f"127.0.0.1:{ports.scanner}"}
            ),
            "jobs": JobsSettings(embedded=False, poll_seconds=0.05, ticking=False),
            "audit": base.audit.model_copy(update={"anchors": folder / "anchors.jsonl"}),
        }
    )


@contextmanager
def served(apps: Mapping[int, Any]) -> Iterator[None]:
    """By port; all of them begin and end together."""
    servers = [
        uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False))
        for port, app in apps.items()
    ]
    threads = [threading.Thread(target=server.run, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 20
    while not all(server.started for server in servers):
        if time.monotonic() > deadline or not all(thread.is_alive() for thread in threads):
            raise RuntimeError(f"a server on one of the ports {[*apps]} did not start")
        time.sleep(0.02)
    try:
        yield
    finally:
        for server in servers:
            server.should_exit = True
        for thread in threads:
            thread.join(15)


class Alternately:
    """Several hosts behind one address: each request goes to the next one, whoever sent it."""

    def __init__(self, hosts: list[Any]) -> None:
        self._hosts, self._turn = hosts, cycle(hosts)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        host = self._hosts[0] if scope["type"] == "lifespan" else next(self._turn)
        await host(scope, receive, send)


@contextmanager
def a_world(
    folder: Path,
    database_url: str = "",
    *,
    jobs: bool = True,
    hosts: int = 1,
    begun: Begun = "copied",
    households: Path = ROOT / "demo" / "households.yaml",
) -> Iterator[World]:
    """Migrated, with the catalogue published, the staff of `STAFF` and every provider running.

    A process can run the jobs of one town at a time, but there may be any number without `jobs` beside it.
    `hosts` are services of their own, each with its own engine. `begun`: whether what every town has
    is copied into this one, made in it (where the copy would not do), or there already.
    """
    ports = free_ports()
    clock = RunningClock()
    settings = settings_of(folder, ports, database_url).model_copy(update={"households": households})
    if begun == "copied":
        furnish_from_copy(settings)
    elif begun == "made":
        furnish(settings)
    app = create_app(settings, clock)
    office: Office = app.state.office
    others = [create_app(settings, clock) for _ in range(hosts - 1)]
    runner = JobRunner(settings.database, lambda job: work(office, job), settings.jobs)
    with ExitStack() as running:
        own = {
            ports.first + 1: cards_of(settings, ports, clock),
            ports.first + 2: provider_of(settings, ports, clock),
        }
        running.enter_context(served({**rehearsal_apps(settings, ports), **own}))
        for other in others:
            running.callback(other.state.office.database.engine.dispose)
            running.callback(other.state.office.doors.close)
        scanner = ClamdSandbox(ports.scanner).start()
        running.callback(scanner.stop)
        running.enter_context(served({ports.first: Alternately([app, *others]) if others else app}))
        if jobs:
            runner.start()
            running.callback(runner.stop)
        hosts = (app, *others)
        yield World(settings, office, clock, ports, runner if jobs else None, app, scanner, hosts)


def furnish_from_copy(settings: Settings) -> None:
    """Everything that stays the same from town to town is made once per kind of database, and copied."""
    if settings.database_url:
        maintenance = make_url(settings.database_url).set(database="postgres")
        server = _server_at(maintenance.render_as_string(hide_password=False))
        server.replace_database(settings.database_url, _template_database(server))
    else:
        shutil.copytree(_template_folder(), settings.data, dirs_exist_ok=True)


_server_at = cache(PostgresServer)


@cache
def _template_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    furnish(settings_of(folder, free_ports()))
    return folder


@cache
def _template_database(server: PostgresServer) -> str:
    atexit.register(_forget, server)
    with tempfile.TemporaryDirectory() as folder:
        return server.create_template(lambda url: furnish(settings_of(Path(folder), free_ports(), url)))


def _forget(server: PostgresServer) -> None:
    with suppress(OperationalError):  # the whole server may be gone
        server.drop_databases()


def furnish(settings: Settings) -> None:
    migrate(settings.database)
    office: Office = create_app(settings, RunningClock()).state.office
    publish_catalog(office.database, make.catalog)
    hire(office)
    office.database.engine.dispose()
    office.doors.close()


def provider_of(settings: Settings, ports: Ports, clock: RunningClock) -> Any:
    """The payment provider by the clock of the town; it notifies again after seconds instead of minutes."""
    return create_provider(
        settings.data / "payjp.db",
        public_url=ports.payments_url,
        webhook_url=f"{settings.public_url}/webhooks/payjp",
        webhook_token=settings.payments.webhook_token.get_secret_value(),
        secret_key=settings.payments.secret_key.get_secret_value(),
        rehearsal=Rehearsal(now=clock, speed=60, hang_seconds=1),
    )


def cards_of(settings: Settings, ports: Ports, clock: RunningClock) -> Any:
    """The identity provider by the clock of the town; its keys are made once for all towns of a process."""
    setting = replace(card_sandbox(settings, ports), make_key=a_key, hang_seconds=2)
    return create_card_app(setting, clock)


def hire(office: Office) -> None:
    with office.database.write() as session:
        for login, (name, roles, sections) in STAFF.items():
            new = NewStaff(login, name, PASSWORD, frozenset(roles), frozenset(sections))
            account = create_account(session, new, by=None, now=office.clock())
            account.must_change_password = False
