"""Which tier a test belongs to, and that nothing is skipped where nothing may be."""

import os
from collections.abc import Generator
from typing import Any

import pytest

NEEDS = {"postgres": "REQUIRE_PG", "browser": "REQUIRE_BROWSER"}
BROWSERS = {"chromium", "browser", "page"}
# Whole walks over HTTP, attacks on every box, killed processes, pictures and papers: too much for every change.
SLOW = (
    "tests/browser/",
    "tests/crash/",
    "tests/documents/",
    "tests/files/",
    "tests/hostile/",
    "tests/jobs/",
    "tests/operations/",
    "tests/notices/test_crashes.py",
    "tests/scenarios/",
    "tests/test_tooling",
    "tests/web/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a server or a browser is marked so, whether its author thought of it or not."""
    for item in items:
        asked = {*getattr(item, "fixturenames", ()), *_parameters(item)}
        if any(name.startswith(("postgres", "pg_")) for name in asked):
            item.add_marker("postgres")
        if asked & BROWSERS:
            item.add_marker("browser")
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")


def _parameters(item: pytest.Item) -> list[str]:
    """Names of databases among them: such a fixture is only asked for when the test runs."""
    case = getattr(item, "callspec", None)
    return [value for value in case.params.values() if isinstance(value, str)] if case else []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """REQUIRE_PG=1 and REQUIRE_BROWSER=1 turn a skipped test of that kind into a failed one."""
    report = yield
    required = [name for kind, name in NEEDS.items() if item.get_closest_marker(kind) and _says(name)]
    if report.skipped and required and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{required[0]}=1 forbids skipping: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """A whole file that skips itself cannot say what it would have needed."""
    report = yield
    if report.skipped and any(_says(name) for name in NEEDS.values()):
        report.outcome = "failed"
        report.longrepr = f"a file must not skip itself here: {report.longrepr}"
    return report


def _says(name: str) -> bool:
    return os.environ.get(name) == "1"
