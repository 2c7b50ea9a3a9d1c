"""One office per test, with everybody at their desks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.staff.making import Desk, furnish, open_desk


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Furnished once: every test works on a copy."""
    folder = tmp_path_factory.mktemp("office")
    furnish(folder)
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    opened = open_desk(tmp_path)
    yield opened
    for officer in opened.officers.values():
        officer.close()
    opened.office.doors.close()
    opened.office.database.engine.dispose()
