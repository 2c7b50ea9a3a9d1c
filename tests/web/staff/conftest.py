"""One office per test, with everybody at their desks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.staff.making import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path)
    yield opened
    for officer in opened.officers.values():
        officer.close()
    opened.office.database.engine.dispose()
