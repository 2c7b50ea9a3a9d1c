#!/usr/bin/env python3
"""Everything a developer does, with nothing installed but Python.

setup                          make .venv from requirements.lock
run [--port N] [--data DIR]    the service with its rehearsal partners and demo data
test [TIER] [...]              --quick: some minutes on SQLite; none: every kind of test; --wide: as CI does; --long: all
test --calendar [...]          what is marked so, at eight dates that have surprised others
check                          format, lint, types, imports, templates, architecture
bench [--json FILE]            the service beside its floor
mutate [ID ...]                makes each mistake that a test must catch, and sees it caught
coverage [--write]             how much of each procedure the demo register fills in, and what is left to type
crash [--n N] [...]            the service killed under load: nothing acknowledged may be lost or doubled
sbom [FILE]                    what the service is made of, with licences, as CycloneDX
lock                           the two lock files from pyproject.toml
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # whoever has an older one deserves a sentence, not a traceback
    sys.exit(f"Madoguchi needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import hashlib
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
SERVICE_LOCK = "requirements-service.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "requirements.sha256"
BROWSERS = ("chromium-headless-shell", "chromium")
CALENDAR = "calendar and not (postgres or browser)"
TIERS = {
    "--quick": "not (long or wide or slow or browser or postgres)",
    "": "not (long or wide or twin)",
    "--wide": "not long",
    "--long": "",
}
# In Japan. Where one test takes a minute it also crosses midnight.
MOMENTS = (
    "2026-09-19T10:00",  # five closed days in a row begin
    "2026-12-31T10:00",
    "2027-02-28T23:59",  # a year older: whoever was born on 29 February
    "2027-03-31T23:59",  # the last minute of a fiscal year
    "2027-04-01T00:00",
    "2027-05-01T09:00",  # five closed days in a row, and a Sunday among the holidays
    "2028-02-29T12:00",
)
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("djlint", "--lint", "--quiet", "templates"),
    ("pytest", "-q", "tests/architecture"),
)


def setup(arguments: list[str]) -> int:
    """Installs when the lock has changed; hashes are checked, nothing is compiled."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return 0
    _say("Preparing .venv (once, a minute or two) …")
    if _call([str(PYTHON), "-m", "pip", "--version"], quiet=True):
        _make_venv()
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    done = _call([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(LOCK)])
    if done == 0:
        STAMP.write_text(wanted)
    return done


def _make_venv() -> None:
    if _call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        sys.exit(
            "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
        )


def run(arguments: list[str]) -> int:
    return _become("-m", "app", "serve", "--demo", *arguments)


def test(arguments: list[str]) -> int:
    if "--calendar" in arguments:
        return _test_at_moments([each for each in arguments if each != "--calendar"])
    tier = next((each for each in TIERS if each and each in arguments), "")
    rest = [each for each in arguments if each not in TIERS]
    if tier != "--quick":
        _find_browser()
    marks = ["-m", TIERS[tier]] if TIERS[tier] else []
    if not any(each in ("-n", "--pdb") or each.startswith("-n") for each in rest):
        # One more than there are cores: a test of pages waits for its browser most of the time.
        marks += ["-n", str(min(4, (os.cpu_count() or 2) + 1)), "--dist", "worksteal"]
    return _become("-m", "pytest", "-q", *marks, *rest)


def _test_at_moments(arguments: list[str]) -> int:
    """Those of MOMENTS and today, two at a time. Only files that hold the mark are read."""
    files = arguments or [
        str(path)
        for path in (ROOT / "tests").rglob("test_*.py")
        if "pytest.mark.calendar" in path.read_text("utf-8")
    ]
    command = [str(PYTHON), "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-m", CALENDAR, *files]

    def run_at(moment: str) -> int:
        there = {**os.environ, "TEST_NOW": f"{moment}+09:00"}
        done = subprocess.run(command, cwd=ROOT, env=there, capture_output=True, text=True, check=False)
        _say(f"— {moment}\n{done.stdout[-3000 if done.returncode else -200 :]}{done.stderr[-500:]}")
        return done.returncode

    today = datetime.now(timezone(timedelta(hours=9))).strftime("%Y-%m-%dT%H:%M")
    with ThreadPoolExecutor(2) as pool:
        return max(pool.map(run_at, (*MOMENTS, today)))


def _find_browser() -> None:
    """Tests of pages need a headless browser of the system; none is downloaded from elsewhere."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", BROWSERS[0]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"The browser tests need {BROWSERS[0]}; installing it: {' '.join(install)}")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        for command in (["apt-get", "update", "-qq"], install):
            _call(command, quiet=True)
    if not shutil.which(BROWSERS[0]):
        _say(f"NO BROWSER: the browser tests will be SKIPPED. To run them: sudo {' '.join(install)}")


def check(arguments: list[str]) -> int:
    """All of them, even after one has failed."""
    failed = []
    for name, *options in CHECKS:
        _say(f"— {name} {' '.join(options)}")
        if _call([str(VENV / "bin" / name), *options]):
            failed.append(f"{name} {options[0] if options else ''}".strip())
    _say(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    return _become("-m", "bench.run", *arguments)


def coverage(arguments: list[str]) -> int:
    return _become("-m", "tests.expected.coverage", *arguments)


def crash(arguments: list[str]) -> int:
    return _become("-m", "crash.run", *arguments)


def mutate(arguments: list[str]) -> int:
    _find_browser()
    return _become("-m", "tests.invariants.run", *arguments)


def sbom(arguments: list[str]) -> int:
    return _become("-m", "supply.bom", *arguments)


def lock(arguments: list[str]) -> int:
    """Versions are chosen in pyproject.toml by hand; what those need in turn is resolved here."""
    uv = [
        str(VENV / "bin" / "uv"),
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "-q",
        "--generate-hashes",
    ]
    uv += ["--no-header", "--no-emit-index-url"]
    everything = _call([*uv, "--group", "dev", "-o", LOCK.name])
    return everything or _call([*uv, "-c", LOCK.name, "-o", SERVICE_LOCK])


def _say(text: str) -> None:
    print(text, flush=True)


def _call(command: list[str], *, quiet: bool = False) -> int:
    shown = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=shown, stderr=shown, check=False
        )
    except OSError as missing:
        return missing.errno or 1
    return done.returncode


def _become(*arguments: str) -> int:
    """This process becomes the other, so that signals and the exit code are its own."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606  # no shell is wanted


COMMANDS = {
    "setup": setup,
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "coverage": coverage,
    "crash": crash,
    "mutate": mutate,
    "sbom": sbom,
    "lock": lock,
}


def main() -> int:
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        _say(f"usage: python3 dev.py {' | '.join(COMMANDS)}\n\n{__doc__}")
        return 0 if name in ("help", "-h", "--help") else 2
    return setup([]) or (0 if name == "setup" else COMMANDS[name](arguments))


if __name__ == "__main__":
    sys.exit(main())
