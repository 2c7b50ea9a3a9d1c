"""The tiers of tests: who is marked how, and that a skip can be forbidden."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest

@pytest.fixture
def postgres():
    pytest.skip("no server here")

@pytest.fixture
def chromium():
    pytest.skip("no browser here")

@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return request.getfixturevalue("postgres") if request.param == "postgresql" else "sqlite://"

def test_plain(): pass
def test_on_a_server(postgres): pass
def test_on_either(url): pass
def test_on_a_page(chromium): pass
"""


@pytest.fixture
def tiers(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest((ROOT / "conftest.py").read_text("utf-8"))
    marks = ("browser", "postgres", "long", "slow", "twin", "wide")
    pytester.makeini("[pytest]\nmarkers =\n" + "".join(f"    {mark}: a word\n" for mark in marks))
    pytester.makepyfile(TESTS)
    return pytester


def outcomes(tiers: pytest.Pytester, *arguments: str) -> dict[str, int]:
    return tiers.runpytest_inprocess("-p", "no:randomly", "--strict-markers", *arguments).parseoutcomes()


def test_a_test_is_marked_by_what_it_asks_for(
    tiers: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutation: a test on PostgreSQL in the quick tier, because only its parameter says so."""
    monkeypatch.delenv("REQUIRE_PG", raising=False)
    assert outcomes(tiers, "-m", "not browser and not postgres") == {"passed": 2, "deselected": 3}


def test_what_is_missing_is_skipped(tiers: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_PG", raising=False)
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    assert outcomes(tiers) == {"passed": 2, "skipped": 3}


def test_a_skip_fails_where_a_server_is_required(
    tiers: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutation: a green run in which half of the tests were skipped."""
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    monkeypatch.setenv("REQUIRE_PG", "1")
    assert outcomes(tiers) == {"passed": 2, "errors": 2, "skipped": 1}


def test_a_skip_fails_where_a_browser_is_required(
    tiers: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    assert outcomes(tiers, "-k", "page") == {"errors": 1, "deselected": 4}


def test_a_file_that_skips_itself_fails_there_too(
    tiers: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_PG", "1")
    tiers.makepyfile(test_absent="import pytest\npytest.importorskip('no_such_library')")
    assert outcomes(tiers, "test_absent.py")["errors"] == 1
