"""Which tier a test belongs to, and that nothing is skipped where nothing may be."""

import gc
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

# Minutes each, and about what others show in part: kills, backups, whole crawls. `dev.py test --wide` and CI run them.
WIDE = (
    "tests/auth/test_guessing.py::test_the_book_counts",
    "tests/auth/test_guessing_an_address.py::test_the_post",
    "tests/browser/test_acting.py",
    "tests/browser/test_approving.py::test_a_wife_says_no",
    "tests/browser/test_bots.py",
    "tests/browser/test_counter.py::test_somebodys_own_phone",
    "tests/browser/test_counter_asking.py::test_an_event_costs_few_keys_and_few_taps[moving_in]",
    "tests/browser/test_counter_asking.py::test_one_certificate",
    "tests/browser/test_counter_ending.py",
    "tests/browser/test_counter_pages.py",
    "tests/browser/test_counter_talking.py",
    "tests/browser/test_desk_work.py",
    "tests/browser/test_every_procedure.py",
    "tests/browser/test_handing_over.py::test_a_paper",
    "tests/browser/test_handing_over.py::test_the_number",
    "tests/browser/test_handing_over.py::test_two_answers",
    "tests/browser/test_kinds.py",
    "tests/browser/test_large.py::test_a_long",
    "tests/browser/test_large.py::test_a_touch",
    "tests/browser/test_large.py::test_every_page",
    "tests/browser/test_large.py::test_larger",
    "tests/browser/test_large.py::test_pages_beside",
    "tests/browser/test_large.py::test_the_second",
    "tests/browser/test_other_origins.py::test_no_form",
    "tests/browser/test_parameters.py",
    "tests/browser/test_several_children.py",
    "tests/browser/test_signing.py::test_without",
    "tests/browser/test_stories.py::test_a_scanned_code",
    "tests/browser/test_stories.py::test_the_pages_about",
    "tests/browser/test_upload.py",
    "tests/browser/test_wipe.py",
    "tests/browser/test_without_a_card.py",
    "tests/cli/test_verifying.py",
    "tests/crash/",
    "tests/documents/test_own_document.py",
    "tests/files/test_pictures.py",
    "tests/hostile/test_audited.py::test_every_deed_is_noted_with_who_did_it[POST /staff",
    "tests/hostile/test_bodies_postgresql.py",
    "tests/hostile/test_logs_of_every_route.py",
    "tests/hostile/test_matrix.py::test_a_door_sounds",
    "tests/hostile/test_matrix.py::test_lists_show",
    "tests/hostile/test_matrix.py::test_no_other_method_opens_a_door[HEAD]",
    "tests/hostile/test_matrix.py::test_no_other_method_opens_a_door[OPTIONS]",
    "tests/hostile/test_matrix.py::test_no_other_method_opens_a_door[P",
    "tests/hostile/test_matrix.py::test_no_other_method_opens_a_door[TRACE]",
    "tests/hostile/test_nothing_of_others.py",
    "tests/jobs/test_exit.py",
    "tests/operations/test_backups.py",
    "tests/operations/test_migrations.py::test_every_step_can_be_taken_back_and_again_with_cases_in_it[sqlite]",
    "tests/operations/test_power.py",
    "tests/operations/test_processes.py",
    "tests/operations/test_rehearsed_restore.py",
    "tests/operations/test_roles.py",
    "tests/operations/test_signatures.py",
    "tests/scenarios/at_counter/test_counter_cards.py",
    "tests/scenarios/at_counter/test_counter_ending.py",
    "tests/scenarios/at_counter/test_counter_later.py",
    "tests/scenarios/at_counter/test_counter_paying.py",
    "tests/scenarios/at_counter/test_counter_sending.py",
    "tests/scenarios/at_counter/test_counter_talking.py",
    "tests/scenarios/at_counter/test_handing_over.py",
    "tests/scenarios/test_acting_postgresql.py",
    "tests/scenarios/test_answered_before.py",
    "tests/scenarios/test_children_not_listed.py",
    "tests/scenarios/test_counter_times.py",
    "tests/scenarios/test_two_screens.py",
    "tests/scenarios/test_virus_scanner.py",
    "tests/web/test_ground_rules.py::test_looking_changes_nothing",
)
# The same walks on both databases: PostgreSQL is what a town runs, SQLite what `dev.py test --quick` takes.
TWINS = ("tests/scenarios/", "tests/web/test_ground_rules.py")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """What is made here stays to the end: looking through it for garbage takes a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a server or a browser is marked so, whether its author thought of it or not."""
    for item in items:
        parameters = _parameters(item)
        asked = {*getattr(item, "fixturenames", ()), *parameters}
        if any(name.startswith(("postgres", "pg_")) for name in asked):
            item.add_marker("postgres")
        if asked & BROWSERS:
            item.add_marker("browser")
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")
        if item.nodeid.startswith(WIDE):
            item.add_marker("wide")
        if "sqlite" in parameters and item.nodeid.startswith(TWINS):
            item.add_marker("twin")


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
