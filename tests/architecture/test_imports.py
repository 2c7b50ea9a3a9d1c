"""The direction of imports, and that the contracts can fail at all."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "app", copy / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture
def spoiled(copy_of_the_house: Path) -> Callable[[str, str], str]:
    """spoiled(file, line) → what the contracts say when that line is added to that file."""

    def spoil(file: str, line: str) -> str:
        path = copy_of_the_house / file
        before = path.read_text("utf-8") if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        path.write_text((before or "") + f"\n{line}\n", "utf-8")
        said = lint(copy_of_the_house)
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, "utf-8")
        assert said.returncode == 1, said.stdout
        return said.stdout

    return spoil


def test_every_contract_is_kept() -> None:
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout[said.stdout.find("Contracts") :]


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("app/payments/lines.py", "import app.applications.queries", "Imports only point down"),
        ("app/payments/lines.py", "import app.notices.kinds", "Imports only point down"),
        ("app/leftovers/__init__.py", "'''Nobody declared this package.'''", "Imports only point down"),
        ("app/notices/kinds.py", "import starlette.requests", "Only pages speak HTTP"),
        ("app/procedures/journey.py", "import sqlalchemy", "Definitions and calculations are pure"),
        ("app/web/resident/about.py", "import app.web.staff", "Pages of one audience"),
        ("app/main.py", "import app.payments.payjp", "Adapters are chosen in one place"),
        ("app/web/resident/about.py", "import dbos", "The job library stays behind its door"),
        ("app/japan/digits.py", "import app.japan.kana", "No cycles among siblings"),
    ],
)
def test_a_wrong_import_is_named(
    spoiled: Callable[[str, str], str], file: str, line: str, contract: str
) -> None:
    """Mutation: a contract that allows everything, because a package was renamed or a pattern misspelt."""
    broken = [each for each in spoiled(file, line).splitlines() if "BROKEN" in each]
    assert any(contract in each for each in broken)
